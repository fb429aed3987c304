from chat.domain.audience import Kind
from chat.domain.commands import (
    Close,
    Drop,
    FreeSeat,
    Leave,
    Resolve,
    WrapUp,
)
from chat.domain.conversation import CloseReason, LeftHow
from chat.domain.escalation import Outcome
from chat.domain.refusal import RefusalCode
from tests.chat.domain.building import (
    HERE,
    KAREN,
    SOFIE,
    after,
    refusal,
    step,
    talking,
    waiting,
)
from triage.verdict import Level


def test_leaving_ends_it_and_leaves_an_open_escalation_open() -> None:
    decision = step(talking(Level.HIGH), Leave(HERE, LeftHow.LEAVE))

    left = decision.conversation
    assert left.close_reason is CloseReason.YOUNG_LEFT
    assert left.open_escalation() is not None
    assert [entry.event.kind for entry in decision.entries] == [Kind.LEFT, Kind.CLOSED]


def test_somebody_back_since_the_clock_looked_is_not_taken_for_gone() -> None:
    assert step(waiting(), Leave(HERE, LeftHow.GONE)).entries == ()
    away = after(waiting(), Drop(HERE))
    assert after(away, Leave(HERE, LeftHow.GONE)).close_reason is CloseReason.TIMEOUT


def test_nobody_closes_while_an_escalation_is_open() -> None:
    escalated = talking(Level.HIGH)
    assert refusal(escalated, Close(HERE, SOFIE)) is RefusalCode.ESCALATED

    escalation = escalated.open_escalation()
    assert escalation is not None
    resolved = after(escalated, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.STAYED))
    assert after(resolved, Close(HERE, SOFIE)).is_closed


def test_closing_holds_the_seat_until_the_wrap_up() -> None:
    closed = after(talking(), Close(HERE, SOFIE))
    assert closed.seat

    decision = step(closed, WrapUp(HERE, SOFIE, "loneliness", ("family",), "helped"))
    assert not decision.conversation.seat
    assert decision.contact is not None
    assert decision.contact.reasons == ("loneliness", "family")


def test_a_seat_nobody_wrapped_up_is_freed_and_counted_once() -> None:
    freed = step(after(talking(), Close(HERE, SOFIE)), FreeSeat(HERE))

    assert not freed.conversation.seat
    assert freed.contact is not None
    assert step(freed.conversation, FreeSeat(HERE)).contact is None


def test_who_left_before_anyone_answered_is_counted_as_abandoned() -> None:
    contact = step(waiting(), Leave(HERE, LeftHow.LEAVE)).contact

    assert contact is not None
    assert contact.outcome == "abandoned"
