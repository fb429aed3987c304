"""Bridges as they are kept: read with their conversation, written with what changed it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from chat.domain.bridge import Bridge
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId
from chat.storage import tables
from chat.storage.bridge_rows import bridge_from, bridge_row
from chat.storage.for_many import ForMany

TABLE = tables.bridges
NEVER_CHANGES = {"bridge_id", "conversation_id", "place_in_line", "opened_by", "opened_at"}
_UPDATE = (
    update(TABLE)
    .where(TABLE.c.bridge_id == bindparam("b_bridge_id"))
    .values(
        {
            column.name: bindparam(column.name)
            for column in TABLE.columns
            if column.name not in NEVER_CHANGES
        }
    )
)


_OF_MANY = ForMany(
    lambda many: (
        select(TABLE)
        .where(many.one_of(TABLE.c.conversation_id, "ids"))
        .order_by(TABLE.c.conversation_id, TABLE.c.place_in_line)
    )
)


def bridges_of(
    connection: Connection, rows: Sequence[Row[Any]]
) -> Mapping[ConversationId, tuple[Bridge, ...]]:
    """Return the bridges of these conversations' rows; most have none, and cost no query."""
    ids = [row.conversation_id for row in rows if row.bridges]
    if not ids:
        return {}
    found: dict[ConversationId, list[Bridge]] = {}
    for row in _OF_MANY.run(connection, ids=ids):
        found.setdefault(row.conversation_id, []).append(bridge_from(row))
    return {here: tuple(bridges) for here, bridges in found.items()}


def save_bridges(connection: Connection, one: Conversation, before: Conversation | None) -> None:
    """Write those of a conversation's bridges that are new, or otherwise than before."""
    known = {} if before is None else {each.bridge_id: each for each in before.bridges}
    for place, bridge in enumerate(one.bridges):
        row = bridge_row(one.conversation_id, place, bridge)
        if bridge.bridge_id not in known:
            connection.execute(insert(TABLE), row)
        elif bridge is not known[bridge.bridge_id]:
            connection.execute(_UPDATE, {**row, "b_bridge_id": bridge.bridge_id})
