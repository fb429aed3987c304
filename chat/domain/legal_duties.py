"""Legal duties (pligter): confidentiality, to avert harm, to notify, as a record with times.

Source of the duties: straffeloven §§ 152 e and 253, barnets lov §§ 133 and 135. What is written
stands in the log alone, sealed like any event, for supervisors only; it goes when the log goes.
"""

from chat.domain.audience import Kind
from chat.domain.commands import RecordLegalDuty
from chat.domain.course import Course
from chat.domain.levels import is_at_work
from chat.domain.refusal import RefusalCode, Refused

LONGEST_WRITTEN = 4000
"""Code points of one text: as long as a message (our own choice)."""


def record_legal_duty(course: Course, command: RecordLegalDuty) -> None:
    """Write down that a step is done, or what was written in it; an empty text takes it back.

    It may be done after the conversation is over: a letter is often written the day after.

    Raises:
        Refused: `forbidden` to all but supervisors; `malformed` for a step nobody knows, for text
            where there is no room for any, and for who somebody is unless it was given for this.
    """
    by, steps = command.by, course.rules.legal_duties
    if not by.is_supervisor:
        raise Refused(RefusalCode.FORBIDDEN)
    is_written = command.step in steps.written
    if command.step not in steps.steps or (command.text and not is_written):
        raise Refused(RefusalCode.MALFORMED)
    if command.text and command.step in steps.identity and not command.given:
        raise Refused(RefusalCode.MALFORMED)
    course.happens(
        Kind.LEGAL_DUTY,
        by.sender,
        {
            "step": command.step,
            "done": bool(command.text) if is_written else command.done,
            "text": command.text,
            "given": command.given and bool(command.text),
            "by": by.display_name,
        },
    )
    is_at_work(course, by)
