"""Rows of the store and values of the domain, one into the other."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from chat.domain.bridge import Bridge, BridgeStatus, Lane, ShareField
from chat.domain.builders import CallPage, TaskPage
from chat.domain.call import Call
from chat.domain.companion import Companion
from chat.domain.contact import BridgeResult, Contact, Rating
from chat.domain.conversation import (
    Beside,
    CloseReason,
    Conversation,
    ConversationState,
    LeftHow,
    Offer,
)
from chat.domain.course import ToOutside
from chat.domain.delivery import Delivery
from chat.domain.escalation import Escalation, EscalationKind, EscalationState, Outcome
from chat.domain.identifiers import BridgeId, ConversationId, EscalationId, OfferId, StaffId
from chat.domain.ladder import Drill
from chat.domain.people import Sender
from chat.domain.shift import Shift, ShiftState
from chat.domain.standing_summary import SummaryState
from chat.domain.video_talk import VideoStatus, VideoTalk
from triage.verdict import Level


def conversation_from(
    row: Row[Any],
    escalations: tuple[Escalation, ...] = (),
    bridges: tuple[Bridge, ...] = (),
) -> Conversation:
    """Read a conversation's row."""
    return Conversation(
        conversation_id=ConversationId(row.conversation_id),
        token_hash=row.token_hash,
        call_word=row.call_word,
        lang=row.lang,
        opened_at=row.opened_at,
        state=ConversationState(row.state),
        level=Level(row.level),
        unassessed=tuple(int(seq) for seq in row.unassessed.split()),
        topics=tuple(row.topics.split()),
        seq=row.seq,
        last_everyone=row.last_everyone,
        last_staff=row.last_staff,
        last_bridge=row.last_bridge,
        age_band=row.age_band,
        gender_code=row.gender_code,
        municipality=row.municipality,
        about=row.about,
        campaign=row.campaign,
        waiting_since=row.waiting_since,
        assigned_at=row.assigned_at,
        returned=row.returned,
        counsellor=row.counsellor,
        counsellor_name=row.counsellor_name,
        seat=row.seat,
        beside=_beside_from(row),
        call=_call_from(row),
        companion=_companion_from(row),
        offer=_offer_from(row),
        young_gone_at=row.young_gone_at,
        young_process=row.young_process,
        young_seen=row.young_seen,
        staff_seen=row.staff_seen,
        young_wrote_at=row.young_wrote_at,
        staff_wrote_at=row.staff_wrote_at,
        unanswered_since=row.unanswered_since,
        staff_spoke=row.staff_spoke,
        bridges=bridges,
        plan_seq=row.plan_seq,
        summary=None if row.summary is None else SummaryState(row.summary),
        summary_seq=row.summary_seq,
        summary_until=row.summary_until,
        video=_video_from(row),
        muted=tuple(row.muted.split()),
        closed_at=row.closed_at,
        close_reason=None if row.close_reason is None else CloseReason(row.close_reason),
        left_how=None if row.left_how is None else LeftHow(row.left_how),
        counted=row.counted,
        assessed=row.assessed,
        rated=row.rated,
        paused_until=row.paused_until,
        reopened_at=row.reopened_at,
        silence_raised_at=row.silence_raised_at,
        drill=None if row.drill is None else Drill(row.drill),
        escalations=escalations,
    )


def _beside_from(row: Row[Any]) -> Beside | None:
    if row.beside is None:
        return None
    return Beside(StaffId(row.beside), row.beside_name or "", writes=row.beside_writes)


def _call_from(row: Row[Any]) -> Call | None:
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


def _companion_from(row: Row[Any]) -> Companion | None:
    if row.companion is None:
        return None
    return Companion(
        StaffId(row.companion),
        row.companion_until,
        row.companion_name or "",
        sits=row.companion_sits,
        writes=row.companion_writes,
        learns=row.companion_learns,
    )


def _companion_row(one: Companion | None) -> dict[str, object]:
    return {
        "companion": one and one.staff_id,
        "companion_until": one and one.until,
        "companion_name": (one and one.display_name) or None,
        "companion_sits": one is not None and one.sits,
        "companion_writes": one is not None and one.writes,
        "companion_learns": one is not None and one.learns,
    }


def _call_row(call: Call | None) -> dict[str, object]:
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


def _video_from(row: Row[Any]) -> VideoTalk | None:
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


def _video_row(video: VideoTalk | None) -> dict[str, object]:
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


def _offer_from(row: Row[Any]) -> Offer | None:
    if row.offered_to is None:
        return None
    return Offer(
        OfferId(f"{row.conversation_id}.{row.offer_seq}"),
        StaffId(row.offered_to),
        row.offer_expires_at,
    )


def conversation_row(one: Conversation, revision: int) -> dict[str, object]:
    """Write a conversation as its row, of this revision."""
    offer, beside = one.offer, one.beside
    return {
        "conversation_id": one.conversation_id,
        "token_hash": one.token_hash,
        "state": one.state.value,
        "level": int(one.level),
        "unassessed": " ".join(map(str, one.unassessed)),
        "topics": " ".join(one.topics),
        "seq": one.seq,
        "last_everyone": one.last_everyone,
        "last_staff": one.last_staff,
        "last_bridge": one.last_bridge,
        "call_word": one.call_word,
        "lang": one.lang,
        "age_band": one.age_band,
        "gender_code": one.gender_code,
        "municipality": one.municipality,
        "about": one.about,
        "campaign": one.campaign,
        "opened_at": one.opened_at,
        "waiting_since": one.waiting_since,
        "assigned_at": one.assigned_at,
        "returned": one.returned,
        "counsellor": one.counsellor,
        "counsellor_name": one.counsellor_name,
        "seat": one.seat,
        "beside": None if beside is None else beside.staff_id,
        "beside_name": None if beside is None else beside.display_name,
        "beside_writes": one.is_taken_over,
        **_call_row(one.call),
        **_companion_row(one.companion),
        "offered_to": None if offer is None else offer.to,
        "offer_seq": None if offer is None else int(offer.offer_id.rpartition(".")[2]),
        "offer_expires_at": None if offer is None else offer.expires_at,
        "young_gone_at": one.young_gone_at,
        "young_process": one.young_process,
        "young_seen": one.young_seen,
        "staff_seen": one.staff_seen,
        "young_wrote_at": one.young_wrote_at,
        "staff_wrote_at": one.staff_wrote_at,
        "unanswered_since": one.unanswered_since,
        "staff_spoke": one.staff_spoke,
        "bridges": len(one.bridges),
        "plan_seq": one.plan_seq,
        "summary": None if one.summary is None else one.summary.value,
        "summary_seq": one.summary_seq,
        "summary_until": one.summary_until,
        **_video_row(one.video),
        "muted": " ".join(one.muted),
        "closed_at": one.closed_at,
        "close_reason": None if one.close_reason is None else one.close_reason.value,
        "left_how": None if one.left_how is None else one.left_how.value,
        "counted": one.counted,
        "assessed": one.assessed,
        "rated": one.rated,
        "paused_until": one.paused_until,
        "reopened_at": one.reopened_at,
        "silence_raised_at": one.silence_raised_at,
        "drill": None if one.drill is None else one.drill.value,
        "revision": revision,
    }


def bridge_from(row: Row[Any]) -> Bridge:
    """Read a bridge's row."""
    return Bridge(
        bridge_id=BridgeId(row.bridge_id),
        trigger=row.opened_by,
        opened_at=row.opened_at,
        due_at=row.due_at,
        status=BridgeStatus(row.status),
        lane=None if row.lane is None else Lane(row.lane),
        service_id=row.service_id,
        asked=tuple(map(ShareField, row.asked.split())),
        direct=row.direct,
        shared=tuple(map(ShareField, row.shared.split())),
        municipality=row.municipality,
        age_band=row.age_band,
        owner=row.owner,
        owner_name=row.owner_name,
        answered_at=row.answered_at,
        received_at=row.received_at,
        contact_at=row.contact_at,
        ended_at=row.ended_at,
        seq=row.seq,
    )


def bridge_row(conversation_id: ConversationId, place: int, one: Bridge) -> dict[str, object]:
    """Write a bridge as its row; `place` is its place among those of its conversation."""
    return {
        "bridge_id": one.bridge_id,
        "conversation_id": conversation_id,
        "place_in_line": place,
        "opened_by": one.trigger,
        "status": one.status.value,
        "lane": None if one.lane is None else one.lane.value,
        "service_id": one.service_id,
        "asked": " ".join(one.asked),
        "direct": one.direct,
        "shared": " ".join(one.shared),
        "municipality": one.municipality,
        "age_band": one.age_band,
        "owner": one.owner,
        "owner_name": one.owner_name,
        "opened_at": one.opened_at,
        "answered_at": one.answered_at,
        "received_at": one.received_at,
        "contact_at": one.contact_at,
        "due_at": one.due_at,
        "ended_at": one.ended_at,
        "seq": one.seq,
    }


def escalation_from(row: Row[Any]) -> Escalation:
    """Read an escalation's row, joined with the account of whoever acknowledged it."""
    return Escalation(
        escalation_id=EscalationId(row.escalation_id),
        kind=EscalationKind(row.kind),
        level=Level(row.level),
        state=EscalationState(row.state),
        trigger=row.trigger,
        raised_at=row.raised_at,
        due_at=row.due_at,
        step=row.step,
        seq=row.seq,
        told_seq=row.told_seq,
        acknowledged_by=row.acknowledged_by,
        acknowledged_by_name=row.display_name,
        acknowledged_at=row.acknowledged_at,
        answered_at=row.answered_at,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        resolved_at=row.resolved_at,
    )


def escalation_row(conversation_id: ConversationId, one: Escalation) -> dict[str, object]:
    """Write an escalation as its row."""
    return {
        "escalation_id": one.escalation_id,
        "conversation_id": conversation_id,
        "kind": one.kind.value,
        "level": int(one.level),
        "state": one.state.value,
        "trigger": one.trigger,
        "step": one.step,
        "seq": one.seq,
        "told_seq": one.told_seq,
        "raised_at": one.raised_at,
        "due_at": one.due_at,
        "acknowledged_by": one.acknowledged_by,
        "acknowledged_at": one.acknowledged_at,
        "answered_at": one.answered_at,
        "outcome": None if one.outcome is None else one.outcome.value,
        "resolved_at": one.resolved_at,
    }


def shift_from(row: Row[Any], load: int) -> Shift:
    """Read a shift's row; `load` is counted beside it."""
    return Shift(
        staff_id=StaffId(row.staff_id),
        role=Sender(row.role),
        state=ShiftState(row.state),
        capacity=row.capacity,
        load=load,
        started_at=row.started_at,
        confirmed_at=row.confirmed_at,
        gone_at=row.gone_at,
        process=row.process,
    )


def shift_row(one: Shift) -> dict[str, object]:
    """Write a shift as its row."""
    return {
        "staff_id": one.staff_id,
        "role": one.role.value,
        "state": one.state.value,
        "capacity": one.capacity,
        "started_at": one.started_at,
        "confirmed_at": one.confirmed_at,
        "gone_at": one.gone_at,
        "process": one.process,
    }


def contact_row(contact_id: str, one: Contact) -> Mapping[str, object]:
    """Write a contact as its row."""
    return {
        "contact_id": contact_id,
        "week": one.week,
        "hour_band": one.hour_band,
        "municipality": one.municipality,
        "age_band": one.age_band,
        "gender_code": one.gender_code,
        "reasons": " ".join(one.reasons),
        "level": int(one.level),
        "outcome": one.outcome,
        "bridged": one.bridged,
        "main_reason": one.main,
        "waited": one.waited,
        "talked": one.talked,
        "answered": one.answered,
        "assessed": one.assessed,
        "campaign": one.campaign,
    }


def rating_row(rating_id: str, one: Rating) -> Mapping[str, object]:
    """Write a young person's numbers as their row."""
    return {
        "rating_id": rating_id,
        "half_year": one.half_year,
        "municipality": one.municipality,
        "age_band": one.age_band,
        "gender_code": one.gender_code,
        "level": int(one.level),
        "helped": one.helped,
        "before": one.before,
        "after": one.after,
    }


def bridge_result_row(result_id: str, one: BridgeResult) -> Mapping[str, object]:
    """Write how a bridge ended as its row."""
    return {
        "result_id": result_id,
        "week": one.week,
        "municipality": one.municipality,
        "result": one.result,
    }


def page_row(one: ToOutside, now: datetime) -> dict[str, object]:
    """Write a page as its row: to be tried at once. Of a task it holds no word and no level."""
    row: dict[str, object] = {
        "page_id": one.page_id,
        "escalation_id": None,
        "bridge_id": None,
        "conversation_id": None,
        "call_seq": None,
        "step": int(one.step),
        "level": 0,
        "call_word": "",
        "address": one.address,
        "drill": None,
        "about": "escalation",
        "made_at": now,
        "next_at": now,
        "tries": 0,
    }
    if isinstance(one, TaskPage):
        return {**row, "bridge_id": one.bridge_id, "about": "task"}
    if isinstance(one, CallPage):
        here = {"conversation_id": one.conversation_id, "call_seq": one.seq}
        return {**row, **here, "about": "call"}
    if isinstance(one, Delivery):
        return {**row, "bridge_id": one.bridge_id, "about": "hand_over"}
    return {
        **row,
        "escalation_id": one.escalation_id,
        "level": int(one.level),
        "call_word": one.call_word,
        "drill": None if one.drill is None else one.drill.value,
    }
