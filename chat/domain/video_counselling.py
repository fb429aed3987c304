"""Video counselling (videorådgivning): offered, agreed to or not, called off at any time.

Nobody is seen or heard who has not said yes, and a yes is taken back by a word.
"""

from chat.domain.audience import Kind
from chat.domain.bridge import FOLLOWED, Lane
from chat.domain.bridging import named
from chat.domain.commands import AnswerVideo, EndVideo, OfferVideo
from chat.domain.course import Course
from chat.domain.identifiers import BridgeId
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.video_end import video_ends
from chat.domain.video_talk import VideoStatus, VideoTalk


def offer_video(course: Course, command: OfferVideo) -> None:
    """Hold a video talk out, now or at a time when the service is open.

    Raises:
        Refused: `forbidden` where the helpline has none, or it is not the bridge-builder's task;
            `not_assigned`, `closed`, `left`; `video_offered` while one stands; `not_open_then`.
    """
    before, by, rules = course.before, command.by, course.rules.video
    if not rules.on or by.staff_id is None:
        raise Refused(RefusalCode.FORBIDDEN)
    if command.bridge_id is None:
        before.must_talk(by)
        if not (by.is_supervisor or before.is_held_by(by.staff_id)):
            raise Refused(RefusalCode.NOT_ASSIGNED)  # who has only been lent the pen
    else:
        _must_go_with_them(course, command, command.bridge_id)
    if before.video is not None and before.video.stands_at(course.now):
        raise Refused(RefusalCode.VIDEO_OFFERED)
    if command.at is None:
        until = course.now + rules.answered_within
    elif course.now < command.at <= course.now + rules.booked_at_most and (
        rules.hours.state_at(command.at).is_open
    ):
        until = command.at
    else:
        raise Refused(RefusalCode.NOT_OPEN_THEN)
    entry = course.happens(
        Kind.VIDEO_OFFERED,
        by.sender,
        {
            "display_name": by.display_name,
            "at": command.at and command.at.isoformat(),
            "opens_at": command.at and (command.at - rules.opens_before).isoformat(),
            "until": until.isoformat(),
        },
    )
    video = VideoTalk(
        entry.seq, by.staff_id, by.display_name, until, at=command.at, bridge_id=command.bridge_id
    )
    course.becomes(video=video)


def answer_video(course: Course, command: AnswerVideo) -> None:
    """Take the young person's yes or no.

    Raises:
        Refused: `video_over` where it is not there any more; `already_answered`.
    """
    video = course.before.video
    if video is None or video.seq != command.seq or not video.stands_at(course.now):
        raise Refused(RefusalCode.VIDEO_OVER)
    if video.status is not VideoStatus.OFFERED:
        raise Refused(RefusalCode.ALREADY_ANSWERED)
    after = video.accepted(course.now, course.rules.video) if command.accept else None
    course.happens(
        Kind.VIDEO_ANSWERED,
        Sender.YOUNG,
        {
            "seq": video.seq,
            "answer": "yes" if command.accept else "no",
            "until": after and after.until.isoformat(),
        },
    )
    course.becomes(video=after)


def end_video(course: Course, command: EndVideo) -> None:
    """Call it off, or say that it is over; where it is over already nothing happens.

    Raises:
        Refused: `not_assigned` to who has no part in it.
    """
    video, by = course.before.video, command.by
    takes_part = video is not None and video.is_with(by)
    if not takes_part and not by.is_supervisor:
        course.before.must_be_part_of(by)
    if video is None or video.seq != command.seq:
        return
    if not (takes_part or by.is_supervisor):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    video_ends(course, "called_off", by.sender)


def _must_go_with_them(course: Course, command: OfferVideo, bridge_id: BridgeId) -> None:
    bridge = named(course, bridge_id)
    theirs = bridge.lane is Lane.HAND_OVER and bridge.owner == command.by.staff_id
    covered = command.area.covers(bridge.municipality, course.rules.regions)
    if not (theirs and bridge.status in FOLLOWED and covered):
        raise Refused(RefusalCode.FORBIDDEN)
