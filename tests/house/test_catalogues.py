"""The message catalogues: both languages say the same, and every key the code says is there."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "chat/web/catalogue"
PARTS = sorted({file.name.split(".")[0] for file in CATALOGUE.glob("*.json")})
QUOTED = re.compile(r"""["'`]([a-z_]+\.[a-z0-9_.]*)(\$\{|["'`])""")
PLACED = re.compile(r"\{\{([a-z_.]+)\}\}")
NAMED = re.compile(r"""\bnamed\(["'`]([a-z_]+)["'`]""")
"""The staff pages' `named("topic", code)`: the word for a code that is on the wire."""
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+)+")
QUOTES = "\"'`"
BEGINNING = re.compile(r"[a-z_]+\.")
PLACE = re.compile(r"\{(\w+)\}")
FORMS = {"one", "other"}

Saying = str | dict[str, str]


def catalogue(part: str, language: str) -> dict[str, Saying]:
    file = CATALOGUE / f"{part}.{language}.json"

    def once(found: list[tuple[str, Saying]]) -> dict[str, Saying]:
        assert len(found) == len(dict(found)), f"{file.name} says a key twice"
        return dict(found)

    sayings: dict[str, Saying] = json.loads(
        file.read_text(encoding="utf-8"), object_pairs_hook=once
    )
    return sayings


def everything(language: str = "da") -> dict[str, Saying]:
    return {key: said for part in PARTS for key, said in catalogue(part, language).items()}


def places(saying: Saying) -> set[str]:
    texts = [saying] if isinstance(saying, str) else list(saying.values())
    return {place for text in texts for place in PLACE.findall(text)}


def literals() -> Iterator[tuple[str, str]]:
    """Yield every literal of our scripts, pages and modules, with its file."""
    for folder in ("chat", "supervisor_console"):
        for file in (ROOT / folder).rglob("*.js"):
            if "vendor" not in file.parts:
                text = file.read_text(encoding="utf-8")
                yield from (
                    (file.name, f"{key}{end.strip(QUOTES)}") for key, end in QUOTED.findall(text)
                )
                yield from ((file.name, f"{family}.") for family in NAMED.findall(text))
        for file in (ROOT / folder).rglob("*.html"):
            text = file.read_text(encoding="utf-8")
            yield from ((file.name, key) for key in PLACED.findall(text))
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield file.name, node.value
                if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                    yield file.name, str(node.values[0].value) + "${"


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_keys_and_places(part: str) -> None:
    danish, english = catalogue(part, "da"), catalogue(part, "en")

    assert danish.keys() == english.keys()
    for key, saying in danish.items():
        assert places(saying) == places(english[key]), key
        assert isinstance(saying, str) == isinstance(english[key], str), key


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_plural_has_both_forms_and_nothing_is_empty(language: str) -> None:
    for key, saying in everything(language).items():
        if not isinstance(saying, str):
            assert set(saying) == FORMS, key
            assert "count" in places(saying), key
        assert all([saying] if isinstance(saying, str) else saying.values()), key


def test_no_key_stands_in_two_parts() -> None:
    assert len(everything()) == sum(len(catalogue(part, "da")) for part in PARTS)


def test_every_key_the_code_says_is_in_the_catalogue() -> None:
    known = everything()
    roots = {key.split(".")[0] for key in known}
    files = re.compile(r"\.(js|css|json|py|svg|png|html|woff2)$")
    missing = {
        f"{file}: {literal}"
        for file, literal in literals()
        if KEY.fullmatch(literal)
        and literal.split(".")[0] in roots
        and not files.search(literal)
        and literal not in known
    }

    assert not missing


def test_every_key_of_the_catalogue_is_said_somewhere() -> None:
    said = {literal for _, literal in literals()}
    begun = {literal.split("${")[0] for literal in said if "${" in literal or literal.endswith(".")}
    begun = {start for start in begun if BEGINNING.match(start)}
    unsaid = [
        key
        for key in everything()
        if key not in said and not any(key.startswith(start) for start in begun)
    ]

    assert not unsaid
