"""How a call ends: nobody who has gone reads on, and the young person is told when one has."""

from chat.domain.audience import Kind
from chat.domain.course import Course
from chat.domain.people import Sender


def call_ends(course: Course, reason: str) -> None:
    """End the call there is, if there is one; `reason` is a code."""
    call = course.before.call
    if call is None:
        return
    if call.is_open:
        course.happens(Kind.CALL_ENDED, Sender.SYSTEM, {"reason": reason})
    else:
        course.happens(
            Kind.LEFT,
            Sender.BRIDGE,
            {
                "display_name": call.display_name,
                "role": Sender.BRIDGE.value,
                "staff_id": call.adviser,
            },
        )
    course.becomes(call=None)
