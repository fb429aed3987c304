"""How a companion goes: the young person is told, and nobody who has gone reads on."""

from chat.domain.audience import Kind
from chat.domain.companion import COMPANION
from chat.domain.course import Course
from chat.domain.people import Sender


def companion_goes(course: Course) -> None:
    """Let go whoever sits beside the counsellor, or was asked to; most often there is nobody."""
    companion = course.before.companion
    if companion is None:
        return
    if companion.sits:
        course.happens(
            Kind.LEFT,
            Sender.COUNSELLOR,
            {
                "display_name": companion.display_name,
                "role": COMPANION,
                "staff_id": companion.staff_id,
            },
        )
    course.becomes(companion=None)
