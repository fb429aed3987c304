"""Beside the counsellor (at være med): a supervisor comes in, takes the pen, gives it back.

One of the staff writes at a time. Who it is stands in the log as `assigned`, so the young person is
never in doubt whom they write with.
"""

from dataclasses import replace

from chat.domain.audience import Kind
from chat.domain.commands import Join, LoseBeside, StepOut, TakeOver
from chat.domain.conversation import Beside, ConversationState
from chat.domain.course import Course
from chat.domain.levels import is_at_work
from chat.domain.moving import back_in_line, goes_from_beside, is_assigned
from chat.domain.pausing import end_for
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.video_end import video_ends_here


def join(course: Course, command: Join) -> None:
    """Come in beside the counsellor. Who is in already stays as they are.

    Raises:
        Refused: `taken`, with `by`, where a colleague is in; `not_assigned` where nobody talks yet.
    """
    before, by = course.before, command.by
    if _is_in(course, by):
        return
    if before.state is not ConversationState.ACTIVE:
        before.must_not_be_closed()
        raise Refused(RefusalCode.NOT_ASSIGNED)
    _come_in(course, by)


def take_over(course: Course, command: TakeOver) -> None:
    """Take the pen; also of somebody who waits, and has nobody to write with.

    Raises:
        Refused: `taken`, with `by`, where a colleague is in; `closed` or `left`.
    """
    before, by = course.before, command.by
    if before.is_taken_over and _is_in(course, by):
        return
    before.must_not_be_closed()
    if before.state is ConversationState.OPENED:
        raise Refused(RefusalCode.NOT_FOUND)
    beside = before.beside if _is_in(course, by) else _come_in(course, by)
    end_for(course, by)
    video_ends_here(course, "taken_over", booked_too=True)
    is_assigned(course, by)
    is_at_work(course, by)
    if before.call is not None and before.call.writes:
        course.becomes(call=before.call.with_pen(writes=False))
    if before.companion is not None and before.companion.writes:
        course.becomes(companion=before.companion.with_pen(writes=False))
    if before.state is ConversationState.WAITING:
        course.becomes(assigned_at=course.now, state=ConversationState.ACTIVE, returned=False)
    course.becomes(beside=replace(beside, writes=True) if beside else None, offer=None)


def step_out(course: Course, command: StepOut) -> None:
    """Give back the pen, if one has it, and go. Who is not in has nothing to give."""
    if _is_in(course, command.by):
        _go(course, "supervisor_left")


def lose_beside(course: Course, command: LoseBeside) -> None:
    """Let go of what a supervisor who is gone had, so that nobody writes to an empty chair."""
    beside = course.before.beside
    if beside is None or beside.staff_id != command.supervisor or course.before.is_closed:
        return
    if course.shift is not None and course.shift.gone_at is None:
        return  # back again since the clock looked
    _go(course, "supervisor_gone")


def _is_in(course: Course, by: Person) -> bool:
    beside = course.before.beside
    if beside is None or course.before.is_closed:
        return False
    if beside.staff_id != by.staff_id:
        raise Refused(RefusalCode.TAKEN, by=beside.display_name)
    return True


def _come_in(course: Course, by: Person) -> Beside:
    if by.staff_id is None:
        raise Refused(RefusalCode.FORBIDDEN)
    course.happens(
        Kind.JOINED,
        by.sender,
        {"display_name": by.display_name, "role": by.sender.value, "staff_id": by.staff_id},
    )
    beside = Beside(by.staff_id, by.display_name)
    course.becomes(beside=beside)
    is_at_work(course, by)
    return beside


def _go(course: Course, reason: str) -> None:
    before = course.before
    wrote = before.is_taken_over
    if before.video is not None and before.beside and before.video.by == before.beside.staff_id:
        video_ends_here(course, reason)
    if wrote and before.counsellor is None:
        back_in_line(course, reason)
        return
    goes_from_beside(course)
    if wrote:
        counsellor = Person(Sender.COUNSELLOR, before.counsellor, before.counsellor_name)
        is_assigned(course, counsellor)
