from pathlib import Path

import pytest

from config.exit_code import CannotGoOn
from config.legal_duties import FILE, LegalDuties


def test_the_steps_are_drafts_and_every_law_says_whose_words_it_has() -> None:
    file = LegalDuties.load().file

    assert file.reviewed is None
    assert {law.name for law in file.laws} >= {"Barnets lov § 133", "Barnets lov § 135"}
    assert {law.id for law in file.laws if law.wording == "quote"} == {"avert-253"}


def test_who_somebody_is_is_asked_for_in_one_step_that_is_marked() -> None:
    rules = LegalDuties.load().rules()

    assert rules.identity == {"who_it_is"}
    assert rules.identity < rules.written < rules.steps


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("- id: told_the_young", "- id: asked_the_young", "parts.0.steps.2.id"),
        ("cites: notify-133", "cites: notify-999", "parts.2.steps.2.cites"),
        ("laws: [avert-253, avert-141]", "laws: [avert-999]", "parts.1.laws"),
        ("  seen: 2026-11-22\n", "", "laws.1"),
        ("{municipality}", "{kommune}", "letter.to"),
    ],
)
def test_a_slip_is_answered_with_file_line_and_key(
    tmp_path: Path, was: str, becomes: str, key: str
) -> None:
    file = tmp_path / "legal_duties.yaml"
    file.write_text(FILE.read_text("utf-8").replace(was, becomes, 1), "utf-8")

    with pytest.raises(CannotGoOn, match=rf"legal_duties\.yaml line \d+, {key}"):
        LegalDuties.load(file)
