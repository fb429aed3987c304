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
LATE: Final = ("useEffect(", "requestAnimationFrame(")
"""What runs with the next frame or after it; `useLayoutEffect(` runs before the next key."""
MOVES: Final = (".focus(", ".showModal(")


def calls_of(name: str, script: str) -> Iterator[str]:
    """Give each with what stands between its brackets; `name` ends in the one that opens."""
    begins = script.find(name)
    while begins != -1:
        ends, open_brackets = begins + len(name), 1
        while open_brackets:
            open_brackets += {"(": 1, ")": -1}.get(script[ends], 0)
            ends += 1
        yield script[begins:ends]
        begins = script.find(name, ends)


def moving_late(script: str) -> list[str]:
    late = [one for name in LATE for one in calls_of(name, script)]
    return [one for one in late if any(move in one for move in MOVES)]


def test_an_effect_is_read_to_its_own_end() -> None:
    script = "useEffect(() => { a(b()); }, []); useLayoutEffect(() => c.focus());"

    assert list(calls_of(LATE[0], script)) == ["useEffect(() => { a(b()); }, [])"]
    assert moving_late("requestAnimationFrame(() => c.focus());") != []


def test_no_page_moves_the_focus_after_it_was_painted() -> None:
    late = {
        str(script.relative_to(ROOT)): moving
        for script in PAGES
        if (moving := moving_late(script.read_text(encoding="utf-8")))
    }

    assert late == {}
