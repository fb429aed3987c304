"""Offers of bridges: read with what came of them, so that each event tells its card."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from chat.domain.audience import Kind
from chat.domain.bridge_told import LATER, whole
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.storage.for_many import ForMany
from chat.storage.tables import events
from chat.storage.vault import VaultError

CARD_BYTES = 2048
"""What filling in adds to an event at most, as pages are measured: our cards take 400."""

_OFFERED = ForMany(
    lambda many: (
        select(events)
        .where(many.one_of(events.c.conversation_id, "ids"))
        .where(events.c.kind == Kind.BRIDGE_OFFERED.value)
    )
)


def with_offers(
    connection: Connection, entries: Sequence[Entry], opened: Callable[[Row[Any]], Entry]
) -> list[Entry]:
    """Return the entries, those that came of an offer filled in; `opened` opens a row."""
    asked = [one for one in entries if one.event.kind in LATER]
    if not asked:
        return list(entries)
    offers: dict[tuple[ConversationId, object], Mapping[str, object]] = {}
    for row in _OFFERED.run(connection, ids=sorted({one.conversation_id for one in asked})):
        try:
            offer = opened(row)
        except VaultError:
            continue  # an offer that does not open takes nothing else with it
        data = offer.event.data
        offers[offer.conversation_id, data["bridge_id"]] = data
    return [_filled(one, offers) if one.event.kind in LATER else one for one in entries]


def _filled(
    entry: Entry, offers: Mapping[tuple[ConversationId, object], Mapping[str, object]]
) -> Entry:
    data = entry.event.data
    offer = offers.get((entry.conversation_id, data.get("bridge_id")), {})
    return entry._replace(event=entry.event._replace(data=whole(data, offer)))
