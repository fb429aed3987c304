"""The safety plan (sikkerhedsplan): six things somebody can do when it gets hard again.

Source of the six: Stanley & Brown, Safety Planning Intervention, Cognitive and Behavioral Practice
19 (2012). What was written stands in the log alone, sealed like any event; here is only where.
"""

from enum import StrEnum

from chat.domain.audience import Kind
from chat.domain.commands import ChangePlan
from chat.domain.course import Course
from chat.domain.refusal import RefusalCode, Refused

LONGEST_FIELD = 1000


class PlanField(StrEnum):
    """What the plan has room for, in the order one goes through it."""

    WARNING_SIGNS = "warning_signs"
    OWN_WAYS = "own_ways"
    COMPANY = "company"
    PEOPLE_TO_ASK = "people_to_ask"
    PROFESSIONALS = "professionals"
    SAFE_SURROUNDINGS = "safe_surroundings"


class PlanMoved(Exception):
    """Somebody has changed the plan since it was read."""


def change_plan(course: Course, command: ChangePlan) -> None:
    """Write the plan as it stands now, for both sides to see.

    Raises:
        PlanMoved: it was changed since `command.before`; read it again.
        Refused: `closed` or `left` when the conversation is over.
    """
    before = course.before
    before.must_be_part_of(command.by)
    before.must_not_be_closed()
    if command.before != before.plan_seq:
        raise PlanMoved
    fields = dict(command.fields)
    if not fields.keys() <= set(PlanField):
        raise Refused(RefusalCode.MALFORMED)
    entry = course.happens(
        Kind.SAFETY_PLAN,
        command.by.sender,
        {field.value: fields.get(field.value, "") for field in PlanField},
    )
    course.becomes(plan_seq=entry.seq)
