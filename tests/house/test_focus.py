"""The pages move the focus before they are painted: a key pressed meanwhile would go elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = [
    script
    for folder in ("chat/web", "supervisor_console/web")
    for script in sorted((ROOT / folder).rglob("*.js"))
    if "vendor" not in script.parts
]
LATE: Final = "useEffect("
"""Preact runs it some time after the next frame; `useLayoutEffect(` before the next key."""
MOVES: Final = (".focus(", ".showModal(")


def late_effects(script: str) -> Iterator[str]:
    """Give what stands between the brackets of each."""
    begins = script.find(LATE)
    while begins != -1:
        ends, open_brackets = begins + len(LATE), 1
        while open_brackets:
            open_brackets += {"(": 1, ")": -1}.get(script[ends], 0)
            ends += 1
        yield script[begins:ends]
        begins = script.find(LATE, ends)


def moving_late(script: str) -> list[str]:
    return [one for one in late_effects(script) if any(move in one for move in MOVES)]


def test_an_effect_is_read_to_its_own_end() -> None:
    script = "useEffect(() => { a(b()); }, []); useLayoutEffect(() => c.focus());"

    assert list(late_effects(script)) == ["useEffect(() => { a(b()); }, [])"]


def test_no_page_moves_the_focus_after_it_was_painted() -> None:
    late = {
        str(script.relative_to(ROOT)): moving
        for script in PAGES
        if (moving := moving_late(script.read_text(encoding="utf-8")))
    }

    assert late == {}
