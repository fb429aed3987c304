"""How a conversation's level rises, and when that asks for a supervisor."""

from dataclasses import replace

from chat.domain.audience import Audience, Kind
from chat.domain.course import Course, Rules
from chat.domain.escalation import Escalation, EscalationKind, EscalationState
from chat.domain.identifiers import EscalationId
from chat.domain.ladder import Page
from chat.domain.muting import is_muted, unjudged
from chat.domain.people import SYSTEM, Person
from triage.verdict import Level, Verdict


def level_called_for(verdict: Verdict, rules: Rules) -> Level:
    """Return the level a verdict calls for: acute danger counts as high at least."""
    if verdict.status != "assessed":
        return Level.NONE
    return max(verdict.level, rules.acute_counts_as) if verdict.acute else verdict.level


def rise_by_verdict(course: Course, verdict: Verdict, seq: int) -> None:
    """Let a message's verdict raise the level and, from high on, an escalation.

    What a supervisor has called a false alarm in this conversation only marks from then on: the
    machine does not cry the same wolf twice (DESIGN.md, "Triage in the way").
    """
    to, muted = level_called_for(verdict, course.rules), course.before.muted
    if is_muted(verdict, muted, course.rules):
        return
    # Named by what is new: a false alarm must be able to quiet that too.
    new = unjudged(verdict, muted, course.rules) if muted else []
    trigger = max(new, key=lambda span: span.level).rule if new else trigger_of(verdict)
    raise_level(course, to, reason="triage", by=SYSTEM, seq=seq)
    if to >= course.rules.escalates_from:
        before = course.open_escalation(EscalationKind.DANGER)
        after = escalate(course, to, trigger=trigger, by=SYSTEM)
        if after is before:
            # No worse, but new: whoever ends it must have seen it before.
            course.escalation_becomes(after.told_more(course.next_seq - 1))


def trigger_of(verdict: Verdict) -> str:
    """Name what raised an escalation: the gravest rule, or that somebody is in danger now."""
    if verdict.spans:
        return max(verdict.spans, key=lambda span: span.level).rule
    return "acute" if verdict.acute else "triage"


def raise_level(course: Course, to: Level, *, reason: str, by: Person, seq: int = 0) -> None:
    """Raise the level and say so to staff; a level that is no higher changes nothing."""
    if to <= course.level:
        return
    say_level(course, to, reason=reason, by=by, seq=seq)


def say_level(course: Course, to: Level, *, reason: str, by: Person, seq: int = 0) -> None:
    """Put the level where it is to be, up or down, and write it in the log."""
    data: dict[str, object] = {
        "from": int(course.level),
        "to": int(to),
        "reason": reason,
        "by": by.display_name or by.sender.value,
    }
    if seq:
        data["seq"] = seq
    course.happens(Kind.LEVEL, by.sender, data)
    course.level_becomes(to)


def escalate(
    course: Course,
    level: Level,
    *,
    trigger: str,
    by: Person,
    kind: EscalationKind = EscalationKind.DANGER,
    note: str | None = None,
    insists: bool = False,
) -> Escalation:
    """Raise an escalation, or sharpen the open one if this is worse; never a second one.

    With `note`, or where the house `insists` because somebody was promised a supervisor, one that
    is open already is shown again, with what it is about now: also to whoever has taken it.
    """
    before = course.open_escalation(kind)
    ladder = course.rules.ladder
    if before is not None and level <= before.level and note is None and not insists:
        return before
    if before is not None and level <= before.level:
        # A person asks with words, or a promise is kept: it is shown again, with what it is now.
        after = replace(before, trigger=trigger)
    elif before is not None:
        after = replace(before.sharpened(level, course.now, ladder), trigger=trigger)
    else:
        after = Escalation(
            escalation_id=EscalationId(f"{course.before.conversation_id}.{course.next_seq}"),
            kind=kind,
            level=level,
            state=EscalationState.RAISED,
            trigger=trigger,
            raised_at=course.now,
            due_at=course.now + ladder.lasts(0, level),
        )
    return move(course, Kind.ESCALATED, after, by, note=note, paging=before is None)


def move(
    course: Course,
    kind: Kind,
    escalation: Escalation,
    by: Person,
    *,
    note: str | None = None,
    paging: bool = False,
) -> Escalation:
    """Put an escalation where it is to be, write it in the log and, with `paging`, call outside.

    What felt wrong is for supervisors only.
    """
    after = replace(escalation, seq=course.next_seq)
    if kind is Kind.ESCALATED:
        after = after.told_more(course.next_seq)
    secret = after.kind is EscalationKind.FELT_WRONG
    course.happens(
        kind,
        by.sender,
        {
            "escalation_id": after.escalation_id,
            "level": int(after.level),
            "trigger": after.trigger,
            "step": after.step,
            "by": by.display_name or by.sender.value,
            "outcome": after.outcome and after.outcome.value,
            "note": note,
        },
        audience=Audience.SUPERVISORS if secret else None,
    )
    course.escalation_becomes(after)
    if paging:
        course.pages += pages_of(course, after)
    return after


def is_at_work(course: Course, by: Person) -> None:
    """Let whoever has the open escalation keep it: they have just acted in the conversation."""
    escalation = course.open_escalation(EscalationKind.DANGER)
    if escalation is None or escalation.calls or escalation.acknowledged_by != by.staff_id:
        return
    after = escalation.worked_on(course.now, course.rules.ladder, course.next_seq - 1)
    course.escalation_becomes(after)


def pages_of(course: Course, escalation: Escalation) -> tuple[Page, ...]:
    """Return whom outside the house an escalation's step is to call."""
    talk = course.before
    return tuple(
        Page(
            escalation.escalation_id,
            escalation.seq,
            escalation.step,
            escalation.level,
            talk.call_word,
            address,
            talk.drill,
        )
        for address in course.rules.ladder.paged_at(escalation.step, talk.drill)
    )
