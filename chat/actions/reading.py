"""Triage's reading of what comes in: it is shielded, so that it can stop no message."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

import structlog

from chat.actions.ports import Assess
from chat.domain.audience import Kind
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.storage.gathered import Gathered
from chat.storage.log import Log
from chat.storage.submitted import Committed
from chat.storage.writer import Told, entries_of
from chat.tally import Tally
from triage.assessing import Turn
from triage.verdict import UNASSESSED, Verdict

log = structlog.get_logger()

TURNS_KEPT = 6
SPOKEN = (Kind.OPENED, Kind.MESSAGE)
MISSING_AT_MOST = 50
"""Events read one by one; of more, the last few turns are found at less cost (our own choice)."""
CONVERSATIONS_KEPT = 5_000
"""Contexts held in memory, least lately used first out (our own choice)."""


class Before(NamedTuple):
    """The last few turns of a conversation, and the number of the last event they reach to."""

    turns: tuple[Turn, ...]
    seq: int
    seqs: tuple[int, ...] = ()
    """The number of each turn."""

    def plus(self, seq: int, turn: Turn) -> "Before":
        """Return these with one more, in its place: what others wrote may be heard of late."""
        if seq > self.seq:
            turns, seqs = (*self.turns, turn), (*self.seqs, seq)
            return Before(turns[-TURNS_KEPT:], seq, seqs[-TURNS_KEPT:])
        if seq in self.seqs:
            return self
        placed = sorted([*zip(self.seqs, self.turns, strict=True), (seq, turn)])[-TURNS_KEPT:]
        return Before(tuple(one for _, one in placed), self.seq, tuple(at for at, _ in placed))


class Reading:
    """Assesses messages with what was said before them, kept in memory, rebuilt from the log."""

    def __init__(self, assess: Assess, log_: Log) -> None:
        """Read with `assess`; find what is not in memory in the log."""
        self._assess = assess
        self._log = log_
        self._gathered = Gathered(log_)
        self.took = Tally()
        self.failures = 0
        self._known: OrderedDict[ConversationId, Before] = OrderedDict()
        self._looking: dict[ConversationId, list[Entry]] = {}
        """Conversations being read from the log, and what is committed to them meanwhile."""

    async def before(self, conversation_id: ConversationId) -> Before:
        """Return what was said last, as far as has been committed."""
        known = self._known.get(conversation_id)
        if known is not None:
            return known
        # What is committed while the log is read is heard from `told`, and added.
        meanwhile = self._looking.setdefault(conversation_id, [])
        try:
            read = await self._log.last(conversation_id, SPOKEN, TURNS_KEPT)
        finally:
            self._looking.pop(conversation_id, None)
        known = self._known.get(conversation_id)
        if known is None:
            known = _before({entry.seq: entry for entry in (*read, *meanwhile)})
            self._keep(conversation_id, known)
        return known

    def forget(self, conversation_id: ConversationId) -> None:
        """Read a conversation's last turns from the log next time."""
        self._known.pop(conversation_id, None)

    async def catch_up(self, conversation_id: ConversationId, spoke: int) -> None:
        """Take in what was said up to this number.

        What this process has committed is known by now; else it was said in another one, and what
        is missing is read from the log, or all of it anew where much is missing.
        """
        known = self._known.get(conversation_id)
        if known is None or known.seq >= spoke:
            return
        places = [(conversation_id, seq) for seq in range(known.seq + 1, spoke + 1)]
        found = await self._gathered.at(places) if len(places) <= MISSING_AT_MOST else {}
        for entry in found.get(conversation_id, ()):
            self._take(entry)
        known = self._known.get(conversation_id)
        if known is not None and known.seq < spoke:
            self.forget(conversation_id)

    def verdict(self, text: str, turns: Sequence[Turn] = ()) -> Verdict:
        """Return the verdict, *unassessed* where triage fails: then a person must read it."""
        began = perf_counter()
        try:
            return self._assess(text, turns)
        except Exception as error:  # noqa: BLE001 - whatever fails in triage stops no message
            self.failures += 1
            log.error("triage_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            return UNASSESSED
        finally:
            self.took.note(perf_counter() - began)

    def told(self, told: Sequence[Told]) -> None:
        """Take in what this process has committed."""
        for one in told:
            if isinstance(one.result, Committed) and one.result.before is None:
                self._begins(one.result)
        for entry, _ in entries_of(told):
            self._take(entry)

    def read(self, entries: Sequence[Entry]) -> None:
        """Take in what has been read of other processes' commits, this one's own among them."""
        for entry in entries:
            self._take(entry)

    def _begins(self, opened: Committed) -> None:
        """Know a conversation from its first word on: its first message waits for no reading."""
        here = opened.after.conversation_id
        if here not in self._known and not opened.again:
            self._keep(here, _before({entry.seq: entry for entry in opened.entries}))

    def _take(self, entry: Entry) -> None:
        if entry.event.kind not in SPOKEN:
            return
        where = entry.conversation_id
        if where in self._looking:
            self._looking[where].append(entry)
        known = self._known.get(where)
        turn = None if known is None else turn_of(entry)
        if turn is not None and known is not None:
            self._known[where] = known.plus(entry.seq, turn)
            self._known.move_to_end(where)

    def _keep(self, conversation_id: ConversationId, before: Before) -> None:
        self._known[conversation_id] = before
        self._known.move_to_end(conversation_id)
        while len(self._known) > CONVERSATIONS_KEPT:
            self._known.popitem(last=False)


def _before(entries: Mapping[int, Entry]) -> Before:
    """Return the last turns among these entries, by their numbers."""
    said = [(seq, turn) for seq in sorted(entries) if (turn := turn_of(entries[seq])) is not None]
    last = said[-TURNS_KEPT:]
    return Before(
        tuple(turn for _, turn in last), max(entries, default=0), tuple(seq for seq, _ in last)
    )


def turn_of(entry: Entry) -> Turn | None:
    """Return what was said as triage reads it: who, and what; `None` where nothing was written.

    What a young person wrote before the waiting room is the first thing they said.
    """
    data = entry.event.data
    text = data.get("text") if entry.event.kind is Kind.MESSAGE else data.get("opening")
    if not isinstance(text, str):
        return None
    return Turn("young" if entry.event.sender is Sender.YOUNG else "counsellor", text)
