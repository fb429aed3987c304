from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.commands import (
    Acknowledge,
    Assess,
    Climb,
    Command,
    RaiseEscalation,
    Resolve,
    SaveMessage,
    SetLevel,
    TakeOver,
)
from chat.domain.conversation import Conversation
from chat.domain.escalation import Escalation, EscalationState, Outcome
from chat.domain.people import YOUNG
from chat.domain.refusal import RefusalCode, Refused
from tests.chat.domain.building import (
    AMINA,
    HERE,
    JONAS,
    KAREN,
    NOON,
    RULES,
    SOFIE,
    after,
    says,
    step,
    talking,
    verdict,
)
from triage.verdict import UNASSESSED, Level


def escalated() -> tuple[Conversation, Escalation]:
    state = after(talking(), says("x", Level.HIGH))
    escalation = state.open_escalation()
    assert escalation is not None
    return state, escalation


def test_the_first_to_acknowledge_has_it_and_the_second_is_told_who() -> None:
    state, escalation = escalated()
    taken = after(state, Acknowledge(HERE, KAREN, escalation.escalation_id))

    with pytest.raises(Refused) as refused:
        step(taken, Acknowledge(HERE, AMINA, escalation.escalation_id))

    assert refused.value.code is RefusalCode.ALREADY_ACKNOWLEDGED
    assert refused.value.extras == {"by": "Karen"}


def test_acknowledging_twice_oneself_is_well() -> None:
    state, escalation = escalated()
    mine = Acknowledge(HERE, KAREN, escalation.escalation_id)

    assert step(after(state, mine), mine).entries == ()


def test_acknowledged_is_not_done() -> None:
    state, escalation = escalated()

    taken = after(state, Acknowledge(HERE, KAREN, escalation.escalation_id)).open_escalation()

    assert taken is not None
    assert taken.state is EscalationState.ACKNOWLEDGED
    assert taken.due_at == NOON + RULES.ladder.outcome


def test_asking_for_a_supervisor_gives_the_open_escalation_and_says_why_once_more() -> None:
    state, escalation = escalated()

    asked = step(state, RaiseEscalation(HERE, SOFIE, "han har en kniv"))

    (now,) = asked.conversation.escalations
    assert now.escalation_id == escalation.escalation_id
    assert now.trigger == "counsellor"
    assert asked.entries[0].event.data["note"] == "han har en kniv"


@pytest.mark.parametrize(
    "news",
    [
        says("x", Level.IMMINENT, client_id="n", rule="suicide.now"),
        says("x", Level.HIGH, client_id="n", rule="suicide.plan"),
        says("x", client_id="n", acute=True, rule="danger.violence_now"),
        RaiseEscalation(HERE, SOFIE, "han har en kniv"),
    ],
)
def test_an_old_judgement_ends_no_danger_that_was_told_since(news: Command) -> None:
    state, escalation = escalated()
    taken = after(state, Acknowledge(HERE, KAREN, escalation.escalation_id))
    seen = taken.escalations[0].told_seq
    judges = Resolve(HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM, told_seq=seen)

    worse = after(taken, news)

    with pytest.raises(Refused) as refused:
        step(worse, judges)
    (now,) = worse.escalations
    assert refused.value.code is RefusalCode.TOLD_ANEW
    assert refused.value.extras == {"told_seq": now.told_seq}
    assert now.seq >= now.told_seq > seen, "every screen is shown that there is more"
    assert after(worse, replace(judges, told_seq=now.told_seq)).open_escalation() is None


def test_what_is_told_while_nobody_has_it_must_be_seen_too_and_holds_up_no_step() -> None:
    state, escalation = escalated()
    judges = Resolve(
        HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM, told_seq=escalation.told_seq
    )
    due = Climb(HERE, escalation.escalation_id, escalation.seq)

    more = after(state, says("x", Level.HIGH, client_id="n", rule="suicide.plan"))

    with pytest.raises(Refused) as refused:
        step(more, judges)
    assert refused.value.code is RefusalCode.TOLD_ANEW
    climbed = after(more, due, at=NOON + timedelta(hours=1))
    assert climbed.escalations[0].step == 1, "what was due still is"
    now = more.escalations[0].told_seq
    assert after(more, replace(judges, told_seq=now)).open_escalation() is None


def test_danger_that_is_read_late_was_not_told_before() -> None:
    unread = after(talking(), SaveMessage(HERE, YOUNG, "n1", "x", UNASSESSED, 10**6))
    taken = after(unread, says("x", Level.HIGH, client_id="n2"))
    escalation = taken.open_escalation()
    assert escalation is not None
    held = after(taken, Acknowledge(HERE, KAREN, escalation.escalation_id))
    judges = Resolve(HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM)
    seen = held.escalations[0].told_seq

    late = after(held, Assess(HERE, unread.seq, verdict(Level.HIGH)))

    with pytest.raises(Refused) as refused:
        step(late, replace(judges, told_seq=seen))
    assert refused.value.code is RefusalCode.TOLD_ANEW


def test_what_whoever_has_it_does_themselves_makes_no_judgement_old() -> None:
    state, escalation = escalated()
    taken = after(state, Acknowledge(HERE, KAREN, escalation.escalation_id))
    seen = taken.escalations[0].told_seq

    worked = after(taken, TakeOver(HERE, KAREN), says("tak", client_id="c9"))

    ends = Resolve(HERE, KAREN, escalation.escalation_id, Outcome.STAYED, told_seq=seen)
    assert after(worked, ends).open_escalation() is None


def test_one_that_was_ended_since_is_not_called_unknown() -> None:
    state, escalation = escalated()
    ended = after(state, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.STAYED))

    with pytest.raises(Refused) as refused:
        step(ended, Acknowledge(HERE, AMINA, escalation.escalation_id))

    assert refused.value.code is RefusalCode.ALREADY_ACKNOWLEDGED


def test_a_counsellors_asking_raises_to_high() -> None:
    state = after(talking(), RaiseEscalation(HERE, SOFIE, "jeg er i tvivl"))

    assert state.level is Level.HIGH
    assert state.open_escalation() is not None


def test_only_its_own_counsellor_or_a_supervisor_asks() -> None:
    with pytest.raises(Refused):
        step(talking(), RaiseEscalation(HERE, JONAS, "x"))
    assert step(talking(), RaiseEscalation(HERE, KAREN, "x")).entries


def test_an_escalation_that_is_not_there_is_not_found() -> None:
    state, _ = escalated()
    other = Acknowledge(HERE, KAREN, f"{HERE}.99")  # type: ignore[arg-type] # nobody's

    with pytest.raises(Refused) as refused:
        step(state, other)

    assert refused.value.code is RefusalCode.NOT_FOUND


def test_a_resolved_one_makes_room_for_the_next() -> None:
    state, escalation = escalated()
    resolved = after(state, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.STAYED))

    again = after(resolved, RaiseEscalation(HERE, SOFIE, "igen")).open_escalation()

    assert again is not None
    assert again.escalation_id != escalation.escalation_id


def test_a_counsellor_raises_the_level_and_only_a_supervisor_lowers_it() -> None:
    raised = after(talking(), SetLevel(HERE, SOFIE, Level.ELEVATED, "siger det selv"))
    assert raised.level is Level.ELEVATED

    with pytest.raises(Refused) as refused:
        step(raised, SetLevel(HERE, SOFIE, Level.NONE, "går bedre"))
    assert refused.value.code is RefusalCode.FORBIDDEN
    assert after(raised, SetLevel(HERE, KAREN, Level.WATCH, "talt igennem")).level is Level.WATCH


@given(st.lists(st.sampled_from(["high", "imminent", "ask", "take", "end"]), max_size=12))
def test_whatever_happens_an_unresolved_escalation_has_a_deadline(moves: list[str]) -> None:
    state = talking()
    for number, move in enumerate(moves):
        escalation = state.open_escalation()
        match move:
            case "high" | "imminent":
                level = Level.HIGH if move == "high" else Level.IMMINENT
                state = after(state, says("x", level, client_id=str(number)))
            case "ask":
                state = after(state, RaiseEscalation(HERE, SOFIE, "x"))
            case "take" if escalation is not None:
                state = after(state, Acknowledge(HERE, KAREN, escalation.escalation_id))
            case "end" if escalation is not None:
                state = after(state, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.STAYED))

        unresolved = [one for one in state.escalations if one.is_open]
        assert len(unresolved) <= 1
        assert all(one.due_at is not None for one in unresolved)
        assert all(one.due_at is None for one in state.escalations if not one.is_open)
