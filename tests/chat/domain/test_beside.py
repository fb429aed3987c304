from dataclasses import replace

import pytest

from chat.domain.audience import Kind
from chat.domain.commands import (
    Accept,
    AddNote,
    Close,
    Command,
    Join,
    LoseBeside,
    Release,
    SaveMessage,
    StepOut,
    TakeOver,
    Transfer,
)
from chat.domain.conversation import Beside, Conversation, ConversationState
from chat.domain.course import Decision
from chat.domain.deciding import decide
from chat.domain.identifiers import StaffId
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift
from tests.chat.domain.building import (
    AMINA,
    HERE,
    JONAS,
    KAREN,
    NOON,
    RULES,
    SOFIE,
    after,
    fresh,
    opening,
    shift_of,
    step,
    talking,
    waiting,
)

KAREN_ID, SOFIE_ID = StaffId("karen"), StaffId("sofie")
TAKEN = after(talking(), TakeOver(HERE, KAREN))


def refusal(state: Conversation, command: Command) -> Refused:
    with pytest.raises(Refused) as refused:
        decide(state, command, NOON, RULES)
    return refused.value


def kinds(decision: Decision) -> list[Kind]:
    return [entry.event.kind for entry in decision.entries]


def writes(by: Person) -> SaveMessage:
    return SaveMessage(HERE, by, "c9", "hej")


def test_a_supervisor_who_comes_in_is_seen_and_leaves_the_pen_where_it_is() -> None:
    decision = step(talking(), Join(HERE, KAREN))

    assert kinds(decision) == [Kind.JOINED]
    assert decision.conversation.beside == Beside(KAREN_ID, "Karen")
    assert refusal(decision.conversation, writes(KAREN)).code is RefusalCode.NOT_ASSIGNED
    assert kinds(step(decision.conversation, writes(SOFIE))) == [Kind.MESSAGE]


def test_taking_over_moves_the_pen_and_the_seat_stays() -> None:
    decision = step(talking(), TakeOver(HERE, KAREN))

    assert kinds(decision) == [Kind.JOINED, Kind.ASSIGNED]
    assert decision.entries[1].event.data["display_name"] == "Karen"
    assert decision.conversation.is_held_by(SOFIE.staff_id)
    assert refusal(decision.conversation, writes(SOFIE)).code is RefusalCode.NOT_ASSIGNED
    assert kinds(step(decision.conversation, writes(KAREN))) == [Kind.MESSAGE]


def test_giving_back_says_who_writes_now() -> None:
    decision = step(TAKEN, StepOut(HERE, KAREN))

    assert kinds(decision) == [Kind.LEFT, Kind.ASSIGNED]
    assert decision.entries[1].event.data == {
        "display_name": "Sofie",
        "staff_id": "sofie",
        "role": "counsellor",
    }
    assert kinds(step(decision.conversation, writes(SOFIE))) == [Kind.MESSAGE]


def test_asking_twice_changes_nothing() -> None:
    assert kinds(step(TAKEN, TakeOver(HERE, KAREN))) == []
    assert kinds(step(TAKEN, Join(HERE, KAREN))) == []
    assert kinds(step(talking(), StepOut(HERE, KAREN))) == []


@pytest.mark.parametrize("ask", [Join, TakeOver, StepOut])
def test_a_second_supervisor_is_told_who_is_in(ask: type[Join]) -> None:
    refused = refusal(TAKEN, ask(HERE, AMINA))

    assert refused.code is RefusalCode.TAKEN
    assert refused.extras == {"by": "Karen"}


def test_somebody_who_waits_is_met_by_the_supervisor_who_takes_over() -> None:
    taken = after(waiting(), TakeOver(HERE, KAREN))

    assert taken.state is ConversationState.ACTIVE
    assert taken.counsellor is None
    assert taken.assigned_at == NOON
    assert kinds(step(taken, writes(KAREN))) == [Kind.MESSAGE]
    back = after(taken, StepOut(HERE, KAREN))
    assert back.state is ConversationState.WAITING
    assert back.returned


def test_nobody_comes_in_where_nobody_talks() -> None:
    assert refusal(waiting(), Join(HERE, KAREN)).code is RefusalCode.NOT_ASSIGNED
    opened = after(fresh(), opening())
    assert refusal(opened, TakeOver(HERE, KAREN)).code is RefusalCode.NOT_FOUND
    over = after(talking(), Close(HERE, SOFIE))
    assert refusal(over, TakeOver(HERE, KAREN)).code is RefusalCode.CLOSED


def test_a_supervisor_who_is_gone_holds_nobody() -> None:
    gone = replace(Shift(KAREN_ID, KAREN.sender), gone_at=NOON)
    here = replace(gone, gone_at=None)
    lose = LoseBeside(HERE, KAREN_ID)

    assert decide(TAKEN, lose, NOON, RULES, here).entries == ()
    assert kinds(decide(TAKEN, lose, NOON, RULES, gone)) == [Kind.LEFT, Kind.ASSIGNED]
    alone = after(waiting(), TakeOver(HERE, KAREN))
    released = decide(alone, lose, NOON, RULES, gone)
    assert kinds(released) == [Kind.LEFT, Kind.RELEASED]
    assert released.conversation.state is ConversationState.WAITING


def test_a_counsellor_who_is_gone_takes_nobody_from_the_supervisor_who_writes() -> None:
    gone = replace(shift_of(SOFIE), gone_at=NOON)

    decision = decide(TAKEN, Release(HERE, SOFIE_ID, "counsellor_gone"), NOON, RULES, gone)

    assert kinds(decision) == [Kind.LEFT]
    assert decision.conversation.state is ConversationState.ACTIVE
    assert not decision.conversation.seat
    assert decision.conversation.is_written_by(KAREN)


def test_whoever_takes_it_next_has_the_pen() -> None:
    offered = decide(TAKEN, Transfer(HERE, KAREN, JONAS.staff_id), NOON, RULES, shift_of(JONAS))
    decision = step(offered.conversation, Accept(HERE, JONAS))

    assert kinds(decision) == [Kind.TRANSFERRED, Kind.LEFT, Kind.ASSIGNED]
    assert decision.conversation.beside is None
    assert decision.conversation.is_written_by(JONAS)


def test_a_supervisor_puts_anybody_back_in_line() -> None:
    back = after(talking(), Transfer(HERE, KAREN, None))

    assert back.state is ConversationState.WAITING
    assert back.returned


def test_a_counsellor_whispers_only_to_a_supervisor_who_is_in() -> None:
    whisper = AddNote(HERE, SOFIE, "c1", "hun er alene", whisper=True)

    assert refusal(talking(), whisper).code is RefusalCode.FORBIDDEN
    assert kinds(step(TAKEN, whisper)) == [Kind.WHISPER]


def test_a_talk_the_supervisor_had_alone_is_counted_as_taken_over() -> None:
    decision = step(after(waiting(), TakeOver(HERE, KAREN)), Close(HERE, KAREN))

    assert decision.contact is not None
    assert decision.contact.outcome == "taken_over"
    assert decision.conversation.beside is None
