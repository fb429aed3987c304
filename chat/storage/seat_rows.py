"""The columns of a conversation's row about who else is in it, or is asked to be."""

from typing import Any

from sqlalchemy import Row

from chat.domain.call import Call
from chat.domain.companion import Companion
from chat.domain.conversation import (
    Beside,
    Offer,
)
from chat.domain.identifiers import OfferId, StaffId
from chat.domain.video_talk import VideoStatus, VideoTalk


def beside_from(row: Row[Any]) -> Beside | None:
    """Return the supervisor who sits in, if one does."""
    if row.beside is None:
        return None
    return Beside(StaffId(row.beside), row.beside_name or "", writes=row.beside_writes)


def offer_from(row: Row[Any]) -> Offer | None:
    """Return the offer of the conversation that waits for an answer."""
    if row.offered_to is None:
        return None
    return Offer(
        OfferId(f"{row.conversation_id}.{row.offer_seq}"),
        StaffId(row.offered_to),
        row.offer_expires_at,
    )


def companion_from(row: Row[Any]) -> Companion | None:
    """Return the colleague who was asked to sit in, or does."""
    if row.companion is None:
        return None
    return Companion(
        StaffId(row.companion),
        row.companion_until,
        row.companion_name or "",
        sits=row.companion_sits,
        writes=row.companion_writes,
        learns=row.companion_learns,
        asked_by=row.companion_asked_by or "",
    )


def companion_row(one: Companion | None) -> dict[str, object]:
    """Write the colleague, or that there is none."""
    return {
        "companion": one and one.staff_id,
        "companion_until": one and one.until,
        "companion_name": (one and one.display_name) or None,
        "companion_sits": one is not None and one.sits,
        "companion_writes": one is not None and one.writes,
        "companion_learns": one is not None and one.learns,
        "companion_asked_by": (one and one.asked_by) or None,
    }


def call_from(row: Row[Any]) -> Call | None:
    """Return the call for a bridge-builder, answered or not."""
    if row.call_seq is None:
        return None
    return Call(
        row.call_seq,
        row.call_at,
        row.call_due_at,
        row.call_adviser,
        row.call_adviser_name or "",
        writes=row.call_writes,
        next_at=row.call_next_at,
    )


def call_row(call: Call | None) -> dict[str, object]:
    """Write the call, or that there is none."""
    if call is None:
        none = ("seq", "at", "due_at", "next_at", "adviser", "adviser_name")
        return {**{f"call_{name}": None for name in none}, "call_writes": False}
    return {
        "call_seq": call.seq,
        "call_at": call.asked_at,
        "call_due_at": call.due_at,
        "call_adviser": call.adviser,
        "call_adviser_name": call.display_name or None,
        "call_writes": call.writes,
        "call_next_at": call.next_at,
    }


def video_from(row: Row[Any]) -> VideoTalk | None:
    """Return the video talk that was offered, booked or agreed to."""
    if row.video_seq is None:
        return None
    return VideoTalk(
        row.video_seq,
        StaffId(row.video_by),
        row.video_by_name or "",
        row.video_until,
        VideoStatus(row.video_status),
        at=row.video_at,
        bridge_id=row.video_bridge_id,
    )


def video_row(video: VideoTalk | None) -> dict[str, object]:
    """Write the video talk, or that there is none."""
    if video is None:
        names = ("seq", "status", "by", "by_name", "at", "until", "bridge_id")
        return dict.fromkeys(f"video_{name}" for name in names)
    return {
        "video_seq": video.seq,
        "video_status": video.status.value,
        "video_by": video.by,
        "video_by_name": video.display_name,
        "video_at": video.at,
        "video_until": video.until,
        "video_bridge_id": video.bridge_id,
    }
