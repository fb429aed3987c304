"""One commit: read the states concerned, fold each command through `decide`, write what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Update, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.commands import (
    Accept,
    Command,
    OpenConversation,
    Release,
    ShiftCommand,
    Transfer,
)
from chat.domain.contact import Contact
from chat.domain.conversation import Conversation
from chat.domain.course import Decision, Rules
from chat.domain.deciding import decide, decide_shift
from chat.domain.event import Entry, Once
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift
from chat.storage import tables
from chat.storage.conversations import open_escalations
from chat.storage.instant import microseconds
from chat.storage.log import entry_from
from chat.storage.prepared import Row, inserting, updating
from chat.storage.rows import (
    contact_row,
    conversation_from,
    conversation_row,
    escalation_row,
    shift_from,
    shift_row,
)
from chat.storage.vault import KEY_VERSION, Vault, WrappedKey


class Statement(Protocol):
    """A write that is no decision about a conversation: an account, a session, an audit row."""

    async def run(self, connection: AsyncConnection, now: datetime) -> object:
        """Write inside the commit; what is returned goes to whoever submitted it."""
        ...


Submitted = Command | ShiftCommand | Statement


@dataclass(frozen=True, slots=True)
class Committed:
    """What became of a command about a conversation.

    `entries` are those it caused, or for a repeated request those of the first; `again` tells.
    """

    before: Conversation | None
    after: Conversation
    entries: tuple[Entry, ...]
    again: bool = False


ShiftKey = tuple[StaffId, Sender]

NEVER_CHANGES = {"conversation_id", "token_hash", "opened_at"}
MOVES_WITH_EACH_MESSAGE = (
    "seq",
    "last_everyone",
    "last_staff",
    "young_wrote_at",
    "staff_wrote_at",
    "staff_spoke",
    "young_seen",
    "staff_seen",
)
"""Most commits change nothing else: writing these alone halves the cost of a message."""


def _update_conversation(names: Iterable[str]) -> Update:
    table = tables.conversations
    return (
        update(table)
        .where(table.c.conversation_id == bindparam("b_conversation_id"))
        .values({name: bindparam(name) for name in names})
    )


_UPDATE_WHOLE = _update_conversation(
    column.name for column in tables.conversations.columns if column.name not in NEVER_CHANGES
)
_UPDATE_MOVING = updating(tables.conversations, "conversation_id", MOVES_WITH_EACH_MESSAGE)
_INSERT_EVENTS = inserting(tables.events)
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


class Batch:
    """The work of one transaction. Used once."""

    def __init__(
        self,
        connection: AsyncConnection,
        vault: Vault,
        rules: Rules,
        now: datetime,
        known: Mapping[ConversationId, Conversation],
    ) -> None:
        """Begin with what is known to be true still; the rest is read."""
        self._known = known
        self._connection = connection
        self._vault = vault
        self._rules = rules
        self._now = now
        self._before: dict[ConversationId, Conversation] = {}
        self._states: dict[ConversationId, Conversation] = {}
        self._shifts: dict[ShiftKey, Shift] = {}
        self._kept_shifts: set[ShiftKey] = set()
        self._changed_shifts: set[ShiftKey] = set()
        self._once: dict[bytes, Entry] = {}
        self._once_keys: dict[tuple[str, str, str], bytes] = {}
        self._moved: dict[ConversationId, bool] = {}
        """What changed: true where it was only what moves with each message."""
        self._entries: list[Entry] = []
        self._contacts: list[Contact] = []
        self.new_keys: list[WrappedKey] = []

    @property
    def states(self) -> Mapping[ConversationId, Conversation]:
        """Return every conversation this touched, as it now is."""
        return self._states

    async def load(self, submitted: Sequence[Submitted]) -> None:
        """Read every state the commands concern: one query a table, locked in id order."""
        commands = [one for one in submitted if isinstance(one, Command)]
        await self._load_conversations(sorted({one.conversation_id for one in commands}))
        await self._load_once(commands)
        shifts = {key for one in submitted if (key := shift_of(one)) is not None}
        if shifts:
            await self._load_shifts(sorted(shifts))

    async def run(self, submitted: Submitted) -> object:
        """Do one thing: a decision, or a statement of its own inside a savepoint."""
        if isinstance(submitted, Command):
            return self.fold(submitted)
        if isinstance(submitted, ShiftCommand):
            return self.fold_shift(submitted)
        async with self._connection.begin_nested():
            return await submitted.run(self._connection, self._now)

    def fold(self, command: Command) -> Committed:
        """Decide one command on the states as they stand after the ones before it.

        Raises:
            Refused, AssessAgain: and nothing of this command is written.
        """
        state = self._states.get(command.conversation_id)
        if command.once is not None and state is not None:
            first = self._once.get(self._once_key(command.conversation_id, command.once))
            if first is not None:
                return self._again(state, command, first)
        if state is None:
            if not isinstance(command, OpenConversation):
                raise Refused(RefusalCode.NOT_FOUND)
            state = self._opened(command)
        elif isinstance(command, OpenConversation):
            raise Refused(RefusalCode.CONFLICT)
        key = shift_of(command)
        shift = None if key is None else self._shifts.get(key)
        decision = decide(state, command, self._now, self._rules, shift)
        return self._take(state, decision, isinstance(command, OpenConversation))

    def fold_shift(self, command: ShiftCommand) -> Shift:
        """Decide what becomes of a shift."""
        key = (command.staff_id, command.role)
        before = self._shifts.get(key, Shift(*key))
        after = decide_shift(before, command, self._now)
        self._shifts[key] = after
        self._changed_shifts.add(key)
        return after

    async def save(self) -> None:
        """Write everything that changed, a statement a table."""
        connection = self._connection
        if self.new_keys:
            await connection.execute(insert(tables.keys), [_key_row(key) for key in self.new_keys])
        await self._save_conversations()
        if self._entries:
            await _INSERT_EVENTS.run(connection, [self._event_row(one) for one in self._entries])
        if self._contacts:
            rows = [contact_row(str(uuid4()), contact) for contact in self._contacts]
            await connection.execute(insert(tables.contacts), rows)
        await self._save_shifts()

    def _opened(self, command: OpenConversation) -> Conversation:
        self.new_keys.append(self._vault.make_key(command.conversation_id))
        return Conversation(
            conversation_id=command.conversation_id,
            token_hash=command.token_hash,
            call_word=command.call_word,
            lang=command.lang,
            opened_at=self._now,
            age_band=command.age_band,
            municipality=command.municipality,
            about=command.about,
            campaign=command.campaign,
        )

    def _take(self, before: Conversation, decision: Decision, new: bool) -> Committed:
        after = decision.conversation
        self._states[after.conversation_id] = after
        if decision.changed and not new:
            only_moved = decision.changed.issubset(MOVES_WITH_EACH_MESSAGE)
            known = self._moved.get(after.conversation_id, True)
            self._moved[after.conversation_id] = known and only_moved
        self._entries.extend(decision.entries)
        for entry in decision.entries:
            if entry.event.once is not None:
                self._once[self._once_key(entry.conversation_id, entry.event.once)] = entry
        if decision.contact is not None:
            self._contacts.append(decision.contact)
        self._count_seats(before, after)
        return Committed(None if new else before, after, decision.entries)

    def _count_seats(self, before: Conversation, after: Conversation) -> None:
        held = (
            before.counsellor if before.seat else None,
            after.counsellor if after.seat else None,
        )
        if held[0] == held[1]:
            return
        for staff_id, step in zip(held, (-1, 1), strict=True):
            shift = self._shifts.get((staff_id, Sender.COUNSELLOR)) if staff_id else None
            if shift is not None:
                self._shifts[shift.staff_id, shift.role] = replace(shift, load=shift.load + step)

    def _again(self, state: Conversation, command: Command, first: Entry) -> Committed:
        said = getattr(command, "text", None)
        if said != first.event.data.get("text"):
            raise Refused(RefusalCode.CONFLICT)
        return Committed(state, state, (first,), again=True)

    async def _load_conversations(self, ids: Sequence[ConversationId]) -> None:
        for one in ids:
            if one in self._known:
                self._states[one] = self._before[one] = self._known[one]
        ids = [one for one in ids if one not in self._states]
        if ids:
            await self._read_conversations(ids)
        await self._learn_keys([one for one in self._states if not self._vault.knows(one)])

    async def _read_conversations(self, ids: Sequence[ConversationId]) -> None:
        escalations = await open_escalations(self._connection, ids)
        table = tables.conversations
        query = (
            select(table)
            .where(table.c.conversation_id.in_(ids))
            .order_by(table.c.conversation_id)
            .with_for_update()
        )
        for row in await self._connection.execute(query):
            one = conversation_from(row, tuple(escalations.get(row.conversation_id, ())))
            self._states[one.conversation_id] = self._before[one.conversation_id] = one

    async def _learn_keys(self, ids: Sequence[ConversationId]) -> None:
        if not ids:
            return
        query = select(tables.keys).where(tables.keys.c.conversation_id.in_(ids))
        for row in await self._connection.execute(query):
            self._vault.learn(WrappedKey(row.conversation_id, row.master_key_id, row.wrapped))

    async def _load_once(self, commands: Sequence[Command]) -> None:
        keys = [
            self._once_key(one.conversation_id, once)
            for one in commands
            if (once := one.once) is not None
        ]
        if not keys:
            return
        query = select(tables.events).where(tables.events.c.once_key.in_(keys))
        for row in await self._connection.execute(query):
            if self._vault.knows(row.conversation_id):
                self._once[row.once_key] = entry_from(row, self._vault)

    async def _load_shifts(self, keys: Iterable[ShiftKey]) -> None:
        wanted = set(keys)
        ids = sorted({staff_id for staff_id, _ in wanted})
        talks = tables.conversations
        query = (
            select(talks.c.counsellor, func.count())
            .where(talks.c.counsellor.in_(ids), talks.c.seat)
            .group_by(talks.c.counsellor)
        )
        table = tables.shifts
        rows = await self._connection.execute(
            select(table)
            .where(table.c.staff_id.in_(ids))
            .order_by(table.c.staff_id)
            .with_for_update()
        )
        kept = rows.all()
        loads: dict[str, int] = {row[0]: row[1] for row in await self._connection.execute(query)}
        for row in kept:
            load = loads.get(row.staff_id, 0) if row.role == Sender.COUNSELLOR else 0
            shift = shift_from(row, load)
            self._shifts[shift.staff_id, shift.role] = shift
            self._kept_shifts.add((shift.staff_id, shift.role))

    async def _save_conversations(self) -> None:
        added = [one for key, one in self._states.items() if key not in self._before]
        if added:
            await self._connection.execute(
                insert(tables.conversations), [conversation_row(one) for one in added]
            )
        moved = [self._states[key] for key, only in self._moved.items() if only]
        if moved:
            await _UPDATE_MOVING.run(self._connection, [_moving_row(one) for one in moved])
        changed = [self._states[key] for key, only in self._moved.items() if not only]
        changed = [one for one in changed if one.conversation_id in self._before]
        if changed:
            rows = [
                {**conversation_row(one), "b_conversation_id": one.conversation_id}
                for one in changed
            ]
            await self._connection.execute(_UPDATE_WHOLE, rows)
        await self._save_escalations((*added, *changed))

    async def _save_escalations(self, conversations: Iterable[Conversation]) -> None:
        for one in conversations:
            before = self._before.get(one.conversation_id)
            if before is not None and before.escalations is one.escalations:
                continue
            known = {} if before is None else {e.escalation_id: e for e in before.escalations}
            for escalation in one.escalations:
                row = escalation_row(one.conversation_id, escalation)
                if escalation.escalation_id not in known:
                    await self._connection.execute(insert(tables.escalations), row)
                elif escalation is not known[escalation.escalation_id]:
                    row["b_escalation_id"] = escalation.escalation_id
                    await self._connection.execute(_UPDATE_ESCALATION, row)

    async def _save_shifts(self) -> None:
        table = tables.shifts
        for key in self._changed_shifts:
            row = shift_row(self._shifts[key])
            if key in self._kept_shifts:
                where = (table.c.staff_id == key[0], table.c.role == key[1].value)
                await self._connection.execute(update(table).where(*where).values(row))
            else:
                await self._connection.execute(insert(table).values(row))

    def _event_row(self, entry: Entry) -> Row:
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
            None if event.once is None else self._once_key(entry.conversation_id, event.once),
            KEY_VERSION,
            self._vault.seal(entry),
        )

    def _once_key(self, conversation_id: ConversationId, once: Once) -> bytes:
        asked = (conversation_id, once.asker, once.client_id)
        key = self._once_keys.get(asked)
        if key is None:
            key = self._once_keys[asked] = once_key(conversation_id, once)
        return key


def once_key(conversation_id: ConversationId, once: Once) -> bytes:
    """Return what a request is known by: 16 bytes that are the same for the same request only."""
    return blake2b(
        f"{conversation_id}|{once.asker}|{once.client_id}".encode(), digest_size=16
    ).digest()


def shift_of(submitted: Submitted) -> ShiftKey | None:
    """Return whose shift a command depends on, or changes."""
    match submitted:
        case ShiftCommand(staff_id=staff_id, role=role):
            return (staff_id, role)
        case Accept(by=by) if by.staff_id is not None:
            return (by.staff_id, Sender.COUNSELLOR)
        case Transfer(to=to) if to is not None:
            return (to, Sender.COUNSELLOR)
        case Release(counsellor=counsellor):
            return (counsellor, Sender.COUNSELLOR)
        case _:
            return None


def _moving_row(one: Conversation) -> Row:
    return (
        one.seq,
        one.last_everyone,
        one.last_staff,
        one.young_seen,
        one.staff_seen,
        microseconds(one.young_wrote_at),
        microseconds(one.staff_wrote_at),
        one.staff_spoke,
        one.conversation_id,
    )


def _key_row(key: WrappedKey) -> dict[str, object]:
    return {
        "conversation_id": key.conversation_id,
        "master_key_id": key.master_key_id,
        "wrapped": key.wrapped,
    }
