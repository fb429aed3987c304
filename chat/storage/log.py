"""Reading a conversation's log, for one audience at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from chat.domain.audience import HEARD_BY, Audience, Kind, Viewer
from chat.domain.bridge_told import LATER
from chat.domain.event import Entry, happening
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.storage import tables
from chat.storage.for_many import ForMany
from chat.storage.offers import CARD_BYTES, with_offers
from chat.storage.store import Store
from chat.storage.vault import Sealed, Vault, VaultError, WrappedKey

PAGE_EVENTS = 200
PAGE_BYTES = 128 * 1024


Place = tuple[ConversationId, int]
"""A log, and a number in it."""

_PLACE = (tables.events.c.conversation_id, tables.events.c.seq)
_AT = ForMany(
    lambda many: select(tables.events).where(many.one_of_places(_PLACE, "places")).order_by(*_PLACE)
)
_KEYS = ForMany(
    lambda many: select(tables.keys).where(many.one_of(tables.keys.c.conversation_id, "ids"))
)
_ENDS = {
    Viewer.YOUNG: tables.conversations.c.last_everyone,
    Viewer.COUNSELLOR: tables.conversations.c.last_staff,
    Viewer.SUPERVISOR: tables.conversations.c.seq,
    Viewer.ADVISER: tables.conversations.c.last_bridge,
}


def _heads_for(viewer: Viewer) -> ForMany:
    talk = tables.conversations.c.conversation_id
    reaches = _ENDS[viewer].label("reaches")
    return ForMany(lambda many: select(talk, reaches).where(many.one_of(talk, "ids")))


_HEADS = {viewer: _heads_for(viewer) for viewer in _ENDS}
_HEAD = {
    viewer: select(end).where(tables.conversations.c.conversation_id == bindparam("here"))
    for viewer, end in _ENDS.items()
}


_LAST = (
    select(tables.events)
    .where(tables.events.c.conversation_id == bindparam("here"))
    .where(tables.events.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(tables.events.c.seq.desc())
    .limit(bindparam("most"))
)
"""Asked with everybody's first message, and so written once."""


def _since_for(viewer: Viewer) -> Select[Any]:
    table = tables.events
    return (
        select(table)
        .where(table.c.conversation_id == bindparam("here"), table.c.seq > bindparam("after"))
        .where(table.c.audience.in_([one.value for one in HEARD_BY[viewer]]))
        .order_by(table.c.seq)
        .limit(PAGE_EVENTS + 1)
    )


# Written once: whoever comes back asks this, and building it costs more than answering it.
_SINCE = {viewer: _since_for(viewer) for viewer in _ENDS}


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a log, in order. `last_seq` is the end for this viewer; `more`: ask again."""

    entries: tuple[Entry, ...]
    last_seq: int
    more: bool


class Log:
    """Opens what the writer has sealed."""

    def __init__(self, store: Store, vault: Vault) -> None:
        """Read from `store` with the keys of `vault`."""
        self._store = store
        self._vault = vault

    async def since(self, conversation_id: ConversationId, seq: int, viewer: Viewer) -> Page:
        """Return what happened after `seq` as this viewer hears it: at most 200 events, 128 KiB."""
        here = {"here": conversation_id}

        def see(connection: Connection) -> Page:
            head = connection.scalar(_HEAD[viewer], here)
            rows = connection.execute(_SINCE[viewer], {**here, "after": seq}).all()
            learn_keys(connection, self._vault, [conversation_id])
            fitting = _that_fit(rows)
            return Page(
                tuple(self._whole(connection, [entry_from(row, self._vault) for row in fitting])),
                head or 0,
                more=len(fitting) < len(rows),
            )

        return await self._store.look(see)

    async def last(
        self, conversation_id: ConversationId, kinds: Sequence[Kind], count: int
    ) -> list[Entry]:
        """Return the last `count` events of these kinds, oldest first."""
        values = {
            "here": conversation_id,
            "kinds": [kind.value for kind in kinds],
            "most": count,
        }

        def see(connection: Connection) -> list[Entry]:
            rows = connection.execute(_LAST, values).all()
            learn_keys(connection, self._vault, [conversation_id])
            return [entry_from(row, self._vault) for row in reversed(rows)]

        return await self._store.ask(see)

    async def one(self, conversation_id: ConversationId, seq: int) -> Entry | None:
        """Return one event, or `None` when there is none of this number."""
        table = tables.events
        query = select(table).where(table.c.conversation_id == conversation_id, table.c.seq == seq)

        def see(connection: Connection) -> Entry | None:
            row = connection.execute(query).one_or_none()
            learn_keys(connection, self._vault, [conversation_id])
            return None if row is None else entry_from(row, self._vault)

        return await self._store.ask(see)

    async def at(self, places: Sequence[Place]) -> Mapping[ConversationId, Sequence[Entry]]:
        """Return the events at these places of many logs, each log's in order.

        What is not there is left out, and so is what comes after one that does not open.
        """

        def see(connection: Connection) -> Mapping[ConversationId, Sequence[Entry]]:
            rows = _AT.run_at(connection, places).all()
            learn_keys(connection, self._vault, {row.conversation_id for row in rows})
            found: list[Entry] = []
            closed: set[ConversationId] = set()
            for row in rows:
                here = row.conversation_id
                try:
                    if here not in closed:
                        found.append(entry_from(row, self._vault))
                except VaultError:
                    closed.add(here)
            return _by_log(self._whole(connection, found))

        return await self._store.ask(see)

    async def heads(
        self, ids: Sequence[ConversationId], viewer: Viewer
    ) -> Mapping[ConversationId, int]:
        """Return the end of each of these logs for this viewer."""
        return await self._store.ask(lambda connection: _heads(connection, ids, viewer))

    def _whole(self, connection: Connection, entries: Sequence[Entry]) -> Sequence[Entry]:
        return with_offers(connection, entries, lambda row: entry_from(row, self._vault))


def learn_keys(connection: Connection, vault: Vault, ids: Iterable[ConversationId]) -> None:
    """Open the keys of these conversations that are not open yet."""
    unknown = [one for one in ids if not vault.knows(one)]
    if not unknown:
        return
    for row in _KEYS.run(connection, ids=unknown):
        vault.learn(WrappedKey(row.conversation_id, row.master_key_id, row.wrapped))


def _heads(
    connection: Connection, ids: Sequence[ConversationId], viewer: Viewer
) -> dict[ConversationId, int]:
    return {row.conversation_id: row.reaches for row in _HEADS[viewer].run(connection, ids=ids)}


def entry_from(row: Row[Any], vault: Vault) -> Entry:
    """Open one row of the log.

    Raises:
        VaultError: it is not where, or not what, it was when it was sealed.
    """
    data = vault.open(
        Sealed(
            row.conversation_id,
            row.seq,
            row.kind,
            row.sender,
            row.audience,
            row.key_version,
            row.data_sealed,
        )
    )
    event = happening(Kind(row.kind), Sender(row.sender), data, audience=Audience(row.audience))
    return Entry(
        row.conversation_id,
        row.seq,
        row.prev_everyone,
        row.prev_staff,
        row.at,
        event,
        row.prev_bridge,
    )


def _by_log(entries: Iterable[Entry]) -> dict[ConversationId, list[Entry]]:
    found: dict[ConversationId, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.conversation_id, []).append(entry)
    return found


def _that_fit(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Return as many rows as a page holds, and one at least."""
    fitting: list[Row[Any]] = []
    size = 0
    for row in rows[:PAGE_EVENTS]:
        size += len(row.data_sealed) + (CARD_BYTES if row.kind in LATER else 0)
        if fitting and size > PAGE_BYTES:
            break
        fitting.append(row)
    return fitting
