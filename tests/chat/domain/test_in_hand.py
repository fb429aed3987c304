"""An escalation in hand: whoever has it and acts keeps it."""

import pytest

from chat.domain.commands import (
    Acknowledge,
    AddNote,
    Climb,
    Command,
    Join,
    RaiseEscalation,
    TakeOver,
)
from chat.domain.conversation import Conversation
from chat.domain.escalation import Escalation, EscalationState
from chat.domain.people import Person
from tests.chat.domain.building import (
    AMINA,
    HERE,
    KAREN,
    MINUTE,
    NOON,
    RULES,
    SOFIE,
    after,
    talking,
)

LATER = NOON + 9 * MINUTE


def taken() -> Conversation:
    raised = after(talking(), RaiseEscalation(HERE, SOFIE, "kom"))
    return after(raised, Acknowledge(HERE, KAREN, danger(raised).escalation_id))


def danger(state: Conversation) -> Escalation:
    found = state.open_escalation()
    assert found is not None
    return found


def whisper(by: Person) -> AddNote:
    return AddNote(HERE, by, "c1", "jeg ringer nu", whisper=True)


@pytest.mark.parametrize("act", [Join(HERE, KAREN), TakeOver(HERE, KAREN), whisper(KAREN)])
def test_acting_gives_the_one_who_has_it_more_time(act: Command) -> None:
    state = after(taken(), act, at=LATER)

    one = danger(state)
    assert one.state is EscalationState.IN_HAND
    assert one.due_at == LATER + RULES.ladder.outcome_within(one.level)
    assert one.seq == state.seq
    # A clock that read it before the act moves nothing.
    stale = Climb(HERE, one.escalation_id, danger(taken()).seq, KAREN.staff_id)
    assert danger(after(state, stale, at=NOON + 11 * MINUTE)) == one


def test_somebody_elses_act_gives_no_time() -> None:
    state = after(taken(), whisper(AMINA), at=LATER)

    assert danger(state) == danger(taken())


def test_nobody_has_it_for_ever() -> None:
    state = after(taken(), whisper(KAREN), at=LATER)
    one = danger(state)
    assert one.due_at is not None

    reopened = after(state, Climb(HERE, one.escalation_id, one.seq, KAREN.staff_id), at=one.due_at)

    assert danger(reopened).calls
