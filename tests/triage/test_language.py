"""What is clearly in a language nobody here reads needs eyes; Danish does not."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessing import Assessor
from triage.second_reader.wording import pieces

TEXT = Path(__file__).parents[2] / "config/triage_text"
FOREIGN = [
    json.loads(line)
    for line in (TEXT / "foreign/sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_foreign_sentences_are_left_to_people(both: Assessor) -> None:
    languages = {one["language"] for one in FOREIGN}
    unread = [one for one in FOREIGN if both.assess(one["text"]).status == "unassessed"]

    assert len(FOREIGN) >= 60
    assert languages >= {"ar", "so", "tr", "pl", "uk", "fa", "kl", "de"}
    assert len(unread) >= 0.9 * len(FOREIGN)
    assert {one["language"] for one in unread} == languages
    assert all(both.assess(one["text"]).level == 2 for one in unread)


@pytest.mark.parametrize("file", ["train", "dev"])
def test_danish_is_not_called_foreign(both: Assessor, file: str) -> None:
    assert both.languages
    lines = [
        unicodedata.normalize("NFC", json.loads(line)["text"])
        for path in (TEXT / file).glob("[mp]*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]

    # Only what the guess calls foreign can be left unread: the two readers need not read the rest.
    called = [text for text in lines if both.languages.foreign(text, pieces(text))]
    called = [text for text in called if both.assess(text).status == "unassessed"]

    assert len(called) <= 2 * len(lines) / 10_000 + 1, called


@pytest.mark.parametrize(
    "text",
    [
        "jag orkar inte mer med skolan just nu",
        "jeg orker ikke mer, det er så vondt",
        "my mum is shouting at me again and im scared",
        "jæ ve it va jæ sgal",
        "Muhammed Abdulkadir Hussein",
        "hej",
        "lol",
        "????",
        "😀😀😀😀😀😀😀😀😀😀😀😀",
        "123 456 7890 11 12 13",
        "",
    ],
)
def test_neighbours_english_names_and_signs_are_read_as_they_stand(
    both: Assessor, text: str
) -> None:
    assert both.assess(text).status == "assessed"


def test_a_risk_in_a_foreign_text_stands(both: Assessor) -> None:
    verdict = both.assess("ich kann nicht mehr und jeg vil dø")

    assert verdict.status == "assessed"
    assert verdict.level >= 2


def test_without_a_second_reader_the_language_is_still_told(both: Assessor) -> None:
    by_rules, _ = both.both("ich muss mit jemandem reden, bitte")

    assert by_rules.status == "unassessed"
    assert by_rules.lexicon == both.version


@given(st.text(max_size=300))
def test_any_text_is_told_apart(both: Assessor, text: str) -> None:
    assert both.assess(text).status in {"assessed", "unassessed"}
