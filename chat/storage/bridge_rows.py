"""Rows of bridges, and bridges out of them."""

from typing import Any

from sqlalchemy import Row

from chat.domain.bridge import Bridge, BridgeStatus, Lane, ShareField
from chat.domain.identifiers import BridgeId, ConversationId


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
