"""The headings for reasons of contact, held to the topics a counsellor can choose."""

from pathlib import Path

import pytest

from chat.domain.topics import CHOSEN
from config.exit_code import CannotGoOn
from config.reasons import FILE, load_reasons


def test_every_topic_stands_under_one_heading() -> None:
    topics = [topic for heading in load_reasons().values() for topic in heading.topics]

    assert sorted(topics) == sorted(CHOSEN)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("topics: [family]", "topics: [family, grief]", "grief stands under mental_health"),
        ("topics: [family]", "topics: [famly]", "family.topics.0: not a topic"),
        ("sleep]", "]", "no heading has the topic sleep"),
        ("other:\n", "unknown:\n", "unknown: "),
        ("  en: Physical health\n", "", "physical_health.en: Field required"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "reasons.yaml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(CannotGoOn) as told:
        load_reasons(tmp_path / "reasons.yaml")

    assert sentence in told.value.sentence
    assert "line " in told.value.sentence
