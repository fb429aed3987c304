from pathlib import Path
from shutil import copytree

import pytest

from config.care_texts import HERE, Care
from config.directory import Directory
from config.exit_code import CannotGoOn
from triage.verdict import Level

DIRECTORY = Directory.load()


def test_the_texts_are_drafts_until_somebody_has_put_their_name() -> None:
    care = Care.load(DIRECTORY)

    assert care.questions.reviewed is None
    assert care.card.reviewed is None


def test_a_yes_to_a_plan_is_imminent_and_no_question_weighs_nothing() -> None:
    levels = Care.load(DIRECTORY).rules().levels

    assert levels["plan"] is Level.IMMINENT
    assert min(levels.values()) >= Level.ELEVATED


def test_only_checked_numbers_are_on_the_card() -> None:
    numbers = Care.load(DIRECTORY).numbers

    assert numbers
    assert all(one.verified and one.contacts.phone for one in numbers)


@pytest.mark.parametrize(
    ("file", "was", "becomes", "place"),
    [
        ("risk_questions.yaml", "- id: intent", "- id: plan", "questions"),
        ("emergency_card.yaml", "id: asked_door", "id: asked_alone", "emergency_card.yaml line"),
        ("risk_questions.yaml", "level: 4", "level: 9", "risk_questions.yaml line"),
    ],
)
def test_a_slip_is_answered_with_its_place(
    tmp_path: Path, file: str, was: str, becomes: str, place: str
) -> None:
    folder = tmp_path / "care"
    copytree(HERE, folder)
    said = (folder / file).read_text("utf-8")
    (folder / file).write_text(said.replace(was, becomes, 1), "utf-8")

    with pytest.raises(CannotGoOn, match=place):
        Care.load(DIRECTORY, folder)
