"""What the house says to people, in their language; the browsers read the same catalogues."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CATALOGUE = Path(__file__).parent / "web" / "catalogue"
LANGUAGES = ("da", "en")
FIRST = "da"

PLURAL_FORMS = {"one", "other"}
"""The plural categories of both our languages (Unicode CLDR, plural rules for da and en)."""

Saying = str | Mapping[str, str]
"""A sentence with `{name}` placeholders, or one such sentence per plural form of `{count}`."""


class CatalogueError(Exception):
    """A catalogue cannot be used as it stands; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Words:
    """All catalogues, by language and key."""

    sayings: Mapping[str, Mapping[str, Saying]]

    @classmethod
    def load(cls, folder: Path = CATALOGUE) -> "Words":
        """Read every `<part>.<lang>.json`.

        Raises:
            CatalogueError: a file is not a flat object of sayings, a key stands twice, or a
                language lacks a key that the other has.
        """
        sayings: dict[str, dict[str, Saying]] = {language: {} for language in LANGUAGES}
        for language, known in sayings.items():
            for file in sorted(folder.glob(f"*.{language}.json")):
                for key, saying in _read(file).items():
                    if key in known:
                        raise CatalogueError(f"{file.name}: {key} already stands in another part")
                    known[key] = saying
        for language in LANGUAGES[1:]:
            for key in sorted(sayings[FIRST].keys() ^ sayings[language].keys()):
                raise CatalogueError(f"{key} is missing in one of {FIRST} and {language}")
        return cls(sayings)

    def say(self, key: str, language: str = FIRST, **values: object) -> str:
        """Return the words for a key; a language we do not speak is answered in Danish.

        Raises:
            KeyError: no catalogue holds the key, or a placeholder was given no value.
        """
        spoken = spoken_language(language)
        saying = self.sayings[spoken][key]
        if not isinstance(saying, str):
            saying = saying[plural_form(values["count"], spoken)]
        return saying.format_map(values)

    def refusal(self, code: str, language: str = FIRST, **extras: object) -> dict[str, object]:
        """Return the body of a no: its code, a sentence for a person, and what goes beside it.

        A code without a sentence is answered with that of `unavailable`: a missing sentence must
        not become a second error.
        """
        known = self.sayings[spoken_language(language)]
        key = f"error.{code}" if f"error.{code}" in known else "error.unavailable"
        message = self.say(key, language, **extras)
        return {"ok": False, "error": {"code": str(code), "message": message, **extras}}


def spoken_language(wanted: str) -> str:
    """Return the language we answer in: the one wanted (`en`, `en-GB`), else Danish."""
    short = wanted.partition("-")[0].lower()
    return short if short in LANGUAGES else FIRST


def plural_form(count: object, language: str) -> str:
    """Return which form a count takes, as `Intl.PluralRules` does in the browser.

    Source: Unicode CLDR plural rules. English: `one` is the whole number 1. Danish: also what has
    decimals and begins with 0 or 1 (0,5 kilometer: one).
    """
    if isinstance(count, float) and not count.is_integer():
        return "one" if language == "da" and 0 < abs(count) < 2 else "other"  # noqa: PLR2004
    return "one" if count in {1, -1} else "other"


def _read(file: Path) -> dict[str, Saying]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_without_doubles)
    except ValueError as mistake:
        raise CatalogueError(f"{file.name}: {mistake}") from mistake
    if not isinstance(content, dict):
        raise CatalogueError(f"{file.name}: must be one object of keys and sayings")
    for key, saying in content.items():
        if isinstance(saying, str):
            continue
        if not isinstance(saying, dict) or saying.keys() != PLURAL_FORMS:
            raise CatalogueError(f"{file.name}: {key} must be a sentence, or one and other")
    return content


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found
