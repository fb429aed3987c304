"""The catalogues and the server's side of them."""

import json
import re
from pathlib import Path

import pytest

from chat.domain.refusal import RefusalCode
from chat.words import CATALOGUE, LANGUAGES, CatalogueError, Words, plural_form

HTTP_ONLY = ("bad_credentials", "code_required", "timeout", "weak_password")
"""Codes no decision of the domain gives."""


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load()


def test_every_refusal_has_a_sentence_in_both_languages(words: Words) -> None:
    codes = [*RefusalCode, *HTTP_ONLY]

    for language in LANGUAGES:
        assert [code for code in codes if f"error.{code}" not in words.sayings[language]] == []


def test_a_refusal_needs_no_values_to_be_said(words: Words) -> None:
    for language in LANGUAGES:
        for key, saying in words.sayings[language].items():
            if key.startswith("error."):
                assert isinstance(saying, str)
                assert re.search(r"[{}]", saying) is None, key


def test_a_refusal_carries_code_sentence_and_what_goes_beside_it(words: Words) -> None:
    body = words.refusal("slow_down", "da", retry_after_s=3)

    assert body == {
        "ok": False,
        "error": {
            "code": "slow_down",
            "message": "Det går lidt hurtigt. Vent et øjeblik, og prøv igen.",
            "retry_after_s": 3,
        },
    }


def test_a_code_nobody_wrote_a_sentence_for_is_still_answered(words: Words) -> None:
    error = words.refusal("brand_new", "en")["error"]

    assert error == {"code": "brand_new", "message": words.say("error.unavailable", "en")}


def test_a_language_we_do_not_speak_is_answered_in_danish(words: Words) -> None:
    assert words.say("error.taken", "kl") == words.say("error.taken", "da")
    assert words.say("error.taken", "en-GB") == words.say("error.taken", "en")


@pytest.mark.parametrize(
    ("count", "language", "form"),
    [
        (0, "da", "other"),
        (1, "da", "one"),
        (2, "da", "other"),
        (0.5, "da", "one"),
        (1.5, "da", "one"),
        (2.5, "da", "other"),
        (1.5, "en", "other"),
        (1, "en", "one"),
        (1.0, "en", "one"),
        (0, "en", "other"),
    ],
)
def test_plural_forms_are_those_of_the_browser(count: float, language: str, form: str) -> None:
    assert plural_form(count, language) == form


def catalogue(folder: Path, danish: object, english: object) -> Path:
    (folder / "x.da.json").write_text(json.dumps(danish), encoding="utf-8")
    (folder / "x.en.json").write_text(json.dumps(english), encoding="utf-8")
    return folder


def test_a_counted_sentence_chooses_its_form(tmp_path: Path) -> None:
    forms = {"one": "{count} ung foran dig", "other": "{count} unge foran dig"}
    words = Words.load(catalogue(tmp_path, {"ahead": forms}, {"ahead": forms}))

    assert words.say("ahead", "da", count=1) == "1 ung foran dig"
    assert words.say("ahead", "da", count=3) == "3 unge foran dig"


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ({"a": "x"}, {}),
        ({}, {"a": "x"}),
        ({"a": 1}, {"a": "x"}),
        ({"a": {"one": "x"}}, {"a": "x"}),
        (["a"], {}),
    ],
)
def test_a_catalogue_that_does_not_hold_together_is_refused(
    tmp_path: Path, danish: object, english: object
) -> None:
    with pytest.raises(CatalogueError):
        Words.load(catalogue(tmp_path, danish, english))


def test_a_key_may_stand_in_one_part_only(tmp_path: Path) -> None:
    catalogue(tmp_path, {"a": "x"}, {"a": "x"})
    (tmp_path / "y.da.json").write_text('{"a": "y"}', encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"y\.da\.json: a already"):
        Words.load(tmp_path)


def test_no_text_for_a_person_speaks_of_operators_or_users() -> None:
    for file in CATALOGUE.glob("errors.*.json"):
        assert (
            re.search(r"operatør|bruger(?!navn)|operator|\buser\b", file.read_text("utf-8")) is None
        )
