"""How a conversation ends: left, closed, wrapped up and counted; and opened once more, to read."""

from chat.domain.audience import Kind
from chat.domain.call_end import call_ends
from chat.domain.commands import Close, ComeBack, FreeSeat, Leave, WrapUp
from chat.domain.companion_end import companion_goes
from chat.domain.contact import contact_of
from chat.domain.conversation import CloseReason, ConversationState, LeftHow
from chat.domain.course import Course
from chat.domain.escalation import EscalationKind
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.video_end import video_ends_here


def leave(course: Course, command: Leave) -> None:
    """The young person goes. An open escalation stays open: somebody may be in danger."""
    if course.before.is_closed:
        if command.how is LeftHow.QUICK_EXIT:
            course.becomes(left_how=command.how)
        return
    gone = command.how is LeftHow.GONE
    if gone and course.before.young_gone_at is None:
        return  # back again since the clock looked
    course.happens(
        Kind.LEFT,
        Sender.YOUNG,
        {"display_name": None, "role": Sender.YOUNG.value, "how": command.how.value},
    )
    course.becomes(left_how=command.how)
    _end(course, CloseReason.TIMEOUT if gone else CloseReason.YOUNG_LEFT, Sender.SYSTEM)


def come_back(course: Course, command: ComeBack) -> None:
    """Open a talk that is over to a new secret, for reading; the secret before is dead with it.

    Raises:
        Refused: `conflict` while it goes on: it has a secret that lives.
    """
    if not course.before.is_closed:
        raise Refused(RefusalCode.CONFLICT)
    course.becomes(token_hash=command.token_hash, reopened_at=course.now, left_how=LeftHow.LEAVE)


def close(course: Course, command: Close) -> None:
    """Staff end it; not while an escalation is open, and one for abuse is a supervisor's to end."""
    before, by = course.before, command.by
    before.must_be_part_of(by)
    before.must_not_be_closed()
    reported = before.open_escalation(EscalationKind.ABUSE) is not None
    if before.open_escalation(EscalationKind.DANGER) is not None:
        raise Refused(RefusalCode.ESCALATED)
    if reported and not by.is_supervisor:
        raise Refused(RefusalCode.ESCALATED)  # they asked for a supervisor, who alone ends it
    reason = CloseReason.SUPERVISOR if by.is_supervisor else CloseReason.COUNSELLOR
    _end(course, reason, by.sender, why=command.why)


def wrap_up(course: Course, command: WrapUp) -> None:
    """Record what it was about; the seat is free, and statistics have their row."""
    before = course.before
    if not before.is_held_by(command.by.staff_id):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    if not before.is_closed or before.counted:
        raise Refused(RefusalCode.CONFLICT)
    course.happens(
        Kind.WRAPPED_UP,
        command.by.sender,
        {
            "main": command.main,
            "topics": list(command.topics),
            "outcome": command.outcome,
            "follow_up": command.follow_up,
            "wellbeing": command.wellbeing,
            "by": command.by.display_name,
        },
    )
    course.becomes(seat=False)
    _count(course, (command.main, *command.topics), command.outcome)


def free_seat(course: Course, _command: FreeSeat) -> None:
    """Free a seat whose wrap-up never came; the conversation is counted without it."""
    if course.before.is_closed and course.before.seat:
        course.becomes(seat=False)
        _count(course, course.before.topics, "not_recorded")


def _end(course: Course, reason: CloseReason, sender: Sender, *, why: str | None = None) -> None:
    call_ends(course, "closed")
    companion_goes(course)
    video_ends_here(course, "closed")
    course.happens(Kind.CLOSED, sender, {"reason": reason.value, "why": why})
    course.becomes(
        state=ConversationState.CLOSED,
        closed_at=course.now,
        close_reason=reason,
        offer=None,
        beside=None,
    )
    if course.before.counsellor is None:
        outcome = "taken_over" if course.before.is_taken_over else "abandoned"
        _count(course, course.before.topics, outcome)


def _count(course: Course, reasons: tuple[str, ...], outcome: str) -> None:
    if course.before.counted or course.before.drill is not None:
        return
    why, campaigns = tuple(dict.fromkeys(reasons)), course.rules.campaigns
    course.contact = contact_of(course.before, why, outcome, course.now, campaigns)
    course.becomes(counted=True)
