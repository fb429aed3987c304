"""The verdict, and how it stands in an event."""

import json
from dataclasses import replace

from triage.verdict import UNASSESSED, Level, Span, Verdict

WISH = Verdict(
    status="assessed",
    level=Level.ELEVATED,
    topics=("suicide", "family"),
    acute=False,
    subject="self",
    labels=("negated",),
    spans=(Span(4, 11, "suicide.wish_to_die", "suicide", "Skriver om et ønske om at dø."),),
    lexicon="2026.11.0+1f0c9a2b",
    beneath=(Span(4, 7, "loss.alone", "loneliness", "Er alene.", Level.WATCH),),
)


def test_a_verdict_survives_being_written_down() -> None:
    written = json.dumps(WISH.as_wire())

    assert Verdict.from_wire(json.loads(written)) == WISH


def test_a_verdict_from_before_anything_was_told_beneath_a_mark_is_read() -> None:
    written = {key: value for key, value in WISH.as_wire().items() if key != "beneath"}

    assert Verdict.from_wire(written) == replace(WISH, beneath=())


def test_however_much_lies_beneath_marks_what_is_written_down_stays_small() -> None:
    many = tuple(replace(WISH.beneath[0], rule=f"loss.{n}") for n in range(1000))

    assert len(json.dumps(replace(WISH, beneath=many).as_wire())) < 16_000


def test_what_nobody_has_read_is_never_none() -> None:
    assert UNASSESSED.status == "unassessed"
    assert UNASSESSED.level is Level.ELEVATED
    assert Verdict.from_wire(UNASSESSED.as_wire()) == UNASSESSED


def test_levels_are_ordered_as_the_service_acts() -> None:
    assert [level.name for level in sorted(Level)] == [
        "NONE",
        "WATCH",
        "ELEVATED",
        "HIGH",
        "IMMINENT",
    ]
