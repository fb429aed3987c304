"""Rows of conversations, and conversations out of them."""

from typing import Any

from sqlalchemy import Row

from chat.domain.bridge import Bridge
from chat.domain.conversation import (
    CloseReason,
    Conversation,
    ConversationState,
    LeftHow,
)
from chat.domain.escalation import Escalation
from chat.domain.identifiers import ConversationId
from chat.domain.ladder import Drill
from chat.domain.level_course import LevelMove
from chat.domain.standing_summary import SummaryState
from chat.storage.instant import EPOCH, MICROSECOND, microseconds
from chat.storage.seat_rows import (
    beside_from,
    call_from,
    call_row,
    companion_from,
    companion_row,
    offer_from,
    video_from,
    video_row,
)
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
        level_moves=tuple(map(_move, row.level_moves.split())),
        flags=row.flags,
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
        beside=beside_from(row),
        call=call_from(row),
        companion=companion_from(row),
        offer=offer_from(row),
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
        video=video_from(row),
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


def conversation_row(one: Conversation, revision: int) -> dict[str, object]:
    """Write a conversation as its row, of this revision."""
    offer, beside = one.offer, one.beside
    return {
        "conversation_id": one.conversation_id,
        "token_hash": one.token_hash,
        "state": one.state.value,
        "level": int(one.level),
        "level_moves": " ".join(
            f"{microseconds(move.at)}:{int(move.to)}" for move in one.level_moves
        ),
        "flags": one.flags,
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
        **call_row(one.call),
        **companion_row(one.companion),
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
        **video_row(one.video),
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


def _move(stored: str) -> LevelMove:
    at, _, to = stored.partition(":")
    return LevelMove(EPOCH + int(at) * MICROSECOND, Level(int(to)))
