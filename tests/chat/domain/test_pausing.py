"""Abuse: a pause that spares the counsellor and shuts nobody out; a report a supervisor ends."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.audience import Kind, Viewer, data_for
from chat.domain.commands import (
    Accept,
    Close,
    Pause,
    RaiseEscalation,
    Report,
    SaveMessage,
    Transfer,
)
from chat.domain.conversation import Conversation
from chat.domain.deciding import decide
from chat.domain.escalation import EscalationKind
from chat.domain.people import YOUNG
from chat.domain.refusal import RefusalCode, Refused
from tests.chat.domain.building import (
    HERE,
    JONAS,
    KAREN,
    MINUTE,
    NOON,
    RULES,
    SOFIE,
    after,
    refusal,
    shift_of,
    step,
    talking,
    verdict,
)
from triage.verdict import UNASSESSED, Level, Verdict

PAUSE = Pause(HERE, SOFIE, 5 * MINUTE, "grimme ord")


def written(told: Verdict) -> SaveMessage:
    return SaveMessage(HERE, YOUNG, "4e8c2f43-6dd5-4a38-9a86-1f6f43bb2d10", "hej", told)


def paused() -> Conversation:
    return after(talking(), PAUSE)


def test_a_pause_tells_the_young_until_when_and_nothing_of_why() -> None:
    (entry,) = step(talking(), PAUSE).entries
    shown = data_for(Viewer.YOUNG, entry.event.kind, entry.event.data)

    assert entry.event.kind is Kind.PAUSED
    assert shown == {"until": (NOON + 5 * MINUTE).isoformat()}
    assert entry.event.data["reason"] == "grimme ord"


def test_what_is_written_into_a_pause_is_refused_with_the_time_that_is_left() -> None:
    with pytest.raises(Refused) as refused:
        decide(paused(), written(verdict()), NOON + MINUTE, RULES)

    assert refused.value.code is RefusalCode.PAUSED
    assert refused.value.extras == {"retry_after_s": 240}


@given(st.integers(-600, 600))
def test_a_pause_is_over_when_its_time_has_come(late_s: int) -> None:
    at = NOON + 5 * MINUTE + timedelta(seconds=late_s)
    held = late_s < 0

    if held and at >= NOON:
        with pytest.raises(Refused):
            decide(paused(), written(verdict()), at, RULES)
    elif not held:
        (entry,) = step(paused(), written(verdict()), at=at).entries
        assert entry.event.kind is Kind.MESSAGE


@pytest.mark.parametrize(
    "told", [verdict(Level.ELEVATED), verdict(Level.IMMINENT), verdict(acute=True), UNASSESSED]
)
def test_danger_comes_through_and_ends_the_pause(told: Verdict) -> None:
    decision = step(paused(), written(told))

    kinds = [entry.event.kind for entry in decision.entries]
    assert kinds[:2] == [Kind.MESSAGE, Kind.PAUSED]
    assert decision.entries[1].event.data["until"] is None
    assert decision.conversation.paused_until is None


def test_distress_without_danger_waits() -> None:
    assert refusal(paused(), written(verdict(Level.WATCH))) is RefusalCode.PAUSED


def test_the_counsellor_writes_into_a_pause_and_ends_it_when_they_like() -> None:
    say = SaveMessage(HERE, SOFIE, "4e8c2f43-6dd5-4a38-9a86-1f6f43bb2d11", "Vi holder pause.")
    on = Pause(HERE, SOFIE, timedelta())

    assert step(paused(), say).entries[0].event.kind is Kind.MESSAGE
    assert after(paused(), on).paused_until is None
    assert step(talking(), on).entries == ()


def test_nobody_in_danger_is_kept_waiting() -> None:
    raised = after(talking(), RaiseEscalation(HERE, SOFIE, "hjælp"))

    assert refusal(raised, PAUSE) is RefusalCode.ESCALATED


def test_only_whoever_has_the_talk_or_a_supervisor_pauses_it() -> None:
    assert refusal(talking(), Pause(HERE, JONAS, MINUTE)) is RefusalCode.NOT_ASSIGNED
    assert after(talking(), Pause(HERE, KAREN, MINUTE)).paused_until == NOON + MINUTE


@pytest.mark.parametrize("to", [None, JONAS.staff_id])
def test_another_counsellor_begins_without_the_pause(to: object) -> None:
    hand_on = Transfer(HERE, SOFIE, JONAS.staff_id if to else None)
    handed = decide(paused(), hand_on, NOON, RULES, shift_of(JONAS)).conversation
    met = step(handed, Accept(HERE, JONAS)).conversation

    assert met.paused_until is None
    assert step(met, written(verdict())).entries


def test_a_report_is_the_supervisors_to_end_and_says_nothing_of_danger() -> None:
    reported = after(talking(), Report(HERE, SOFIE, "skriver kun sex"))
    escalation = reported.open_escalation(EscalationKind.ABUSE)

    assert escalation is not None
    assert escalation.due_at is not None
    assert reported.open_escalation(EscalationKind.DANGER) is None
    assert reported.level is Level.NONE
    assert refusal(reported, Close(HERE, SOFIE)) is RefusalCode.ESCALATED
    assert after(reported, Close(HERE, KAREN)).is_closed


def test_abuse_and_danger_are_told_apart_in_one_talk() -> None:
    both = after(
        talking(), Report(HERE, SOFIE, "truer mig"), RaiseEscalation(HERE, SOFIE, "og sig selv")
    )

    assert len([one for one in both.escalations if one.is_open]) == 2


def test_only_whoever_has_the_talk_reports_it() -> None:
    assert refusal(talking(), Report(HERE, JONAS, "hej")) is RefusalCode.NOT_ASSIGNED
