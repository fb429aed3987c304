"""Triage's reading of what comes in: it is shielded, so that it can stop no message."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from chat.actions.ports import Assess
from chat.domain.audience import Kind
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.storage.log import Log
from chat.storage.writer import Told, entries_of
from triage.assessing import Turn
from triage.verdict import UNASSESSED, Verdict

log = structlog.get_logger()

TURNS_KEPT = 6
CONVERSATIONS_KEPT = 5_000
"""Contexts held in memory, least lately used first out (our own choice)."""


@dataclass(frozen=True, slots=True)
class Before:
    """The last few turns of a conversation, and the number of the last event they reach to."""

    turns: tuple[Turn, ...]
    seq: int


class Reading:
    """Assesses messages with what was said before them, kept in memory, rebuilt from the log."""

    def __init__(self, assess: Assess, log_: Log) -> None:
        """Read with `assess`; find what is not in memory in the log."""
        self._assess = assess
        self._log = log_
        self._known: OrderedDict[ConversationId, Before] = OrderedDict()

    async def before(self, conversation_id: ConversationId) -> Before:
        """Return what was said last, as far as has been committed."""
        known = self._known.get(conversation_id)
        if known is None:
            entries = await self._log.last(conversation_id, Kind.MESSAGE, TURNS_KEPT)
            seq = entries[-1].seq if entries else 0
            # Committed meanwhile and told us? Then that is newer than what was just read.
            known = self._known.get(conversation_id) or Before(tuple(map(turn_of, entries)), seq)
            self._keep(conversation_id, known)
        return known

    def verdict(self, text: str, turns: Sequence[Turn] = ()) -> Verdict:
        """Return the verdict, *unassessed* where triage fails: then a person must read it."""
        try:
            return self._assess(text, turns)
        except Exception as error:  # noqa: BLE001 - whatever fails in triage stops no message
            log.error("triage_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
            return UNASSESSED

    def told(self, told: Sequence[Told]) -> None:
        """Take in what was committed."""
        for entry, _ in entries_of(told):
            if entry.event.kind is Kind.MESSAGE and (
                known := self._known.get(entry.conversation_id)
            ):
                turns = (*known.turns, turn_of(entry))[-TURNS_KEPT:]
                self._keep(entry.conversation_id, Before(turns, entry.seq))

    def _keep(self, conversation_id: ConversationId, before: Before) -> None:
        self._known[conversation_id] = before
        self._known.move_to_end(conversation_id)
        while len(self._known) > CONVERSATIONS_KEPT:
            self._known.popitem(last=False)


def turn_of(entry: Entry) -> Turn:
    """Return a message as triage reads it: who wrote, and what."""
    text = str(entry.event.data["text"])
    return Turn("young" if entry.event.sender is Sender.YOUNG else "counsellor", text)
