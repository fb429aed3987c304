"""What there is to deliver to a service, read when it goes: an outbox row holds none of it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.bridge import BridgeStatus
from chat.domain.delivery import DeliveryStep, page_id_of
from chat.domain.identifiers import BridgeId
from chat.storage.hand_overs import kept
from chat.storage.tables import bridges, outbox
from chat.storage.vault import Apart


@dataclass(frozen=True, slots=True)
class Deliverable:
    """What goes to which service: what was shared, still sealed, or the word that it is over."""

    service_id: str
    shared: Apart | None


async def to_deliver(connection: AsyncConnection, bridge_id: BridgeId) -> Deliverable | None:
    """Return what was shared; `None` when the yes was taken back, or it has been shredded."""
    query = select(bridges.c.service_id).where(
        bridges.c.bridge_id == bridge_id,
        bridges.c.direct,
        bridges.c.shared != "",
        bridges.c.status != BridgeStatus.WITHDRAWN.value,
    )
    service_id = await connection.scalar(query)
    shared = None if service_id is None else await kept(connection, bridge_id)
    return None if service_id is None or shared is None else Deliverable(service_id, shared)


@dataclass(frozen=True, slots=True)
class Before:
    """How far the delivery came of what is now withdrawn."""

    service_id: str
    is_over: bool
    """Whether nobody is sending it any more: else the two could come in the wrong order."""
    was_tried: bool
    """Whether the service may have it; otherwise there is nothing to take back."""


async def delivered_before(connection: AsyncConnection, bridge_id: BridgeId) -> Before | None:
    """Return it; `None` when the bridge is gone altogether."""
    page_id = page_id_of(bridge_id, DeliveryStep.SHARED)
    query = (
        select(bridges.c.service_id, outbox.c.ended_at, outbox.c.tries)
        .outerjoin(outbox, outbox.c.page_id == page_id)
        .where(bridges.c.bridge_id == bridge_id)
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return Before(row.service_id, row.tries is None or row.ended_at is not None, bool(row.tries))
