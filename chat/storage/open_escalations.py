"""Open escalations, of many conversations at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from chat.domain.escalation import Escalation, EscalationKind
from chat.domain.identifiers import ConversationId
from chat.storage import tables
from chat.storage.escalation_rows import escalation_from
from chat.storage.for_many import ForMany, Many


def _open_escalations(many: Many) -> Select[Any]:
    table = tables.escalations
    return (
        select(table, tables.staff.c.display_name)
        .outerjoin(tables.staff, tables.staff.c.staff_id == table.c.acknowledged_by)
        .where(many.one_of(table.c.conversation_id, "ids"), table.c.state != "resolved")
    )


_OPEN_ESCALATIONS = ForMany(_open_escalations)


def open_escalations(
    connection: Connection, ids: Sequence[ConversationId]
) -> Mapping[ConversationId, list[Escalation]]:
    """Return the open escalations of these conversations, danger first."""
    if not ids:
        return {}
    found: dict[ConversationId, list[Escalation]] = {}
    for row in _OPEN_ESCALATIONS.run(connection, ids=ids):
        found.setdefault(row.conversation_id, []).append(escalation_from(row))
    for escalations in found.values():
        escalations.sort(key=lambda one: one.kind is not EscalationKind.DANGER)
    return found
