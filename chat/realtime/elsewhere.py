"""What other processes commit, told to this one's screens as if it had been committed here.

A hint says that a conversation stands otherwise than before; how, is read from the store and held
against what was known. Whoever takes note of this process's commits takes note of these too. Where
hints may have been lost, everything that goes on is read and held against what was known.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chat.domain.conversation import Conversation
from chat.domain.escalation import Escalation
from chat.domain.identifiers import ConversationId, EscalationId, StaffId, conversation_of
from chat.domain.people import Sender
from chat.domain.shift import Shift, ShiftState
from chat.realtime.absences import Absences
from chat.realtime.bus import About, Bus, Hint
from chat.realtime.hub import Hub
from chat.realtime.refreshing import Refresher
from chat.storage.conversations import Conversations
from chat.storage.shifts import Shifts
from chat.storage.submitted import Committed, ShiftKey
from chat.storage.writer import Listener, Told

PAUSE_S = 0.02
LOOK_ANYWAY_S = 15.0
"""Everything is looked at so often also when nothing seems to be missing (our own choice)."""
KNOWN_AT_MOST = 20_000


@dataclass(slots=True)
class Elsewhere:
    """Reads what hints are about, and tells it on."""

    conversations: Conversations
    shifts: Shifts
    hub: Hub
    absences: Mapping[Sender, Absences]
    """Who tells of whoever is gone, by their role."""
    listeners: Sequence[Listener]
    _known: OrderedDict[ConversationId, Conversation] = field(default_factory=OrderedDict)
    _duty: dict[ShiftKey, Shift] = field(default_factory=dict)
    _wanted: set[ConversationId] = field(default_factory=set)
    _duty_wanted: bool = True
    _all_wanted: bool = True
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._look, pause_s=PAUSE_S, anyway_s=LOOK_ANYWAY_S)

    def listen(self, bus: Bus) -> None:
        """Hear what other processes hint; what the hub of this one does is known here."""
        bus.listen(self.hear, as_=self.hub, missed=self.missed)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of how things stand after this process's own commits."""
        for one in told:
            if isinstance(one.result, Committed):
                self._know(one.result.after)
            elif isinstance(one.result, Shift):
                self._duty[one.result.staff_id, one.result.role] = one.result

    def hear(self, hints: Sequence[Hint]) -> None:
        """Take note of what is to be read."""
        for conversation_id, _, about in hints:
            if about is About.DUTY:
                self._duty_wanted = True
            elif about is About.STATE or (
                about is About.SEEN and self.hub.is_followed(conversation_id)
            ):
                self._wanted.add(conversation_id)
        if self._wanted or self._duty_wanted:
            self.refresher.ask()

    def forget(self, ids: Collection[ConversationId]) -> None:
        """Forget how conversations stood that were shredded."""
        for one in ids:
            self._known.pop(one, None)

    def missed(self) -> None:
        """Take note that anything may have changed."""
        self._all_wanted = self._duty_wanted = True
        self.refresher.ask()

    async def _look(self) -> None:
        everything = self._all_wanted or not (self._wanted or self._duty_wanted)
        duty = self._duty_wanted or everything
        wanted, self._wanted = self._wanted, set()
        self._all_wanted = self._duty_wanted = False
        try:
            told = await self._everything() if everything else await self._those(sorted(wanted))
            if duty:
                told += await self._on_duty()
        except BaseException:
            self._wanted |= wanted
            self._all_wanted, self._duty_wanted = everything, duty
            raise
        if told:
            for listener in self.listeners:
                listener(told)

    async def _everything(self) -> list[Told]:
        known = dict(self._known)
        live = {one.conversation_id: one for one in await self.conversations.on_board()}
        # What went on when we last knew of it and does no more has ended in between.
        ended = [key for key, one in known.items() if not one.is_closed and key not in live]
        found = [*live.values(), *await self.conversations.of_many(ended)]
        return await self._changes(found, known)

    async def _those(self, ids: Sequence[ConversationId]) -> list[Told]:
        if not ids:
            return []
        known = {here: self._known[here] for here in ids if here in self._known}
        return await self._changes(await self.conversations.of_many(ids), known)

    async def _changes(
        self, found: Iterable[Conversation], known: Mapping[ConversationId, Conversation]
    ) -> list[Told]:
        moved = [one for one in found if one != known.get(one.conversation_id)]
        ended = await self._ended_escalations(moved, known)
        told: list[Told] = []
        for one in moved:
            here = one.conversation_id
            before = known.get(here)
            if self._known.get(here) is not before:
                # This process has committed to it since: what was read may be from before that.
                self._wanted.add(here)
                self.refresher.ask()
                continue
            gone = [each for each in ended if conversation_of(each.escalation_id) == here]
            after = one.changed({"escalations": (*one.escalations, *gone)}) if gone else one
            self._know(one)
            self._show(before, after)
            told.append(Told(None, Committed(before, after, ()), None))
        return told

    async def _ended_escalations(
        self, moved: Sequence[Conversation], known: Mapping[ConversationId, Conversation]
    ) -> list[Escalation]:
        """Return those that were open when we last knew of them, and are no more."""
        missing: list[EscalationId] = []
        for one in moved:
            before = known.get(one.conversation_id)
            still = {each.escalation_id for each in one.escalations}
            known_open = {
                e.escalation_id for e in (before.escalations if before else ()) if e.is_open
            }
            missing += known_open - still
        return await self.conversations.escalations(missing) if missing else []

    async def _on_duty(self) -> list[Told]:
        now = {(o.shift.staff_id, o.shift.role): o.shift for o in await self.shifts.on_duty()}
        off = {
            key: replace(shift, state=ShiftState.OFF)
            for key, shift in self._duty.items()
            if key not in now and shift.state is not ShiftState.OFF
        }
        changed = {
            key: shift for key, shift in {**now, **off}.items() if shift != self._duty.get(key)
        }
        for (staff_id, role), shift in changed.items():
            before = self._duty.get((staff_id, role))
            absences = self.absences.get(role)
            if absences is not None and before is not None:
                await _say_whether_here(absences, staff_id, before, shift)
        self._duty = {**off, **now}
        return [Told(None, shift, None) for shift in changed.values()]

    def _show(self, before: Conversation | None, after: Conversation) -> None:
        """Show what is in no log to those who follow it here."""
        if before is None:
            return
        here = after.conversation_id
        data: dict[str, object]
        if (before.young_gone_at is None) != (after.young_gone_at is None):
            state = "here" if after.young_gone_at is None else "away"
            data = {"conversation_id": here, "from": Sender.YOUNG, "state": state}
            self.hub.to_others(here, "presence", data)
        for who, known, now in (
            (Sender.YOUNG, before.young_seen, after.young_seen),
            (Sender.COUNSELLOR, before.staff_seen, after.staff_seen),
        ):
            if known != now:
                data = {"conversation_id": here, "from": who, "seq": now}
                self.hub.to_others(here, "seen", data)

    def _know(self, one: Conversation) -> None:
        self._known[one.conversation_id] = one
        self._known.move_to_end(one.conversation_id)
        while len(self._known) > KNOWN_AT_MOST:
            self._known.popitem(last=False)


async def _say_whether_here(
    absences: Absences, staff_id: StaffId, before: Shift, after: Shift
) -> None:
    if (before.gone_at is None) == (after.gone_at is None):
        return
    if after.gone_at is not None:
        absences.begin(staff_id)
    else:
        absences.end(staff_id, await absences.written_by(staff_id))
