from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.audience import Kind, Viewer
from chat.domain.commands import (
    Accept,
    AddNote,
    AnswerCall,
    AskCompanion,
    CallAdviser,
    Close,
    Command,
    EndCompanion,
    HandCompanionPen,
    HandPen,
    Join,
    LoseCompanion,
    RaiseEscalation,
    Release,
    SaveMessage,
    SetLevel,
    SitBeside,
    StepOut,
    TakeOver,
    Transfer,
)
from chat.domain.conversation import Conversation, ConversationState
from chat.domain.course import Decision
from chat.domain.deciding import decide
from chat.domain.identifiers import StaffId
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift, ShiftState
from chat.domain.work_area import WorkArea
from tests.chat.domain.building import (
    HERE,
    JONAS,
    KAREN,
    NOON,
    RULES,
    SOFIE,
    shift_of,
    talking,
    waiting,
)
from triage.verdict import Level

MIA = Person(Sender.COUNSELLOR, StaffId("mia"), "Mia")
IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
ASK = AskCompanion(HERE, SOFIE, StaffId("mia"))
SIT = SitBeside(HERE, MIA)
GONE = shift_of(SOFIE).gone(NOON)


def made(state: Conversation, command: Command, shift: Shift | None = None) -> Decision:
    if isinstance(command, AskCompanion):
        shift = shift or shift_of(MIA, load=2)
    if isinstance(command, Accept):
        shift = shift_of(command.by)
    return decide(state, command, NOON, RULES, shift)


def then(state: Conversation, *commands: Command, shift: Shift | None = None) -> Conversation:
    for command in commands:
        state = made(state, command, shift).conversation
    return state


def refusal(state: Conversation, command: Command, shift: Shift | None = None) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        made(state, command, shift)
    return refused.value.code


ASKED = then(talking(), ASK)
BESIDE = then(ASKED, SIT)
LENT = then(BESIDE, HandCompanionPen(HERE, SOFIE, on=True))


def whisper(by: Person) -> AddNote:
    return AddNote(HERE, by, "w1", "spørg om nætterne", whisper=True)


def test_only_the_counsellor_asks_and_only_somebody_else_who_is_there() -> None:
    assert refusal(talking(), replace(ASK, by=JONAS)) is RefusalCode.NOT_ASSIGNED
    assert refusal(waiting(), replace(ASK, by=SOFIE)) is RefusalCode.NOT_ASSIGNED
    assert refusal(talking(), replace(ASK, to=StaffId("sofie"))) is RefusalCode.MALFORMED
    off = replace(shift_of(MIA), state=ShiftState.OFF)
    for shift in (off, shift_of(MIA).gone(NOON)):
        assert refusal(talking(), ASK, shift) is RefusalCode.COMPANION_GONE
    assert refusal(BESIDE, replace(ASK, to=StaffId("jonas"))) is RefusalCode.TAKEN
    assert refusal(then(talking(), Close(HERE, SOFIE)), ASK) is RefusalCode.CLOSED


def test_a_supervisor_seats_somebody_beside_a_counsellor_and_gives_no_pen_away() -> None:
    asks = replace(ASK, by=KAREN)
    seated = then(talking(), asks, SIT)

    asked = then(talking(), asks).companion
    assert asked is not None
    assert asked.asked_by == "Karen", "the counsellor and whoever is asked are told who did"
    assert seated.is_accompanied_by(MIA)
    assert seated.is_written_by(SOFIE)
    assert refusal(seated, HandCompanionPen(HERE, KAREN, on=True)) is RefusalCode.NOT_ASSIGNED
    assert then(seated, HandCompanionPen(HERE, SOFIE, on=True)).is_written_by(MIA)
    assert then(seated, EndCompanion(HERE, KAREN)).companion is None
    assert then(seated, EndCompanion(HERE, SOFIE)).companion is None
    for nobodys in (waiting(), then(waiting(), TakeOver(HERE, KAREN))):
        assert refusal(nobodys, asks) is RefusalCode.NOT_ASSIGNED
    assert refusal(then(talking(), Close(HERE, SOFIE)), asks) is RefusalCode.CLOSED
    assert refusal(talking(), replace(asks, to=StaffId("karen"))) is RefusalCode.MALFORMED
    assert refusal(BESIDE, replace(asks, to=StaffId("jonas"))) is RefusalCode.TAKEN


def test_what_an_older_process_leaves_of_a_companion_gives_no_right() -> None:
    closed = replace(LENT, state=ConversationState.CLOSED, seat=False)
    waiting = replace(LENT, state=ConversationState.WAITING, counsellor=None)
    taken_over = replace(talking_over(), companion=LENT.companion)

    for state in (closed, waiting):
        assert not state.is_accompanied_by(MIA)
        assert not state.is_written_by(MIA)
    assert taken_over.is_written_by(KAREN)
    assert not taken_over.is_written_by(MIA)


def talking_over() -> Conversation:
    return then(talking(), TakeOver(HERE, KAREN))


def test_whoever_was_not_asked_or_comes_too_late_stays_out() -> None:
    assert refusal(talking(), SIT) is RefusalCode.NOT_ASSIGNED
    assert refusal(ASKED, SitBeside(HERE, JONAS)) is RefusalCode.NOT_ASSIGNED
    with pytest.raises(Refused):
        decide(ASKED, SIT, NOON + timedelta(minutes=1), RULES)
    assert refusal(then(ASKED, replace(ASK, to=StaffId("jonas"))), SIT) is RefusalCode.NOT_ASSIGNED
    assert refusal(then(ASKED, EndCompanion(HERE, MIA)), SIT) is RefusalCode.NOT_ASSIGNED


def test_the_young_person_is_told_who_has_come_and_who_writes() -> None:
    joined = made(ASKED, SIT).entries[0]
    lent = made(BESIDE, HandCompanionPen(HERE, SOFIE, on=True)).entries[0]
    back = made(LENT, HandCompanionPen(HERE, MIA, on=False)).entries[0]
    left = made(BESIDE, EndCompanion(HERE, SOFIE)).entries[0]

    assert joined.event.data == {"display_name": "Mia", "role": "companion", "staff_id": "mia"}
    assert (lent.event.data["display_name"], back.event.data["display_name"]) == ("Mia", "Sofie")
    assert left.event.kind is Kind.LEFT
    assert all(entry.heard_by(Viewer.YOUNG) for entry in (joined, lent, back, left))


def test_the_pen_is_lent_and_never_taken() -> None:
    hello = SaveMessage(HERE, MIA, "m1", "hej")
    assert refusal(BESIDE, hello) is RefusalCode.NOT_ASSIGNED
    assert refusal(BESIDE, HandCompanionPen(HERE, MIA, on=True)) is RefusalCode.NOT_ASSIGNED
    assert refusal(LENT, SaveMessage(HERE, SOFIE, "s1", "hej")) is RefusalCode.NOT_ASSIGNED
    assert made(LENT, hello).entries
    assert refusal(then(LENT, HandCompanionPen(HERE, SOFIE, on=False)), hello)
    assert refusal(ASKED, HandCompanionPen(HERE, SOFIE, on=True)) is RefusalCode.COMPANION_GONE


def test_a_companion_whispers_and_calls_for_help_and_decides_nothing_else() -> None:
    said = made(BESIDE, whisper(MIA)).entries[0]

    assert not said.heard_by(Viewer.YOUNG)
    assert made(BESIDE, whisper(SOFIE)).entries
    assert made(BESIDE, RaiseEscalation(HERE, MIA, "x")).conversation.open_escalation()
    for command in (
        replace(whisper(MIA), whisper=False),
        Close(HERE, MIA),
        SetLevel(HERE, MIA, Level.HIGH, "x"),
        Transfer(HERE, MIA, None, None),
        replace(ASK, by=MIA),
    ):
        assert refusal(LENT, command) in {RefusalCode.NOT_ASSIGNED, RefusalCode.FORBIDDEN}
    assert refusal(ASKED, whisper(MIA)) is RefusalCode.NOT_ASSIGNED


def test_a_supervisor_or_an_adviser_who_gets_the_pen_takes_it_from_the_companion() -> None:
    taken = then(LENT, TakeOver(HERE, KAREN))
    assert taken.is_written_by(KAREN)
    assert refusal(taken, HandCompanionPen(HERE, SOFIE, on=True)) is RefusalCode.TAKEN
    assert then(taken, StepOut(HERE, KAREN)).is_written_by(SOFIE)

    called = then(LENT, CallAdviser(HERE, SOFIE, "?"))
    assert called.call is not None
    come = AnswerCall(HERE, IDA, called.call.seq, WorkArea(frozenset({"all"})))
    advised = then(called, come, HandPen(HERE, SOFIE, on=True))
    assert (advised.is_written_by(IDA), advised.is_written_by(MIA)) == (True, False)


def test_who_has_the_pen_goes_on_where_the_counsellor_is_gone() -> None:
    gone = Release(HERE, StaffId("sofie"), "counsellor_gone")

    went_on = then(LENT, gone, shift=GONE)
    assert (went_on.counsellor, went_on.state) == (MIA.staff_id, ConversationState.ACTIVE)
    assert went_on.companion is None
    assert went_on.is_written_by(MIA)

    learning = then(talking(), ASK, shift=shift_of(MIA, capacity=0))
    trained = then(learning, SIT, HandCompanionPen(HERE, SOFIE, on=True))
    for alone in (then(BESIDE, gone, shift=GONE), then(trained, gone, shift=GONE)):
        assert (alone.state, alone.companion) == (ConversationState.WAITING, None)


def test_a_companion_who_is_gone_leaves_the_pen_to_the_counsellor() -> None:
    lost = LoseCompanion(HERE, StaffId("mia"))

    assert then(LENT, lost, shift=shift_of(MIA)).companion is not None
    left = then(LENT, lost, shift=shift_of(MIA).gone(NOON))
    assert left.companion is None
    assert left.is_written_by(SOFIE)


def test_who_goes_on_with_it_from_beside_does_not_leave_first() -> None:
    offered = then(BESIDE, Transfer(HERE, SOFIE, MIA.staff_id, None), shift=shift_of(MIA))

    kinds = [entry.event.kind for entry in made(offered, Accept(HERE, MIA)).entries]

    assert kinds == [Kind.TRANSFERRED, Kind.ASSIGNED]
    assert then(offered, Accept(HERE, MIA)).companion is None


MOVES: dict[str, Command] = {
    "ask": ASK,
    "is asked": replace(ASK, by=KAREN),
    "is let go": EndCompanion(HERE, KAREN),
    "sit": SIT,
    "other sits": SitBeside(HERE, JONAS),
    "lend": HandCompanionPen(HERE, SOFIE, on=True),
    "take back": HandCompanionPen(HERE, SOFIE, on=False),
    "give back": HandCompanionPen(HERE, MIA, on=False),
    "grab": HandCompanionPen(HERE, MIA, on=True),
    "goes": EndCompanion(HERE, MIA),
    "let go": EndCompanion(HERE, SOFIE),
    "lost": LoseCompanion(HERE, StaffId("mia")),
    "gone": Release(HERE, StaffId("sofie"), "counsellor_gone"),
    "over": TakeOver(HERE, KAREN),
    "in": Join(HERE, KAREN),
    "out": StepOut(HERE, KAREN),
    "line": Transfer(HERE, SOFIE, None, None),
    "meet": Accept(HERE, JONAS),
    "close": Close(HERE, SOFIE),
}


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=30))
def test_one_writes_at_most_and_the_log_always_says_who_is_here(moves: list[str]) -> None:
    state, here, pen = talking(), set[object](), SOFIE.staff_id
    for move in moves:
        try:
            decision = made(state, MOVES[move], GONE if move in {"gone", "lost"} else None)
        except Refused:
            continue
        state = decision.conversation
        for entry in decision.entries:
            event = entry.event
            if event.data.get("role") == "companion" and event.kind is Kind.JOINED:
                here.add(event.data["staff_id"])
            if event.kind is Kind.LEFT or event.kind is Kind.TRANSFERRED:
                here.discard(event.data.get("staff_id"))
            if event.kind is Kind.ASSIGNED:
                pen = event.data["staff_id"]  # type: ignore[assignment] # it stands so in the log
        writers = [one for one in (SOFIE, JONAS, MIA, KAREN, IDA) if state.is_written_by(one)]
        assert len(writers) <= 1
        if state.state is ConversationState.ACTIVE:
            assert [one.staff_id for one in writers] == [pen], "the log says who writes"
            sits = state.companion is not None and state.companion.sits
            assert here - {state.counsellor} == ({MIA.staff_id} if sits else set())
        else:
            assert state.companion is None
        assert state.companion is None or state.companion.staff_id != state.counsellor
