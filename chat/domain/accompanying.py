"""Two in one conversation (makker): a colleague sits beside the counsellor and may be lent the pen.

They read as the counsellor does, also what was said before, and whisper with the counsellor. The
young person is told who has come, that they read, and who of the two writes.
"""

from chat.domain.audience import Kind
from chat.domain.commands import (
    AskCompanion,
    EndCompanion,
    HandCompanionPen,
    LoseCompanion,
    SitBeside,
)
from chat.domain.companion import COMPANION, Companion
from chat.domain.companion_end import companion_goes
from chat.domain.conversation import ConversationState
from chat.domain.course import Course
from chat.domain.moving import is_assigned
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import ShiftState


def ask_companion(course: Course, command: AskCompanion) -> None:
    """Ask a colleague on shift to sit beside the counsellor, who may be asking. One at a time.

    A supervisor may ask too, also a trainee: what the young person is told is the same, and the
    pen stays the counsellor's to lend.

    Raises:
        Refused: `not_assigned`, `closed`, `left`; `taken`, with `by`, where somebody sits there;
            `companion_gone` where the colleague is not at a desk; `malformed` for who is in it.
    """
    before, by = course.before, command.by
    _may_seat(course, by)
    companion = before.companion
    if companion is not None and companion.sits:
        raise Refused(RefusalCode.TAKEN, by=companion.display_name)
    in_it = {
        by.staff_id,
        before.counsellor,
        before.beside.staff_id if before.beside else None,
        before.call.adviser if before.call else None,
    }
    if command.to in in_it:
        raise Refused(RefusalCode.MALFORMED)
    shift = course.shift
    if shift is None or shift.state is ShiftState.OFF or shift.gone_at is not None:
        raise Refused(RefusalCode.COMPANION_GONE)
    until, learns = course.now + command.valid_for, shift.capacity == 0
    asked_by = by.display_name if by.is_supervisor else ""
    course.becomes(companion=Companion(command.to, until, learns=learns, asked_by=asked_by))


def sit_beside(course: Course, command: SitBeside) -> None:
    """Come, as one was asked to. It takes no room on one's own desk.

    Raises:
        Refused: `not_assigned` to whoever was not asked, or comes too late.
    """
    before, by, companion = course.before, command.by, course.before.companion
    if before.is_accompanied_by(by):
        return
    if companion is None or not companion.is_asked(by, course.now):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    course.happens(
        Kind.JOINED,
        by.sender,
        {"display_name": by.display_name, "role": COMPANION, "staff_id": by.staff_id},
    )
    course.becomes(companion=companion.seated(by))


def end_companion(course: Course, command: EndCompanion) -> None:
    """Go as a companion, say no, let them go, or ask no more; where nobody is nothing happens."""
    by, companion = command.by, course.before.companion
    if companion is not None and companion.staff_id == by.staff_id and not by.is_supervisor:
        _ends(course)
        return
    _may_seat(course, by)
    _ends(course)


def hand_companion_pen(course: Course, command: HandCompanionPen) -> None:
    """Let the companion write, or write oneself again; all see who does. They may give it back.

    Raises:
        Refused: `not_assigned` to who has no pen to give; `taken` while a supervisor has it;
            `companion_gone` where nobody sits there.
    """
    before, by, companion = course.before, command.by, course.before.companion
    if not (before.is_accompanied_by(by) and not command.on):
        _must_hold(course, by)
    if companion is None or not companion.sits:
        raise Refused(RefusalCode.COMPANION_GONE)
    if before.is_taken_over:
        raise Refused(RefusalCode.TAKEN, by=before.beside.display_name if before.beside else None)
    if companion.writes is command.on:
        return
    if before.call is not None and before.call.writes:
        course.becomes(call=before.call.with_pen(writes=False))
    if command.on:
        is_assigned(course, _companion(companion), role=COMPANION)
    else:
        is_assigned(course, _counsellor(course))
    course.becomes(companion=companion.with_pen(writes=command.on))


def lose_companion(course: Course, command: LoseCompanion) -> None:
    """Let a companion go who is gone from their desk: nobody is said to read who does not."""
    companion = course.before.companion
    if companion is None or companion.staff_id != command.companion:
        return
    if course.shift is not None and course.shift.gone_at is None:
        return  # back again since the clock looked
    _ends(course)


def _ends(course: Course) -> None:
    """Let them go; the pen, if they had it, is the counsellor's again, as the log says."""
    companion = course.before.companion
    companion_goes(course)
    if companion is not None and companion.writes:
        is_assigned(course, _counsellor(course))


def _may_seat(course: Course, by: Person) -> None:
    """Whoever holds the conversation, and any supervisor where a counsellor does."""
    before = course.before
    if not by.is_supervisor:
        _must_hold(course, by)
        return
    before.must_not_be_closed()
    if before.state is not ConversationState.ACTIVE or before.counsellor is None:
        raise Refused(RefusalCode.NOT_ASSIGNED)


def _must_hold(course: Course, by: Person) -> None:
    before = course.before
    if by.sender is not Sender.COUNSELLOR or not before.is_held_by(by.staff_id):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    before.must_not_be_closed()
    if before.state is not ConversationState.ACTIVE:
        raise Refused(RefusalCode.NOT_ASSIGNED)


def _counsellor(course: Course) -> Person:
    before = course.before
    return Person(Sender.COUNSELLOR, before.counsellor, before.counsellor_name)


def _companion(companion: Companion) -> Person:
    return Person(Sender.COUNSELLOR, companion.staff_id, companion.display_name)
