"""Builds the values that tests of the rules begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chat.domain.commands import Accept, Arrive, Command, OpenConversation, SaveMessage
from chat.domain.conversation import Conversation
from chat.domain.course import Decision, Rules
from chat.domain.deciding import decide
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift, ShiftState
from triage.verdict import Level, Span, Verdict

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RULES = Rules()
HERE = ConversationId("6f2b6d8e-3f6d-4a36-9d0a-2f6f6a4f0c11")
WISH = "suicide.wish"
SOFIE = Person(Sender.COUNSELLOR, StaffId("sofie"), "Sofie")
JONAS = Person(Sender.COUNSELLOR, StaffId("jonas"), "Jonas")
KAREN = Person(Sender.SUPERVISOR, StaffId("karen"), "Karen")
AMINA = Person(Sender.SUPERVISOR, StaffId("amina"), "Amina")


def verdict(
    level: Level = Level.NONE, *, rule: str = "suicide.wish", acute: bool = False
) -> Verdict:
    spans = (Span(0, 3, rule, "suicide", "Ønske om at dø", level),) if level or acute else ()
    topics = ("suicide",) if level else ()
    return Verdict("assessed", level, topics, acute, "self", (), spans, "test")


def shift_of(person: Person, *, load: int = 0, capacity: int = 2) -> Shift:
    assert person.staff_id is not None
    return Shift(person.staff_id, Sender.COUNSELLOR, ShiftState.ON, capacity, load, NOON)


def opening(level: Level = Level.NONE, **answers: Any) -> OpenConversation:  # noqa: ANN401 - each answer has a type of its own
    return OpenConversation(
        HERE,
        token_hash=b"t" * 32,
        call_word="Havtorn",
        lang="da",
        verdict=verdict(level),
        opening="hej" if level else None,
        **answers,
    )


def fresh() -> Conversation:
    return Conversation(HERE, b"t" * 32, "Havtorn", "da", NOON)


def after(
    state: Conversation, *commands: Command, at: datetime = NOON, room: bool = True
) -> Conversation:
    """Return the state after these commands, each by somebody with room on their desk."""
    for command in commands:
        state = step(state, command, at=at).conversation
    return state


def step(
    state: Conversation, command: Command, *, at: datetime = NOON, room: bool = True
) -> Decision:
    shift = (
        shift_of(getattr(command, "by", SOFIE)) if room and isinstance(command, Accept) else None
    )
    return decide(state, command, at, RULES, shift)


def waiting(level: Level = Level.NONE, **answers: Any) -> Conversation:  # noqa: ANN401 - as above
    return after(fresh(), opening(level, **answers), Arrive(HERE))


def talking(level: Level = Level.NONE) -> Conversation:
    return after(waiting(level), Accept(HERE, SOFIE))


def says(
    text: str = "hej",
    level: Level = Level.NONE,
    *,
    client_id: str = "c1",
    acute: bool = False,
    rule: str = WISH,
) -> SaveMessage:
    read = verdict(level, acute=acute, rule=rule)
    return SaveMessage(HERE, YOUNG, client_id, text, read, seen_seq=10**6)


def refusal(state: Conversation, command: object, shift: Shift | None = None) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        decide(state, command, NOON, RULES, shift)  # type: ignore[arg-type] # any command
    return refused.value.code
