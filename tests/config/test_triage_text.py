"""The labelled messages the second reader learns from, and those nobody may train on."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from triage.topics import TOPICS

TEXT: Final = Path(__file__).parents[2] / "config/triage_text"
TRAINING: Final = sorted((TEXT / "train").glob("*.jsonl"))
ASIDE: Final = sorted((TEXT / "aside").glob("*.jsonl"))

FIELDS: Final = {"id", "text", "level", "topics", "subject", "acute", "tags"}
SUBJECTS: Final = {"self", "other", "none"}
TAGS: Final = set(
    "negated past quoted idiom third_person typo no_diacritics slang english_mix emoji"
    " spaced_letters euphemism metaphor sarcasm lyric_or_game medical news answer".split()
)
RUN: Final = 8
"""So many words in a row, found in two files, are a line copied or lightly edited."""

files = pytest.mark.parametrize("file", [*TRAINING, *ASIDE], ids=lambda file: file.stem)


def rows(file: Path) -> list[dict[str, Any]]:
    """Read one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def runs(text: str) -> set[tuple[str, ...]]:
    """List every run of `RUN` words, without case and signs."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def twice(values: Iterable[str]) -> list[str]:
    """Name what stands more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_is_text_to_learn_from_and_text_to_measure_on() -> None:
    assert TRAINING
    assert ASIDE


@files
def test_every_line_has_the_fields_of_a_labelled_message(file: Path) -> None:
    for row in rows(file):
        assert set(row) == FIELDS, row
        assert isinstance(row["text"], str), row
        assert row["text"] == row["text"].strip() != "", row
        assert type(row["level"]) is int, row
        assert 0 <= row["level"] <= 4, row
        assert type(row["acute"]) is bool, row
        assert row["subject"] in SUBJECTS, row
        assert set(row["topics"]) <= set(TOPICS), row
        assert set(row["tags"]) <= TAGS, row
        assert not twice(row["topics"]), row
        assert not twice(row["tags"]), row


@files
def test_an_imminent_message_is_acute_and_one_without_danger_is_not(file: Path) -> None:
    for row in rows(file):
        assert row["acute"] or row["level"] < 4, row
        assert not row["acute"] or row["level"] > 0, row


@files
def test_no_text_stands_twice_in_a_file(file: Path) -> None:
    assert not twice(row["text"].casefold() for row in rows(file))


def test_an_id_names_one_message() -> None:
    assert not twice(row["id"] for file in (*TRAINING, *ASIDE) for row in rows(file))


def test_nothing_kept_aside_was_trained_on() -> None:
    texts = {row["text"].casefold() for file in TRAINING for row in rows(file)}
    trained = {run for text in texts for run in runs(text)}

    for file in ASIDE:
        for row in rows(file):
            assert row["text"].casefold() not in texts, row
            assert not runs(row["text"]) & trained, row
