"""Writing what a batch changed: a statement a table, all of it in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from sqlalchemy import Connection, bindparam, insert, update

from chat.domain.contact import BridgeResult, Contact, Rating
from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.sharing import KeptUntil
from chat.domain.shift import Shift
from chat.storage import tables
from chat.storage.bridges import save_bridges
from chat.storage.contact_rows import bridge_result_row, contact_row, rating_row
from chat.storage.conversation_rows import conversation_row
from chat.storage.escalation_rows import escalation_row
from chat.storage.hand_overs import Sealing, save_shared
from chat.storage.instant import microseconds
from chat.storage.moving import MOVING, moving_row
from chat.storage.prepared import Row, inserting, updating
from chat.storage.shift_rows import shift_row
from chat.storage.vault import KEY_VERSION, WrappedKey

NEVER_CHANGES = {"conversation_id", "opened_at", "moves"}
LEFT_BEHIND = "bridge_"
"""What the columns of the version before begin with."""
_UPDATE_MOVING = updating(tables.conversations, "conversation_id", MOVING, counted="moves")
_INSERT_EVENTS = inserting(tables.events)
_UPDATE_WHOLE = (
    update(tables.conversations)
    .where(tables.conversations.c.conversation_id == bindparam("b_conversation_id"))
    .values(
        {
            column.name: bindparam(column.name)
            for column in tables.conversations.columns
            if column.name not in NEVER_CHANGES and not column.name.startswith(LEFT_BEHIND)
        }
    )
)
_UPDATE_ESCALATION = (
    update(tables.escalations)
    .where(tables.escalations.c.escalation_id == bindparam("b_escalation_id"))
    .values(
        {
            column.name: bindparam(column.name)
            for column in tables.escalations.columns
            if column.name not in {"escalation_id", "conversation_id", "kind", "raised_at"}
        }
    )
)


@dataclass(slots=True)
class Changes:
    """What is to be written. `moved` changed only in what moves with each message."""

    keys: list[WrappedKey] = field(default_factory=list)
    added: list[Conversation] = field(default_factory=list)
    moved: list[Conversation] = field(default_factory=list)
    changed: list[Conversation] = field(default_factory=list)
    before: Mapping[ConversationId, Conversation] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    bridge_results: list[BridgeResult] = field(default_factory=list)
    pages: list[Mapping[str, object]] = field(default_factory=list)
    """Rows of the outbox."""
    shared: list[Sealing | KeptUntil] = field(default_factory=list)
    """What is kept apart from the logs, or destroyed."""
    revision: int = 0
    """Of what is added or changed (see `versions`)."""
    new_shifts: list[Shift] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(
            (self.keys, self.added, self.moved, self.changed, self.events, self.contacts)
        ) or bool(self.new_shifts or self.shifts or self.pages or self.shared)


def save(connection: Connection, changes: Changes) -> None:
    """Write all of it; the caller's transaction makes it one."""
    if changes.keys:
        connection.execute(insert(tables.keys), [_key_row(key) for key in changes.keys])
    if changes.added:
        rows = [conversation_row(one, changes.revision) for one in changes.added]
        connection.execute(insert(tables.conversations), rows)
    moving = [moving_row(one) for one in changes.moved]
    _UPDATE_MOVING.run_with(connection, moving, _INSERT_EVENTS, changes.events)
    if changes.changed:
        rows = [_whole_row(one, changes.revision) for one in changes.changed]
        connection.execute(_UPDATE_WHOLE, rows)
    for one in (*changes.added, *changes.changed):
        before = changes.before.get(one.conversation_id)
        _save_escalations(connection, one, before)
        save_bridges(connection, one, before)
    _save_statistics(connection, changes)
    if changes.pages:
        connection.execute(insert(tables.outbox), changes.pages)
    save_shared(connection, changes.shared)
    _save_shifts(connection, changes)


def _save_statistics(connection: Connection, changes: Changes) -> None:
    """Write what is counted, under numbers drawn at random: they lead nowhere."""
    if changes.contacts:
        contacts = [contact_row(str(uuid4()), one) for one in changes.contacts]
        connection.execute(insert(tables.contacts), contacts)
    if changes.ratings:
        ratings = [rating_row(str(uuid4()), one) for one in changes.ratings]
        connection.execute(insert(tables.ratings), ratings)
    if changes.bridge_results:
        results = [bridge_result_row(str(uuid4()), one) for one in changes.bridge_results]
        connection.execute(insert(tables.bridge_results), results)


def event_row(entry: Entry, once_key: bytes | None, sealed: bytes) -> Row:
    """Return an event as the store has it, in the order of the table's columns."""
    event = entry.event
    return (
        entry.conversation_id,
        entry.seq,
        event.kind.value,
        event.audience.value,
        event.sender.value,
        microseconds(entry.at),
        entry.prev_everyone,
        entry.prev_staff,
        entry.prev_bridge,
        once_key,
        KEY_VERSION,
        sealed,
    )


def _whole_row(one: Conversation, revision: int) -> dict[str, object]:
    return {**conversation_row(one, revision), "b_conversation_id": one.conversation_id}


def _key_row(key: WrappedKey) -> dict[str, object]:
    return {
        "conversation_id": key.conversation_id,
        "master_key_id": key.master_key_id,
        "wrapped": key.wrapped,
    }


def _save_escalations(
    connection: Connection, one: Conversation, before: Conversation | None
) -> None:
    known = {} if before is None else {e.escalation_id: e for e in before.escalations}
    for escalation in one.escalations:
        row = escalation_row(one.conversation_id, escalation)
        if escalation.escalation_id not in known:
            connection.execute(insert(tables.escalations), row)
        elif escalation is not known[escalation.escalation_id]:
            connection.execute(
                _UPDATE_ESCALATION, {**row, "b_escalation_id": escalation.escalation_id}
            )


def _save_shifts(connection: Connection, changes: Changes) -> None:
    table = tables.shifts
    for one in changes.new_shifts:
        connection.execute(insert(table), shift_row(one))
    for one in changes.shifts:
        where = (table.c.staff_id == one.staff_id, table.c.role == one.role.value)
        connection.execute(update(table).where(*where).values(shift_row(one)))
