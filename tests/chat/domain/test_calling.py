from dataclasses import replace
from datetime import timedelta

import pytest

from chat.domain.audience import Audience, Kind, Viewer
from chat.domain.builders import BuilderAddress, Builders
from chat.domain.commands import (
    Accept,
    Acknowledge,
    AddNote,
    AnswerCall,
    CallAdviser,
    CallOverdue,
    Close,
    Command,
    EndCall,
    HandPen,
    Join,
    LoseAdviser,
    Release,
    SaveMessage,
    StepOut,
    TakeOver,
    Transfer,
)
from chat.domain.conversation import Conversation
from chat.domain.course import Decision
from chat.domain.deciding import decide
from chat.domain.escalation import EscalationState
from chat.domain.identifiers import StaffId
from chat.domain.ladder import Drill
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift
from chat.domain.work_area import WorkArea
from tests.chat.domain.building import (
    HERE,
    JONAS,
    KAREN,
    NOON,
    RULES,
    SOFIE,
    after,
    says,
    shift_of,
    step,
    talking,
)
from triage.verdict import Level

IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
BO = Person(Sender.BRIDGE, StaffId("bo"), "Bo")
ALL = WorkArea(frozenset({"all"}))
CALL = CallAdviser(HERE, SOFIE, "hvad gør jeg?")
CALLED = after(talking(), CALL)
assert CALLED.call is not None
COME = AnswerCall(HERE, IDA, CALLED.call.seq, ALL)
ADVISED = after(CALLED, COME)
WITH_PEN = after(ADVISED, HandPen(HERE, SOFIE, on=True))


def refusal(state: Conversation, command: Command) -> Refused:
    with pytest.raises(Refused) as refused:
        decide(state, command, NOON, RULES)
    return refused.value


def kinds(decision: Decision) -> list[Kind]:
    return [entry.event.kind for entry in decision.entries]


def whisper(by: Person) -> AddNote:
    return AddNote(HERE, by, "c1", "spørg om nætterne", whisper=True)


def test_only_who_talks_with_the_young_person_calls_and_once() -> None:
    assert refusal(talking(), replace(CALL, by=JONAS)).code is RefusalCode.NOT_ASSIGNED
    assert refusal(talking(), replace(CALL, by=KAREN)).code is RefusalCode.NOT_ASSIGNED
    assert kinds(step(after(talking(), Join(HERE, KAREN)), replace(CALL, by=KAREN))) == [
        Kind.CALLED
    ]
    assert refusal(CALLED, CALL).code is RefusalCode.ALREADY_CALLED
    assert refusal(after(talking(), Close(HERE, SOFIE)), CALL).code is RefusalCode.CLOSED


def test_the_young_person_is_told_who_comes_and_from_when_they_read() -> None:
    joined = step(CALLED, COME).entries[0]

    assert joined.heard_by(Viewer.YOUNG)
    assert joined.event.data == {
        "display_name": "Ida",
        "role": "bridge",
        "staff_id": "ida",
        "since": NOON.isoformat(),
    }


def test_one_wins_and_it_is_nobody_from_elsewhere_nor_who_is_in_already() -> None:
    assert refusal(ADVISED, replace(COME, by=BO)).extras == {"by": "Ida"}
    assert step(ADVISED, COME).entries == ()
    assert refusal(CALLED, replace(COME, area=WorkArea(frozenset({"0851"})))).code is (
        RefusalCode.FORBIDDEN
    )
    twice = Person(Sender.BRIDGE, SOFIE.staff_id, "Sofie")
    assert refusal(CALLED, replace(COME, by=twice)).code is RefusalCode.FORBIDDEN
    assert refusal(CALLED, replace(COME, seq=1)).code is RefusalCode.CALL_OVER
    assert refusal(after(CALLED, EndCall(HERE, SOFIE)), COME).code is RefusalCode.CALL_OVER


def test_an_adviser_is_silent_and_heard_by_the_counsellor_alone() -> None:
    advice = step(ADVISED, whisper(IDA)).entries[0]

    assert advice.event.audience is Audience.BRIDGE
    assert {viewer for viewer in Viewer if advice.heard_by(viewer)} == set(Viewer) - {Viewer.YOUNG}
    for command in (SaveMessage(HERE, IDA, "c2", "hej"), HandPen(HERE, IDA, on=True)):
        assert refusal(ADVISED, command).code is RefusalCode.NOT_ASSIGNED
    assert refusal(ADVISED, replace(whisper(IDA), whisper=False)).code is RefusalCode.FORBIDDEN
    assert refusal(ADVISED, whisper(BO)).code is RefusalCode.NOT_ASSIGNED
    assert refusal(CALLED, whisper(IDA)).code is RefusalCode.NOT_ASSIGNED
    assert refusal(CALLED, whisper(SOFIE)).code is RefusalCode.FORBIDDEN


def test_what_a_supervisor_whispers_is_not_the_advisers_to_hear() -> None:
    beside = after(ADVISED, Join(HERE, KAREN))

    assert not step(beside, whisper(KAREN)).entries[0].heard_by(Viewer.ADVISER)
    assert step(beside, whisper(SOFIE)).entries[0].heard_by(Viewer.ADVISER)


def test_who_was_relieved_whispers_to_the_supervisor_and_not_to_the_adviser() -> None:
    taken = after(ADVISED, TakeOver(HERE, KAREN))

    said = step(taken, whisper(SOFIE)).entries[0]
    assert (said.heard_by(Viewer.SUPERVISOR), said.heard_by(Viewer.ADVISER)) == (True, False)
    advice = step(taken, whisper(IDA)).entries[0]
    assert (advice.heard_by(Viewer.COUNSELLOR), advice.heard_by(Viewer.ADVISER)) == (True, True)
    back = after(taken, StepOut(HERE, KAREN))
    assert step(back, whisper(SOFIE)).entries[0].heard_by(Viewer.ADVISER)


def test_an_advisers_numbers_follow_each_other_past_what_they_do_not_hear() -> None:
    noted = step(ADVISED, replace(whisper(SOFIE), whisper=False))
    said = step(noted.conversation, says()).entries[0]
    advice = step(after(noted.conversation, says()), whisper(IDA)).entries[0]

    assert not noted.entries[0].heard_by(Viewer.ADVISER)
    called = step(after(talking(), says()), CALL).entries[0]
    assert called.prev_for(Viewer.ADVISER) == 0
    assert said.prev_for(Viewer.ADVISER) == ADVISED.seq
    assert advice.prev_for(Viewer.ADVISER) == said.seq
    assert after(noted.conversation, says(), whisper(IDA)).last_bridge == advice.seq


def test_the_pen_is_handed_over_for_all_to_see_and_comes_back() -> None:
    handed = step(ADVISED, HandPen(HERE, SOFIE, on=True)).entries[0]
    assert handed.event.data == {"display_name": "Ida", "staff_id": "ida", "role": "bridge"}
    assert handed.heard_by(Viewer.YOUNG)
    assert kinds(step(WITH_PEN, SaveMessage(HERE, IDA, "c3", "hej"))) == [Kind.MESSAGE]
    assert refusal(WITH_PEN, SaveMessage(HERE, SOFIE, "c3", "hej")).code is RefusalCode.NOT_ASSIGNED

    for back in (HandPen(HERE, SOFIE, on=False), HandPen(HERE, IDA, on=False)):
        returned = step(WITH_PEN, back)
        assert returned.entries[0].event.data["display_name"] == "Sofie"
        assert returned.conversation.is_written_by(SOFIE)
    assert kinds(step(WITH_PEN, EndCall(HERE, IDA))) == [Kind.LEFT, Kind.ASSIGNED]


def test_a_supervisor_takes_the_pen_from_an_adviser_too_and_gives_it_to_the_counsellor() -> None:
    taken = after(WITH_PEN, TakeOver(HERE, KAREN))

    assert taken.is_written_by(KAREN)
    assert not taken.is_written_by(IDA)
    assert refusal(taken, HandPen(HERE, SOFIE, on=True)).extras == {"by": "Karen"}
    assert after(taken, StepOut(HERE, KAREN)).is_written_by(SOFIE)


@pytest.mark.parametrize(
    "goes",
    [
        EndCall(HERE, IDA),
        EndCall(HERE, SOFIE),
        Transfer(HERE, SOFIE, None),
        Release(HERE, StaffId("sofie"), "counsellor_gone"),
        Close(HERE, SOFIE),
        LoseAdviser(HERE, StaffId("ida")),
    ],
    ids=lambda one: type(one).__name__ + getattr(getattr(one, "by", None), "display_name", ""),
)
@pytest.mark.parametrize("advised", [ADVISED, WITH_PEN], ids=["silent", "with the pen"])
def test_however_it_ends_the_young_person_is_told_that_the_adviser_has_gone(
    advised: Conversation, goes: Command
) -> None:
    decision = decide(advised, goes, NOON, RULES)

    left = decision.entries[[*kinds(decision)].index(Kind.LEFT)]
    assert left.event.data["display_name"] == "Ida"
    assert left.heard_by(Viewer.YOUNG)
    assert decision.conversation.call is None
    assert not decision.conversation.is_written_by(IDA)


def test_whoever_takes_the_talk_over_from_a_colleague_has_called_nobody() -> None:
    offered = decide(ADVISED, Transfer(HERE, SOFIE, JONAS.staff_id), NOON, RULES, shift_of(JONAS))

    assert step(offered.conversation, Accept(HERE, JONAS)).conversation.call is None


def test_an_adviser_who_is_back_in_time_stays() -> None:
    here = Shift(StaffId("ida"), Sender.BRIDGE)

    assert decide(ADVISED, LoseAdviser(HERE, StaffId("ida")), NOON, RULES, here).entries == ()


def test_each_step_of_a_call_tells_those_outside_once_and_a_drill_tells_nobody() -> None:
    overdue = CallOverdue(HERE, CALLED.call.seq if CALLED.call else 0)
    rules = replace(RULES, builders=Builders((BuilderAddress("mail", ALL),)))
    soon, later = NOON + timedelta(seconds=45), NOON + timedelta(minutes=2)

    early = decide(CALLED, overdue, soon - timedelta(seconds=1), rules)
    first = decide(CALLED, overdue, soon, rules)
    again = decide(first.conversation, overdue, soon, rules)
    second = decide(first.conversation, overdue, later, rules)
    missed = decide(CALLED, overdue, later, rules)
    drilled = decide(replace(CALLED, drill=Drill.DRILL), overdue, soon, rules)

    assert [page.step for page in (*first.pages, *second.pages, *missed.pages)] == [1, 2, 2]
    assert early.pages == again.pages == drilled.pages == ()
    assert first.entries == second.entries == ()
    last = second.conversation.call
    assert last is not None
    assert last.next_at == last.due_at == NOON + timedelta(minutes=3)


def test_nobody_coming_asks_for_a_supervisor_and_a_call_that_is_answered_does_not() -> None:
    assert CALLED.call is not None
    overdue, late = CallOverdue(HERE, CALLED.call.seq), NOON + timedelta(minutes=3)

    assert decide(CALLED, overdue, late - timedelta(seconds=1), RULES).entries == ()
    assert decide(ADVISED, overdue, late, RULES).entries == ()
    unanswered = decide(CALLED, overdue, late, RULES)
    assert kinds(unanswered) == [Kind.CALL_ENDED, Kind.ESCALATED]
    assert unanswered.conversation.call is None
    assert unanswered.conversation.escalations[0].trigger == "call_unanswered"
    assert unanswered.conversation.level == CALLED.level


def test_an_answer_taken_by_a_process_that_knows_no_steps_ends_no_call() -> None:
    assert ADVISED.call is not None
    older = replace(ADVISED, call=replace(ADVISED.call, next_at=NOON))

    decision = decide(older, CallOverdue(HERE, ADVISED.call.seq), NOON + timedelta(hours=1), RULES)

    assert decision.entries == ()
    assert decision.conversation.call is not None


def test_nobody_coming_is_shown_to_the_supervisor_who_has_the_escalation_already() -> None:
    raised = after(CALLED, says(level=Level.HIGH)).open_escalation()
    assert raised is not None
    assert CALLED.call is not None
    acknowledge = Acknowledge(HERE, KAREN, raised.escalation_id)
    state = after(CALLED, says(level=Level.HIGH), acknowledge)
    late = NOON + timedelta(minutes=3)

    unanswered = decide(state, CallOverdue(HERE, CALLED.call.seq), late, RULES)

    assert kinds(unanswered) == [Kind.CALL_ENDED, Kind.ESCALATED]
    assert unanswered.entries[-1].event.data["trigger"] == "call_unanswered"
    (shown,) = unanswered.conversation.escalations
    assert (shown.escalation_id, shown.trigger) == (raised.escalation_id, "call_unanswered")
    assert (shown.state, shown.acknowledged_by) == (EscalationState.ACKNOWLEDGED, KAREN.staff_id)
