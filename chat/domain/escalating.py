"""What people do about danger: ask for a supervisor, take it, end it, set the level."""

from chat.domain.audience import Kind
from chat.domain.commands import (
    Acknowledge,
    BreakSilence,
    Climb,
    RaiseEscalation,
    Resolve,
    SetLevel,
)
from chat.domain.course import Course
from chat.domain.escalation import Escalation, EscalationState, Outcome
from chat.domain.identifiers import EscalationId
from chat.domain.levels import escalate, move, raise_level, say_level
from chat.domain.muting import muted_by
from chat.domain.people import SYSTEM
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.silence import silent_since


def raise_escalation(course: Course, command: RaiseEscalation) -> None:
    """Ask for a supervisor: the open escalation, if there is one, else a new one, high at least."""
    if not course.before.is_accompanied_by(command.by):
        course.before.must_be_part_of(command.by)
    level = max(course.level, course.rules.escalates_from)
    raise_level(course, level, reason="escalated", by=command.by)
    escalate(course, level, trigger=command.by.sender.value, by=command.by, note=command.reason)


def acknowledge(course: Course, command: Acknowledge) -> None:
    """Take it: the first supervisor has it, the second is told who."""
    escalation = _named(course, command.escalation_id)
    if (
        escalation.state in {EscalationState.ACKNOWLEDGED, EscalationState.IN_HAND}
        and escalation.acknowledged_by == command.by.staff_id
    ):
        return
    after = escalation.acknowledged(command.by, course.now, course.rules.ladder)
    move(course, Kind.ACKNOWLEDGED, after, command.by)


def resolve(course: Course, command: Resolve) -> None:
    """End it with an outcome. A false alarm mutes what raised it, in this conversation only.

    Raises:
        Refused: `told_anew` where more danger was told than whoever ends it had been shown.
    """
    escalation = _named(course, command.escalation_id)
    escalation.must_be_known(command.told_seq)
    after = escalation.resolved(command.outcome, course.now)
    move(course, Kind.RESOLVED, after, command.by, note=command.note)
    if command.outcome is Outcome.FALSE_ALARM:
        course.becomes(muted=(*course.before.muted, *muted_by(escalation)))


def climb(course: Course, command: Climb) -> None:
    """Let time do what it does to an escalation: another step, or open again.

    The clock has read; here it is looked at once more. What has moved since is left as it is, so
    any number of clocks make one step.
    """
    found = next((e for e in course.escalations if e.escalation_id == command.escalation_id), None)
    if found is None or found.seq != command.seq:
        return
    now, ladder = course.now, course.rules.ladder
    if found.calls and found.is_due(now, ladder):
        move(course, Kind.PAGED, found.climbed(now, ladder), SYSTEM, paging=True)
    elif not found.calls and (found.is_due(now, ladder) or _is_left(course, found)):
        move(course, Kind.REOPENED, found.reopened(now, ladder), SYSTEM, paging=True)


def _is_left(course: Course, escalation: Escalation) -> bool:
    """Whether whoever acknowledged it has had no socket for too long."""
    shift = course.shift
    if shift is None or shift.staff_id != escalation.acknowledged_by or shift.gone_at is None:
        return False
    return course.now - shift.gone_at >= course.rules.ladder.owner_gone


def break_silence(course: Course, _command: BreakSilence) -> None:
    """Ask for a supervisor where somebody flagged has waited too long for a word."""
    since = silent_since(course.before, course.now, course.rules.silence)
    if since is None:
        return
    course.becomes(silence_raised_at=course.now)
    level = max(course.level, course.rules.escalates_from)
    escalate(course, level, trigger="unanswered", by=SYSTEM, insists=True)


def set_level(course: Course, command: SetLevel) -> None:
    """Set the level by hand. Staff may raise it; lowering it is a supervisor's act."""
    course.before.must_be_part_of(command.by)
    to = command.level
    if to < course.level and not command.by.is_supervisor:
        raise Refused(RefusalCode.FORBIDDEN)
    if to == course.level:
        return
    rises = to > course.level
    say_level(course, to, reason=command.reason, by=command.by)
    if rises and to >= course.rules.escalates_from:
        escalate(course, to, trigger="level_set", by=command.by)


def _named(course: Course, escalation_id: EscalationId) -> Escalation:
    found = next(
        (one for one in course.escalations if one.is_open and one.escalation_id == escalation_id),
        None,
    )
    if found is not None:
        return found
    raised_at = int(escalation_id.rpartition(".")[2])
    if 1 <= raised_at <= course.before.seq:
        # It was there, and has been ended since: a screen may be a second old.
        raise Refused(RefusalCode.ALREADY_ACKNOWLEDGED)
    raise Refused(RefusalCode.NOT_FOUND)
