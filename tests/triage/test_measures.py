"""What is counted when triage is measured."""

from dataclasses import replace

import pytest

from triage.across_authors import left_out_together
from triage.conversations import Followed
from triage.measures import (
    Read,
    Share,
    acute_falsely,
    by_rule,
    false_alarms,
    found,
    grave_found,
    indirect_found,
    put_down_by_context,
)
from triage.report import BEGIN, END, written_into
from triage.second_reader.labelled import Labelled
from triage.verdict import UNASSESSED, Level, Span


def read(level: int, given: int, *tags: str, **more: object) -> Read:
    verdict = replace(UNASSESSED, status="assessed", level=Level(given), **more)  # type: ignore[arg-type]
    labelled = Labelled("x", level, ("suicide",), "self", acute=level == 4, tags=tags)
    return Read("a", labelled, verdict)


def test_shares_count_what_they_say() -> None:
    these = [
        read(0, 0),
        read(0, 2),
        read(1, 0),
        read(2, 2, "euphemism"),
        read(3, 1, "metaphor", "negated", labels=("figure",)),
        read(4, 2),
        read(4, 3, acute=True),
    ]

    assert found(these) == Share(3, 4)
    assert grave_found(these) == Share(1, 2)
    assert false_alarms(these) == Share(1, 2)
    assert indirect_found(these) == Share(1, 2)
    assert acute_falsely(these) == Share(0, 5)
    assert put_down_by_context(these) == 1


def test_a_share_is_told_with_its_interval() -> None:
    assert str(Share(5, 10)) == "50.0% [23.7, 76.3] (5/10)"
    assert str(Share(0, 0)) == "-"


def test_rules_are_judged_by_what_the_message_was() -> None:
    span = Span(0, 1, "suicide.wish", "suicide", "", Level.ELEVATED)
    these = [read(0, 2, spans=(span,)), read(2, 2, spans=(span, span)), read(0, 0)]

    assert by_rule(these) == [("suicide.wish", Share(1, 2))]


def test_conversations_are_told_apart() -> None:
    some = Followed(to_find=4, found_in_time=3, reached_in_time=2, harmless=2, alarmed=1)

    assert (some.in_time(), some.to_the_level()) == (Share(3, 4), Share(2, 4))
    assert some.false_alarms() == Share(1, 2)


def test_figures_take_the_place_of_the_old_ones() -> None:
    page = f"before\n{BEGIN}old\n{END}after\n"

    assert written_into(page, "new\n") == f"before\n{BEGIN}\nnew\n\n{END}after\n"
    with pytest.raises(ValueError, match="no place"):
        written_into("nothing", "new")


def test_voices_of_one_hand_are_left_out_together() -> None:
    authors = ["part_a", "part_h_acute", "part_x_city", "part_x_school"]

    assert left_out_together(authors) == [
        ["part_a"],
        ["part_h_acute"],
        ["part_x_city", "part_x_school"],
    ]
