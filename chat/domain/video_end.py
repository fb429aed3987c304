"""How a video talk ends before its time: with the written talk it belongs to, or called off."""

from chat.domain.audience import Kind
from chat.domain.bridge import Bridge
from chat.domain.course import Course
from chat.domain.people import Sender


def video_ends(course: Course, reason: str, sender: Sender = Sender.SYSTEM) -> None:
    """End the one there is; `reason` is a code. One that is over by itself leaves no word."""
    video = course.before.video
    if video is None:
        return
    course.becomes(video=None)
    if video.stands_at(course.now):
        course.happens(Kind.VIDEO_ENDED, sender, {"seq": video.seq, "reason": reason})


def video_ends_with(course: Course, bridge: Bridge) -> None:
    """End one with the hand-over it is for: it is over, or nobody's, or somebody else's."""
    video = course.before.video
    if video is None or video.bridge_id != bridge.bridge_id:
        return
    if not bridge.is_open or bridge.owner != video.by:
        video_ends(course, "bridge_over")


def video_ends_here(course: Course, reason: str, *, booked_too: bool = False) -> None:
    """End one with who talks here, and do no more. A booked one stays, and a bridge-builder's."""
    video = course.before.video
    if video is None or video.bridge_id is not None or (video.is_booked and not booked_too):
        return
    video_ends(course, reason)
