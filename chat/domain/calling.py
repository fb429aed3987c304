"""Calling in (tilkalde): a bridge-builder advises the counsellor, who alone lets them write.

The adviser hears what everybody in the conversation hears, from the call on, and what the
counsellor whispers to them. That somebody reads along, and since when, the young person is told.
"""

from chat.domain.audience import Kind
from chat.domain.call_end import call_ends
from chat.domain.commands import (
    AnswerCall,
    CallAdviser,
    CallOverdue,
    EndCall,
    HandPen,
    LoseAdviser,
)
from chat.domain.conversation import ConversationState
from chat.domain.course import Course
from chat.domain.levels import escalate
from chat.domain.moving import is_assigned
from chat.domain.offering import must_help
from chat.domain.people import SYSTEM, Person, Sender
from chat.domain.refusal import RefusalCode, Refused


def call_adviser(course: Course, command: CallAdviser) -> None:
    """Ask for a bridge-builder; the question is read by staff here, and the one who comes.

    Raises:
        Refused: `not_assigned`, `closed`, `left`; `already_called` where one is called or in.
    """
    must_help(course, command.by)
    if course.before.state is not ConversationState.ACTIVE:
        raise Refused(RefusalCode.NOT_ASSIGNED)
    if course.before.call is not None:
        raise Refused(RefusalCode.ALREADY_CALLED)
    entry = course.happens(
        Kind.CALLED,
        command.by.sender,
        {"question": command.question, "by": command.by.display_name},
    )
    course.becomes(call=course.rules.bridges.calls.begin(entry.seq, course.now))


def answer_call(course: Course, command: AnswerCall) -> None:
    """Come in as a silent adviser; the young person is told who reads along, and since when.

    Raises:
        Refused: `call_over`; `taken`, with `by`, where a colleague was faster; `forbidden` to who
            works elsewhere, or talks with the young person already.
    """
    before, by, call = course.before, command.by, course.before.call
    if call is None or call.seq != command.seq:
        raise Refused(RefusalCode.CALL_OVER)
    if call.is_answered_by(by):
        return
    in_it = {
        before.counsellor,
        before.beside.staff_id if before.beside else None,
        before.companion.staff_id if before.companion else None,
    }
    covered = command.area.covers(before.municipality, course.rules.regions)
    if by.staff_id is None or by.staff_id in in_it or not covered:
        raise Refused(RefusalCode.FORBIDDEN)
    if not call.is_open:
        raise Refused(RefusalCode.TAKEN, by=call.display_name)
    course.happens(
        Kind.JOINED,
        by.sender,
        {
            "display_name": by.display_name,
            "role": by.sender.value,
            "staff_id": by.staff_id,
            "since": call.asked_at.isoformat(),
        },
    )
    course.becomes(call=call.answered(by))


def end_call(course: Course, command: EndCall) -> None:
    """Go as an adviser, or let them go, or call it off; where there is no call nothing happens."""
    call, by = course.before.call, command.by
    if by.sender is not Sender.BRIDGE:
        must_help(course, by)
    elif call is None or not call.is_answered_by(by):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    _ends(course, "called_off")


def lose_adviser(course: Course, command: LoseAdviser) -> None:
    """Let an adviser go who is gone from their desk: nobody is said to read who does not."""
    call = course.before.call
    if call is None or call.adviser != command.adviser:
        return
    if course.shift is not None and course.shift.gone_at is None:
        return  # back again since the clock looked
    _ends(course, "gone")


def call_overdue(course: Course, command: CallOverdue) -> None:
    """Let a call nobody came to take its next step: bridge-builders are told outside the house.

    After the last it ends, and a supervisor is asked for: whoever asks for help gets some. It is
    looked at once more here, so any number of clocks make one step.
    """
    call = course.before.call
    if call is None or call.seq != command.seq or not call.is_due(course.now):
        return
    steps = course.rules.bridges.calls
    after = steps.after(call, course.now)
    if after is not None:
        course.becomes(call=after)
        course.calls_adviser_outside(after, steps.taken(after, course.now))
        return
    call_ends(course, "unanswered")
    level = max(course.level, course.rules.escalates_from)
    escalate(course, level, trigger="call_unanswered", by=SYSTEM, insists=True)


def hand_pen(course: Course, command: HandPen) -> None:
    """Let the adviser write in the counsellor's place, or write oneself again; all see who does.

    Raises:
        Refused: `not_assigned` to who has no pen to give; `taken` while a supervisor has it;
            `call_over` where no adviser is in.
    """
    before, by, call = course.before, command.by, course.before.call
    gives_back = call is not None and call.is_answered_by(by) and not command.on
    if not gives_back and not (by.sender is Sender.COUNSELLOR and before.is_held_by(by.staff_id)):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    before.must_not_be_closed()
    if call is None or call.adviser is None:
        raise Refused(RefusalCode.CALL_OVER)
    if before.is_taken_over:
        raise Refused(RefusalCode.TAKEN, by=before.beside.display_name if before.beside else None)
    if call.writes is command.on:
        return
    companion = before.companion
    if companion is not None and companion.writes:
        course.becomes(companion=companion.with_pen(writes=False))
    if command.on:
        is_assigned(course, Person(Sender.BRIDGE, call.adviser, call.display_name))
    else:
        is_assigned(course, _counsellor(course))
    course.becomes(call=call.with_pen(writes=command.on))


def _ends(course: Course, reason: str) -> None:
    """End the call; the pen, if the adviser had it, is the counsellor's again, as the log says."""
    call = course.before.call
    call_ends(course, reason)
    if call is not None and call.writes:
        is_assigned(course, _counsellor(course))


def _counsellor(course: Course) -> Person:
    before = course.before
    return Person(Sender.COUNSELLOR, before.counsellor, before.counsellor_name)
