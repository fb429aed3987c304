"""The hub: each socket is a cursor on the logs it follows, and the hub moves them on.

What this process commits goes straight to its own sockets, in the order of the log, the sender's
acknowledgement in its place. What others commit comes as a hint, and is read from the store.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from time import monotonic

import structlog

from chat.domain.audience import Kind, Viewer
from chat.domain.bridge_told import LATER
from chat.domain.companion import COMPANION
from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.domain.shift import Shift
from chat.realtime.bus import NO_CONVERSATION, About, Bus, Hint
from chat.realtime.catching_up import CatchingUp, OwnCommits
from chat.realtime.encoding import encode_event
from chat.realtime.following import Ends, Followed, Following
from chat.realtime.moved import about_of
from chat.realtime.seats import StaffSeat
from chat.realtime.sockets import Socket
from chat.realtime.wire import event_on_wire
from chat.storage.log import Log
from chat.storage.submitted import Committed
from chat.storage.writer import Origin, Told
from chat.tally import Tally

log = structlog.get_logger()

HEADS_AFTER_EVENT_S = 5.0
HEADS_EVERY_S = 25.0
TICK_S = 1.0
AT_ONCE = 500
"""Logs whose ends are asked for in one query."""
TYPING = {About.YOUNG_TYPES: "young", About.COUNSELLOR_TYPES: "counsellor"}


class Hub:
    """Passes on what happens to those who may see it."""

    def __init__(self, log_: Log, bus: Bus, own: OwnCommits | None = None) -> None:
        """Read missed events from the log; hear of other processes' by the bus.

        `own` is the writer that tells of this process's.
        """
        self._log = log_
        self._bus = bus
        self._followed: dict[ConversationId, Followed] = {}
        self._following: dict[str, Following] = {}
        self._catching_up = CatchingUp(log_, self._pass_on, own)
        self._looking: asyncio.Task[None] | None = None
        self.late_s = 0.0
        """How much later than it should the loop last came back to the hub."""
        bus.listen(self._hear, as_=self, missed=self.missed)

    @property
    def caught_up(self) -> Tally:
        """Seconds from hearing of what another process has committed to having shown it."""
        return self._catching_up.took

    def tell(self, reader: Callable[[Sequence[Entry]], None]) -> None:
        """Have what other processes committed, and this one has read, passed to `reader`."""
        self._catching_up.tell(reader)

    def follow(self, socket: Socket, viewer: Viewer, one: Conversation) -> None:
        """Put a socket on a log's list, before anything of the log is read for it."""
        following = self._following.setdefault(socket.sid, Following(socket, viewer))
        called = one.call if viewer is Viewer.ADVISER else None
        following.logs[one.conversation_id] = 0 if called is None else called.seq
        seat = socket.seat
        if isinstance(seat, StaffSeat) and one.is_accompanied_by(seat.person):
            following.beside.add(one.conversation_id)
        else:
            following.beside.discard(one.conversation_id)
        followed = self._followed.get(one.conversation_id)
        if followed is None:
            followed = self._followed[one.conversation_id] = Followed(Ends.of(one))
        elif one.seq > followed.ends.supervisors:
            self._catching_up.read_on(one.conversation_id, followed, one.seq)
        followed.by[socket.sid] = following

    def unfollow(self, socket: Socket, conversation_id: ConversationId) -> bool:
        """Take a socket off a log's list; return whether it stood there."""
        following = self._following.get(socket.sid)
        if following is None or conversation_id not in following.logs:
            return False
        del following.logs[conversation_id]
        following.beside.discard(conversation_id)
        self._strike(socket.sid, conversation_id)
        return True

    def follows(self, socket: Socket, conversation_id: ConversationId) -> bool:
        """Whether a socket stands on a log's list."""
        following = self._following.get(socket.sid)
        return following is not None and conversation_id in following.logs

    def sits_beside(self, socket: Socket, conversation_id: ConversationId) -> bool:
        """Whether a socket follows a log as the companion of its counsellor."""
        following = self._following.get(socket.sid)
        return following is not None and conversation_id in following.beside

    def drop(self, socket: Socket) -> None:
        """Forget a socket."""
        following = self._following.pop(socket.sid, None)
        for conversation_id in following.logs if following else ():
            self._strike(socket.sid, conversation_id)

    def send_heads(self, socket: Socket) -> None:
        """Tell a socket how far each log it follows reaches."""
        following = self._following.get(socket.sid)
        if following is not None:
            following.heads_at = monotonic() + HEADS_EVERY_S
        socket.send("heads", {"heads": self._heads(following) if following else {}})

    def to_others(
        self, conversation_id: ConversationId, event: str, data: object, *, but: str | None = None
    ) -> None:
        """Send something that is in no log to all who follow one, but for one socket."""
        followed = self._followed.get(conversation_id)
        for following in tuple(followed.by.values()) if followed else ():
            if following.socket.sid != but:
                following.socket.send(event, data)

    def typing(self, conversation_id: ConversationId, about: About, *, on: bool, but: str) -> None:
        """Let all others who follow one see that somebody writes, or has stopped."""
        data = {"conversation_id": conversation_id, "from": TYPING[about], "on": on}
        self.to_others(conversation_id, "typing", data, but=but)
        self._bus.hint([Hint(conversation_id, int(on), about)], by=self)

    def is_followed(self, conversation_id: ConversationId) -> bool:
        """Whether anybody here follows it."""
        return conversation_id in self._followed

    def told(self, told: Sequence[Told]) -> None:
        """Pass on what this process has just committed, and hint it to the others."""
        hints: list[Hint] = []
        for one in told:
            if isinstance(one.result, Shift):
                hints.append(Hint(NO_CONVERSATION, 0, About.DUTY))
            if not isinstance(one.result, Committed) or one.result.again:
                continue
            try:
                self._advance(one.result, one.origin)
            except Exception as error:  # noqa: BLE001 - one log's trouble is not the others'
                log.error("telling_failed", error=type(error).__name__)  # noqa: TRY400
            before, after, *_ = one.result
            about = about_of(before, after, only_grew=one.result.only_grew)
            if about is not None:
                hints.append(Hint(after.conversation_id, after.seq, about))
        if hints:
            self._bus.hint(hints, by=self)

    def missed(self) -> None:
        """Look how far the logs reach that are followed here: hints may have been lost."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())

    async def run(self) -> None:
        """Tell every socket its heads: 5 s after its last event, and every 25 s."""
        while True:
            due = monotonic() + TICK_S
            await asyncio.sleep(TICK_S)
            now = monotonic()
            self.late_s = max(0.0, now - due)
            for following in tuple(self._following.values()):
                if following.heads_at > now:
                    continue
                try:
                    self.send_heads(following.socket)
                except Exception as error:  # noqa: BLE001 - the heads of one are not the others'
                    log.error("heads_failed", error=type(error).__name__)  # noqa: TRY400

    def _advance(self, committed: Committed, origin: Origin | None) -> None:
        followed = self._followed.get(committed.after.conversation_id)
        if followed is None:
            if origin is not None and committed.entries:
                origin.answer(committed)
            return
        if self._is_behind(committed, followed) or _is_to_be_read(committed.entries):
            # Others' entries come first: in their turn these are read with them, and answered.
            if origin is not None and committed.entries:
                origin.hold()
                followed.answers[committed.entries[0].seq] = (origin, committed)
            after = committed.after
            self._catching_up.read_on(after.conversation_id, followed, after.seq)
            return
        followed.ends = Ends.of(committed.after)
        for entry in committed.entries:
            if origin is not None and entry is committed.entries[0]:
                origin.answer(committed)
                self._push(followed, entry, but=origin.sid)
            else:
                self._push(followed, entry)
            self._part_guest(followed, entry)

    def _push(self, followed: Followed, entry: Entry, but: str | None = None) -> None:
        packets: dict[tuple[str, Viewer], bytes] = {}
        soon = monotonic() + HEADS_AFTER_EVENT_S
        for following in tuple(followed.by.values()):
            socket, viewer = following.socket, following.viewer
            # Where the hub is behind, it shows what others may be waiting for, and not this one.
            first = following.logs.get(entry.conversation_id, 0)
            if entry.seq < first or not entry.heard_by(viewer):
                continue
            following.heads_at = soon
            if socket.sid == but:
                continue
            kind = (socket.namespace, viewer)
            if kind not in packets:
                wire = event_on_wire(entry, viewer)
                packets[kind] = encode_event(socket.namespace, "event", wire)
            socket.send_raw(packets[kind])

    def _hear(self, hints: Sequence[Hint]) -> None:
        for hint in hints:
            followed = self._followed.get(hint.conversation_id)
            if followed is None:
                continue
            if hint.about in TYPING:
                self._show_typing(hint)
            elif hint.seq > followed.ends.supervisors:
                self._catching_up.read_on(hint.conversation_id, followed, hint.seq)

    async def _look(self) -> None:
        ids = list(self._followed)
        try:
            for first in range(0, len(ids), AT_ONCE):
                ends = await self._log.heads(ids[first : first + AT_ONCE], Viewer.SUPERVISOR)
                self._hear([Hint(conversation_id, seq) for conversation_id, seq in ends.items()])
        except Exception as error:  # noqa: BLE001 - it is looked again, and the heads tell too
            log.error("looking_failed", error=type(error).__name__)  # noqa: TRY400

    def _is_behind(self, committed: Committed, followed: Followed) -> bool:
        before = committed.before
        return self._catching_up.is_behind(committed.after.conversation_id) or (
            before is not None and before.seq > followed.ends.supervisors
        )

    def _pass_on(self, followed: Followed, entry: Entry) -> None:
        origin, committed = followed.answers.pop(entry.seq, (None, None))
        if origin is not None and committed is not None:
            origin.let_go(committed)
        self._push(followed, entry, but=None if origin is None else origin.sid)
        followed.ends = followed.ends.grown(entry)
        self._part(followed, entry)
        self._part_guest(followed, entry)

    def _part(self, followed: Followed, entry: Entry) -> None:
        """Let nobody read on whose right ended with this entry, before the next one is shown."""
        if entry.event.kind not in {Kind.RELEASED, Kind.ASSIGNED}:
            return
        if entry.event.data.get("role") in {Sender.SUPERVISOR, Sender.BRIDGE, COMPANION}:
            return  # the counsellor stays, and reads
        whose = entry.event.data.get("staff_id")
        for following in tuple(followed.by.values()):
            seat = following.socket.seat
            held = isinstance(seat, StaffSeat) and seat.staff_id == whose
            if entry.conversation_id in following.beside:
                continue  # until it is said that they have left
            if following.viewer is Viewer.COUNSELLOR and not held:
                self.unfollow(following.socket, entry.conversation_id)
                gone = {"conversation_id": entry.conversation_id, "reason": "released"}
                following.socket.send("unfollowed", gone)

    def _part_guest(self, followed: Followed, entry: Entry) -> None:
        """Let an adviser or companion who has gone read no further, in whichever process they sit.

        It may be read late: an adviser who has been called in since stays. A companion who has
        been asked anew is let go here, and follows again when the state is told.
        """
        event, here = entry.event, entry.conversation_id
        companion = event.data.get("role") == COMPANION
        if event.kind is not Kind.LEFT or not (companion or event.sender is Sender.BRIDGE):
            return
        for following in tuple(followed.by.values()):
            seat = following.socket.seat
            gone_now = isinstance(seat, StaffSeat) and seat.staff_id == event.data.get("staff_id")
            came_since = following.logs.get(here, 0) > entry.seq
            guest = here in following.beside if companion else following.viewer is Viewer.ADVISER
            if guest and gone_now and not came_since:
                self.unfollow(following.socket, entry.conversation_id)
                gone = {"conversation_id": entry.conversation_id, "reason": "released"}
                following.socket.send("unfollowed", gone)

    def _show_typing(self, hint: Hint) -> None:
        who, on = TYPING[hint.about], hint.seq > 0
        data = {"conversation_id": hint.conversation_id, "from": who, "on": on}
        self.to_others(hint.conversation_id, "typing", data)

    def _heads(self, following: Following) -> Mapping[ConversationId, int]:
        return {
            conversation_id: self._followed[conversation_id].ends.seen_by(following.viewer)
            for conversation_id in following.logs
        }

    def _strike(self, sid: str, conversation_id: ConversationId) -> None:
        followed = self._followed.get(conversation_id)
        if followed is None:
            return
        followed.by.pop(sid, None)
        if not followed.by:
            del self._followed[conversation_id]


def _is_to_be_read(entries: Sequence[Entry]) -> bool:
    """Say whether what is shown of these stands elsewhere in the log too."""
    return any(one.event.kind in LATER for one in entries)
