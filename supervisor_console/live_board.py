"""The board on supervisors' screens: whole when they come and every half minute, then changes."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import monotonic

from chat.actions.ports import Clock
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.ladder import Drill
from chat.realtime.bus import Bus, Hint
from chat.realtime.encoding import encode_event
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats
from chat.realtime.sockets import Socket
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed
from chat.storage.writer import Told
from supervisor_console.board import Board, Change
from supervisor_console.flagged_words import FlaggedWords
from supervisor_console.lateness import Bounds
from supervisor_console.names import StaffNames
from supervisor_console.row import Row, row_of

NAMESPACE = "/supervisor"
WHOLE_EVERY_S = 30.0
"""PROTOCOL.md, "Server to clients": a page that missed a change is right again after this."""
PAUSE_S = 0.1
LOOK_EVERY_S = 1.0
"""How often it is looked for whom waiting has made late."""


@dataclass(slots=True)
class LiveBoard:
    """Keeps the supervisors' boards true. With nobody watching it reads nothing."""

    conversations: Conversations
    names: StaffNames
    words: FlaggedWords
    supervisors: Seats[StaffId]
    clock: Clock
    bounds: Bounds
    bus: Bus
    has_video: bool = False
    """Whether the helpline has a room for video talks."""
    refresher: Refresher = field(init=False)
    _board: Board = field(default_factory=Board)
    _changed: set[ConversationId] = field(default_factory=set)
    _welcomed: set[str] = field(default_factory=set)
    """The sockets that have been shown the whole board; changes are for them alone."""
    _whole_at: float | None = None
    """When it was last read whole; `None` while nobody watches, and what it holds is old."""
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._show, pause_s=PAUSE_S, anyway_s=LOOK_EVERY_S)
        self.bus.listen(self._hear, as_=self)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of what this process has just committed."""
        self._note(
            one.result.after.conversation_id
            for one in told
            if isinstance(one.result, Committed) and not one.result.again
        )

    async def welcome(self, socket: Socket) -> None:
        """Show the whole board to a supervisor who has just come."""
        async with self._one_at_a_time:
            if self._whole_at is None:
                await self._read_whole()
            socket.send("board", self._whole())
            self._welcomed.add(socket.sid)

    def _hear(self, hints: Sequence[Hint]) -> None:
        self._note(hint.conversation_id for hint in hints)

    def _note(self, changed: Iterable[ConversationId]) -> None:
        before = len(self._changed)
        self._changed.update(changed)
        if len(self._changed) > before:
            self.refresher.ask()

    async def _show(self) -> None:
        async with self._one_at_a_time:
            self._welcomed &= {one.sid for one in self.supervisors.everyone()}
            if not self._welcomed:
                self._whole_at = None
                self._changed.clear()
                return
            if self._whole_at is None or monotonic() - self._whole_at >= WHOLE_EVERY_S:
                await self._read_whole()
                self._send("board", self._whole())
                return
            read_at, self._whole_at = self._whole_at, None
            change = await self._read_changed()
            self._whole_at = read_at  # a reading that fails leaves it old, to be read whole again
            if change is not None:
                self._send("board:changed", change.as_wire(self.clock()))

    def _whole(self) -> dict[str, object]:
        return {**self._board.as_wire(self.clock()), "video": self.has_video}

    async def _read_whole(self) -> None:
        self._changed.clear()
        self._board.replace(await self._rows_of(await self.conversations.on_board()))
        self._whole_at = monotonic()

    async def _read_changed(self) -> Change | None:
        changed, self._changed = self._changed, set()
        found = await self.conversations.of_all(sorted(changed))
        here = [
            one
            for one in found
            if one.drill is not Drill.SYNTHETIC
            and (not one.is_closed or any(e.is_open for e in one.escalations))
        ]
        read: dict[ConversationId, Row | None] = dict.fromkeys(changed)
        read.update((row.conversation_id, row) for row in await self._rows_of(here))
        return self._board.update({**self._grown_late(), **read})

    def _grown_late(self) -> dict[ConversationId, Row]:
        """Return the rows that are late, or in time again, for no other reason than the clock."""
        now = self.clock()
        looked = ((row, self.bounds.look_at(row, now)) for row in self._board.rows.values())
        return {after.conversation_id: after for before, after in looked if after is not before}

    async def _rows_of(self, found: Sequence[Conversation]) -> list[Row]:
        counsellors = {one.counsellor for one in found if one.counsellor is not None}
        names, now = await self.names.of(counsellors), self.clock()
        return [
            self.bounds.look_at(row_of(one, names, await self.words.of(one)), now) for one in found
        ]

    def _send(self, event: str, data: object) -> None:
        packet = encode_event(NAMESPACE, event, data)
        for socket in self.supervisors.everyone():
            if socket.sid in self._welcomed:
                socket.send_raw(packet)
