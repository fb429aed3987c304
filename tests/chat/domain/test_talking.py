from dataclasses import replace
from datetime import timedelta

import pytest

from chat.domain.audience import Audience, Kind, Viewer, data_for
from chat.domain.commands import (
    AddNote,
    Assess,
    Close,
    Command,
    GiveFeedback,
    Judge,
    Leave,
    RaiseEscalation,
    Resolve,
    SaveMessage,
    Seen,
    SetLevel,
    WrapUp,
)
from chat.domain.conversation import LeftHow
from chat.domain.deciding import decide
from chat.domain.escalation import EscalationKind, Outcome
from chat.domain.event import Once
from chat.domain.people import YOUNG
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.talking import AssessAgain
from tests.chat.domain.building import (
    HERE,
    JONAS,
    KAREN,
    NOON,
    RULES,
    SOFIE,
    after,
    fresh,
    opening,
    says,
    step,
    talking,
    verdict,
    waiting,
)
from triage.verdict import UNASSESSED, Level, Span


def test_a_message_and_its_verdict_are_one_event() -> None:
    decision = step(talking(), says("jeg er ked af det", Level.WATCH))

    message = decision.entries[0].event
    assert message.kind is Kind.MESSAGE
    assert message.data["verdict"] == verdict(Level.WATCH).as_wire()


def test_the_young_persons_numbers_do_not_jump_when_they_are_flagged() -> None:
    state = talking()
    flagged = step(state, says("x", Level.IMMINENT))
    answered = step(flagged.conversation, SaveMessage(HERE, SOFIE, "s1", "jeg er her"))

    message, _level, _escalated = flagged.entries
    assert answered.entries[0].prev_everyone == message.seq
    assert answered.entries[0].prev_staff == flagged.conversation.seq


def test_one_may_write_while_waiting_and_it_may_raise() -> None:
    raised = after(waiting(), says("jeg vil ikke leve", Level.ELEVATED))

    assert raised.level is Level.ELEVATED


def test_a_colleague_cannot_write_in_anothers_conversation() -> None:
    with pytest.raises(Refused) as refused:
        step(talking(), SaveMessage(HERE, JONAS, "j1", "hej"))

    assert refused.value.code is RefusalCode.NOT_ASSIGNED


@pytest.mark.parametrize(
    ("end", "code"),
    [(Close(HERE, SOFIE), RefusalCode.CLOSED), (Leave(HERE, LeftHow.LEAVE), RefusalCode.LEFT)],
)
def test_nobody_writes_after_the_end(end: Close | Leave, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        step(after(talking(), end), says())

    assert refused.value.code is code


def test_what_was_read_before_the_counsellors_last_words_is_read_again() -> None:
    state = after(talking(), SaveMessage(HERE, SOFIE, "s1", "tænker du på at dø?"))

    with pytest.raises(AssessAgain):
        step(state, SaveMessage(HERE, YOUNG, "c1", "ja", verdict(), seen_seq=state.seq - 1))
    assert step(state, SaveMessage(HERE, YOUNG, "c1", "ja", verdict(), state.seq)).entries


def test_a_message_triage_could_not_read_goes_through_and_is_remembered() -> None:
    decision = step(talking(), SaveMessage(HERE, YOUNG, "c1", "hej", UNASSESSED, 10**6))

    assert decision.conversation.unassessed == (decision.entries[0].seq,)
    assert decision.conversation.level is Level.NONE


def test_what_is_read_later_raises_then() -> None:
    unread = after(talking(), SaveMessage(HERE, YOUNG, "c1", "hej", UNASSESSED, 10**6))

    decision = step(unread, Assess(HERE, unread.seq, verdict(Level.HIGH)))

    assert decision.conversation.unassessed == ()
    assert decision.conversation.level is Level.HIGH
    assert decision.conversation.open_escalation() is not None


def test_a_level_of_high_raises_one_escalation_in_the_same_decision() -> None:
    decision = step(talking(), says("x", Level.HIGH))

    kinds = [entry.event.kind for entry in decision.entries]
    assert kinds == [Kind.MESSAGE, Kind.LEVEL, Kind.ESCALATED]


def test_danger_right_now_counts_as_high_at_least() -> None:
    decision = step(talking(), says("han slår mig nu", Level.WATCH, acute=True))

    assert decision.conversation.level is Level.HIGH
    assert decision.conversation.open_escalation() is not None


def test_worse_sharpens_the_escalation_and_never_doubles_it() -> None:
    high = after(talking(), says("x", Level.HIGH))
    worse = after(high, says("y", Level.IMMINENT, client_id="c2"))

    before, now = high.open_escalation(), worse.open_escalation()
    assert before is not None
    assert now is not None
    assert now.escalation_id == before.escalation_id
    assert now.level is Level.IMMINENT
    assert len(worse.escalations) == 1


def test_as_bad_as_before_raises_nothing_anew() -> None:
    high = after(talking(), says("x", Level.HIGH))

    assert len(step(high, says("x", Level.HIGH, client_id="c2")).entries) == 1


def test_after_a_false_alarm_the_same_rule_only_marks_in_this_conversation() -> None:
    high = after(talking(), says("x", Level.HIGH, rule="suicide.plan"))
    escalation = high.open_escalation()
    assert escalation is not None
    calm = after(high, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM))

    same = after(calm, says("x", Level.HIGH, client_id="c2", rule="suicide.plan"))
    other = after(calm, says("x", Level.IMMINENT, client_id="c3", rule="suicide.now"))

    assert same.open_escalation() is None
    assert other.open_escalation() is not None


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("no", Level.NONE),
        ("sometimes", Level.ELEVATED),
        ("now", Level.HIGH),
        ("no_answer", Level.NONE),
    ],
)
def test_the_question_at_the_door_feeds_the_order(answer: str, level: Level) -> None:
    assert waiting(suicide_question=answer).level is level


def test_an_answer_now_at_the_door_brings_a_supervisor() -> None:
    opened = step(fresh(), opening(suicide_question="now"))

    assert [entry.event.kind for entry in opened.entries] == [
        Kind.OPENED,
        Kind.LEVEL,
        Kind.ESCALATED,
    ]


def test_only_supervisors_whisper_and_the_young_person_hears_none_of_it() -> None:
    whisper = AddNote(HERE, KAREN, "w1", "spørg om planer", whisper=True)

    assert step(talking(), whisper).entries[0].event.audience is Audience.STAFF
    with pytest.raises(Refused):
        step(talking(), AddNote(HERE, SOFIE, "w2", "nej", whisper=True))


def test_judging_what_is_not_there_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        step(talking(), Judge(HERE, SOFIE, seq=99, correct=False))

    assert refused.value.code is RefusalCode.NOT_FOUND


def test_what_was_seen_never_goes_back_nor_past_the_end() -> None:
    state = after(talking(), says())

    assert after(state, Seen(HERE, YOUNG, 10**6), Seen(HERE, YOUNG, 1)).young_seen == state.seq


def test_what_felt_wrong_reaches_supervisors_and_no_counsellor() -> None:
    closed = after(talking(), Close(HERE, SOFIE))

    decision = step(closed, GiveFeedback(HERE, helped=1, felt_wrong=True, felt_wrong_text="nej"))

    feedback, felt_wrong, escalated = decision.entries
    assert feedback.event.audience is Audience.STAFF
    assert felt_wrong.event.audience is Audience.SUPERVISORS
    assert escalated.event.audience is Audience.SUPERVISORS
    assert decision.conversation.open_escalation(EscalationKind.FELT_WRONG) is not None
    assert decision.conversation.open_escalation() is None


def test_feedback_comes_within_the_reading_time_or_not_at_all() -> None:
    closed = after(talking(), Close(HERE, SOFIE))

    with pytest.raises(Refused):
        step(closed, GiveFeedback(HERE, helped=5), at=NOON + timedelta(minutes=31))


def test_the_gravest_words_name_the_escalation_wherever_they_stand() -> None:
    spans = (
        Span(0, 3, "distress.hopeless", "depression", "Opgivende", Level.WATCH),
        Span(4, 9, "suicide.means", "suicide", "Midler ved hånden", Level.IMMINENT),
    )
    grave = replace(verdict(Level.IMMINENT), spans=spans)

    raised = step(talking(), SaveMessage(HERE, YOUNG, "c1", "x", grave, 10**6)).conversation

    escalation = raised.open_escalation()
    assert escalation is not None
    assert escalation.trigger == "suicide.means"
    calm = after(raised, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM))
    assert calm.muted == ("suicide.means@4",)
    again = SaveMessage(HERE, YOUNG, "c2", "x", grave, 10**6)
    assert after(calm, again).open_escalation() is None


def test_a_message_is_one_flag_however_many_words_in_it_are_marked() -> None:
    twice = Span(4, 9, "distress.hopeless", "depression", "Opgivende", Level.WATCH)
    one = verdict(Level.WATCH)
    flagged = SaveMessage(HERE, YOUNG, "c2", "x", replace(one, spans=(*one.spans, twice)), 10**6)

    state = after(talking(Level.WATCH), says("hej"), flagged, SaveMessage(HERE, SOFIE, "s1", "ja"))

    assert state.flags == 2, "the opening and the message"


def test_what_triage_could_not_read_at_first_is_a_flag_when_it_has() -> None:
    unread = after(talking(), SaveMessage(HERE, YOUNG, "c1", "x", UNASSESSED, 10**6))

    read = Assess(HERE, unread.seq, verdict(Level.ELEVATED))

    assert (unread.flags, after(unread, read).flags) == (0, 1)
    assert after(unread, read, read).flags == 1


def test_danger_in_the_opening_words_brings_a_supervisor_before_anybody_is_met() -> None:
    opened = after(fresh(), opening(Level.HIGH))

    escalation = opened.open_escalation()
    assert escalation is not None
    assert (escalation.level, escalation.due_at is not None) == (Level.HIGH, True)
    assert after(fresh(), opening(Level.ELEVATED)).open_escalation() is None


def test_now_at_the_door_brings_a_supervisor_whatever_else_was_read() -> None:
    rules = replace(RULES, acute_counts_as=Level.ELEVATED)
    command = replace(
        opening(Level.WATCH, suicide_question="now"), verdict=verdict(Level.WATCH, acute=True)
    )

    opened = decide(fresh(), command, NOON, rules)

    assert opened.conversation.open_escalation() is not None


@pytest.mark.parametrize(
    "command",
    [
        AddNote(HERE, SOFIE, "n1", "en note"),
        Judge(HERE, SOFIE, 1, correct=True),
        SetLevel(HERE, SOFIE, Level.ELEVATED, "x"),
        RaiseEscalation(HERE, SOFIE, "x"),
        Seen(HERE, SOFIE, 1),
    ],
)
def test_after_the_wrap_up_the_counsellor_has_no_part_in_it(command: Command) -> None:
    closed = after(talking(), Close(HERE, SOFIE))
    done = after(closed, WrapUp(HERE, SOFIE, "family", (), "helped"))

    with pytest.raises(Refused) as refused:
        step(done, command)

    assert refused.value.code is RefusalCode.NOT_ASSIGNED


def test_the_same_request_asked_again_is_known_by_its_content() -> None:
    asked = Judge(HERE, SOFIE, 1, correct=True, request_id="r1")

    event = step(talking(), asked).entries[0].event

    assert event.once == Once("sofie", "r1")
    assert asked.repeats(event)
    assert not Judge(HERE, SOFIE, 1, correct=False, request_id="r1").repeats(event)
    assert not SaveMessage(HERE, SOFIE, "r1", "hej").repeats(event)


def test_nobody_is_sent_the_fingerprint_of_a_request() -> None:
    asked = Judge(HERE, SOFIE, 1, correct=True, request_id="r1")

    event = step(talking(), asked).entries[0].event

    assert "request" in event.data
    assert all("request" not in data_for(viewer, event.kind, event.data) for viewer in Viewer)
