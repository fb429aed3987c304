"""Reading the states that commands concern, before they are decided."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Sender
from chat.domain.shift import Shift
from chat.storage import tables
from chat.storage.bridges import bridges_of
from chat.storage.conversation_rows import conversation_from
from chat.storage.for_many import ForMany
from chat.storage.log import entry_from, learn_keys
from chat.storage.memory import Memory
from chat.storage.open_escalations import open_escalations
from chat.storage.shift_rows import shift_from
from chat.storage.submitted import ShiftKey
from chat.storage.vault import Vault
from chat.storage.versions import Versions, locked

_HERE, _KEYED = tables.conversations.c.conversation_id, tables.keys.c.conversation_id
_STATES = ForMany(
    lambda many: (
        select(tables.conversations, _KEYED.is_not(None).label("has_key"))
        .outerjoin(tables.keys, _KEYED == _HERE)
        .where(many.one_of(_HERE, "ids"))
    )
)
_REQUESTS = ForMany(
    lambda many: select(tables.events).where(many.one_of(tables.events.c.once_key, "keys"))
)


@dataclass(slots=True)
class Loaded:
    """The states as they stand before a batch. `shifts` holds only shifts that have a row."""

    states: dict[ConversationId, Conversation] = field(default_factory=dict)
    requests: dict[bytes, Entry] = field(default_factory=dict)
    shifts: dict[ShiftKey, Shift] = field(default_factory=dict)
    remembered: Mapping[bytes, Entry] = field(default_factory=dict)
    """Requests that need not be read: this process has met them."""
    versions: Versions | None = None
    """On a server: of which versions the states are."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch needs to know."""

    conversations: Collection[ConversationId]
    requests: Mapping[ConversationId, Collection[bytes]]
    """By what conversation they are of; where its state is remembered, they are too."""
    shifts: Collection[ShiftKey]
    keys: Collection[ConversationId]
    """Conversations whose key is not open."""

    def __bool__(self) -> bool:
        return bool(self.conversations or self.requests or self.shifts or self.keys)


def load(
    connection: Connection,
    vault: Vault,
    wanted: Wanted,
    loaded: Loaded,
    *,
    among: Memory | None,
) -> None:
    """Add what is wanted: one query a table.

    Where others write too, `among` is what this process remembers: rows are locked, in id order,
    and read only where what it remembers is not enough.
    """
    ids = set(wanted.conversations)
    not_made: set[bytes] = set()
    if among is not None and ids:
        asked = _unknown(wanted, among, also=())
        loaded.versions = locked(connection, ids, asked)
        not_made = set() if loaded.versions.asked_before else asked
        for one, held in loaded.versions.held.items():
            state = among.now(one, held)
            if state is not None:
                loaded.states[one] = state
                ids.remove(one)
    if ids:
        _conversations(connection, vault, sorted(ids), loaded)
    learn_keys(connection, vault, (*wanted.keys, *wanted.conversations))
    unknown = _unknown(wanted, among, also=ids) - not_made
    if unknown:
        _requests(connection, vault, unknown, loaded)
    if wanted.shifts:
        _shifts(connection, wanted.shifts, loaded, locking=among is not None)


def _unknown(
    wanted: Wanted, among: Memory | None, *, also: Collection[ConversationId]
) -> set[bytes]:
    """Return the requests that may have been made at another process, and all those of `also`."""
    return {
        key
        for one, keys in wanted.requests.items()
        if one in also or among is None or not among.knows_requests_of(one)
        for key in keys
    }


def _conversations(
    connection: Connection, vault: Vault, ids: Sequence[ConversationId], loaded: Loaded
) -> None:
    """Read states; one whose key is destroyed is there no more, whoever still had it open."""
    rows = _STATES.run(connection, ids=ids).all()
    escalations = open_escalations(connection, ids)
    bridges = bridges_of(connection, rows)
    for row in rows:
        here = row.conversation_id
        if not row.has_key:
            vault.forget(here)
            continue
        one = conversation_from(row, tuple(escalations.get(here, ())), bridges.get(here, ()))
        loaded.states[one.conversation_id] = one


def _requests(
    connection: Connection, vault: Vault, keys: Collection[bytes], loaded: Loaded
) -> None:
    for row in _REQUESTS.run(connection, keys=list(keys)):
        if vault.knows(row.conversation_id):
            loaded.requests[row.once_key] = entry_from(row, vault)


def _shifts(
    connection: Connection, keys: Collection[ShiftKey], loaded: Loaded, *, locking: bool
) -> None:
    ids = sorted({staff_id for staff_id, _ in keys})
    table = tables.shifts
    query = select(table).where(table.c.staff_id.in_(ids)).order_by(table.c.staff_id)
    rows = connection.execute(query.with_for_update() if locking else query).all()
    loads = _loads(connection, ids)
    for row in rows:
        load_ = loads.get(row.staff_id, 0) if row.role == Sender.COUNSELLOR else 0
        shift = shift_from(row, load_)
        loaded.shifts[shift.staff_id, shift.role] = shift


def _loads(connection: Connection, ids: Sequence[StaffId]) -> Mapping[StaffId, int]:
    talks = tables.conversations
    query = (
        select(talks.c.counsellor, func.count())
        .where(talks.c.counsellor.in_(ids), talks.c.seat)
        .group_by(talks.c.counsellor)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
