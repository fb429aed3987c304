"""Abuse (misbrug): a talk is paused for some minutes, or reported to the supervisor, who ends it.

A pause spares the counsellor, and shuts nobody out who is in danger: what triage flags, or cannot
read, comes through at once and ends it. The rest is refused with `paused`, and sent again later.
"""

from math import ceil

from chat.domain.audience import Kind
from chat.domain.commands import Pause, Report
from chat.domain.course import Course
from chat.domain.escalation import EscalationKind
from chat.domain.levels import escalate, level_called_for
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from triage.verdict import Level, Verdict


def pause(course: Course, command: Pause) -> None:
    """Begin a pause, make it another length, or with no time end it; both sides see which.

    Raises:
        Refused: `escalated` while somebody may be in danger here: then nobody is kept waiting.
    """
    before = course.before
    before.must_be_part_of(command.by)
    before.must_not_be_closed()
    if command.lasts and before.open_escalation(EscalationKind.DANGER) is not None:
        raise Refused(RefusalCode.ESCALATED)
    if not command.lasts and not is_paused(course):
        return
    until = course.now + command.lasts if command.lasts else None
    _say(course, until.isoformat() if until else None, command.by, reason=command.reason)
    course.becomes(paused_until=until)


def report(course: Course, command: Report) -> None:
    """Tell the supervisors of abuse: an escalation of its own kind, which is about no danger."""
    course.before.must_be_part_of(command.by)
    course.before.must_not_be_closed()
    escalate(
        course,
        Level.HIGH,
        trigger="abuse",
        by=command.by,
        kind=EscalationKind.ABUSE,
        note=command.reason,
    )


def is_paused(course: Course) -> bool:
    """Whether the talk is paused now."""
    until = course.before.paused_until
    return until is not None and course.now < until


def hold_back(course: Course, verdict: Verdict) -> None:
    """Refuse what the young person writes into a pause, unless it must be read now.

    Raises:
        Refused: `paused`, with the seconds that are left of it.
    """
    until = course.before.paused_until
    if until is None or not is_paused(course) or _must_be_read(course, verdict):
        return
    left = (until - course.now).total_seconds()
    raise Refused(RefusalCode.PAUSED, retry_after_s=ceil(left))


def end_for(course: Course, by: Person) -> None:
    """End a pause because of what has just been written, or because another takes the talk."""
    if is_paused(course):
        _say(course, None, by)
        course.becomes(paused_until=None)


def _must_be_read(course: Course, verdict: Verdict) -> bool:
    if verdict.status != "assessed":
        return True
    return level_called_for(verdict, course.rules) >= course.rules.silence.flagged_from


def _say(course: Course, until: str | None, by: Person, *, reason: str | None = None) -> None:
    course.happens(
        Kind.PAUSED,
        by.sender,
        {"until": until, "reason": reason, "by": by.display_name or by.sender.value},
    )
