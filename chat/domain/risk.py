"""Assessing risk (risikovurdering): answers to the guided questions, the emergency card's steps.

Answers may raise the level and never lower it: who says no may have their reasons.
"""

from chat.domain.audience import Kind
from chat.domain.commands import RecordAssessment, TickEmergency
from chat.domain.course import Course
from chat.domain.levels import escalate, is_at_work, raise_level
from chat.domain.refusal import RefusalCode, Refused


def record_assessment(course: Course, command: RecordAssessment) -> None:
    """Write the answers down, and let them raise the level.

    Raises:
        Refused: `malformed` where a question is unknown, or nothing is answered.
    """
    by, questions = command.by, course.rules.questions
    course.before.must_be_part_of(by)
    answers = dict(command.answers)
    if not answers or not answers.keys() <= questions.levels.keys():
        raise Refused(RefusalCode.MALFORMED)
    level = questions.level_of(answers)
    course.happens(
        Kind.ASSESSMENT,
        by.sender,
        {"answers": answers, "level": int(level), "by": by.display_name},
    )
    course.becomes(assessed=True)
    raise_level(course, level, reason="assessment", by=by)
    if level >= course.rules.escalates_from:
        escalate(course, level, trigger="assessment", by=by)


def tick_emergency(course: Course, command: TickEmergency) -> None:
    """Write down that a step of the emergency card is done, or was not after all.

    The log gives it its time. There is no room in it for a name or a place.
    """
    course.before.must_be_part_of(command.by)
    if command.step not in course.rules.questions.steps:
        raise Refused(RefusalCode.MALFORMED)
    course.happens(
        Kind.EMERGENCY_STEP,
        command.by.sender,
        {"step": command.step, "done": command.done, "by": command.by.display_name},
    )
    is_at_work(course, command.by)
