"""The vocabulary of needs, held to triage's topics."""

import shutil
from pathlib import Path

import pytest

from chat.domain.topics import CHOSEN
from config.directory import HERE
from config.exit_code import CannotGoOn
from config.needs import load_needs
from triage.verdict import Level

FILE = HERE / "needs.yaml"


def test_every_topic_leads_to_a_need() -> None:
    needs = load_needs(FILE)

    assert all(needs.spoken_for_by([topic]) for topic in CHOSEN)


def test_danger_and_abuse_call_for_a_bridge_builder() -> None:
    needs = load_needs(FILE)

    assert needs.calls_for_a_bridge(["abuse_sexual"], Level.WATCH) == "abuse_sexual"
    assert needs.calls_for_a_bridge(["suicide"], Level.ELEVATED) is None
    assert needs.calls_for_a_bridge(["suicide"], Level.HIGH) == "suicide"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("topics: [suicide]", "topics: [sad]", "line 17, suicide.topics.0: not a topic"),
        ("topics: [gambling]", "topics: []", "general.topics: no need has the topic gambling"),
        ("bridge_from: never", "bridge_from: 5", "child_rights.bridge_from"),
        ("  en: Self-harm\n", "", "self_harm.en: Field required"),
        ("bullying:\n", "grief:\n", "grief is given twice"),
        ("acute_danger:\n", "danger:\n", "acute_danger: "),
        ("gambling:\n", "Gambling:\n", "Gambling"),
    ],
)
def test_a_slip_is_answered_with_its_place(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    file = tmp_path / "needs.yaml"
    shutil.copyfile(FILE, file)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CannotGoOn) as ending:
        load_needs(file)

    assert "needs.yaml" in ending.value.sentence
    assert sentence in ending.value.sentence
