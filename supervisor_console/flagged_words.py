"""The words an escalation rests on (de markerede ord): shown to supervisors, and to nobody else."""

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from chat.domain.audience import Kind
from chat.domain.conversation import Conversation
from chat.domain.escalation import EscalationKind
from chat.domain.identifiers import ConversationId, EscalationId, conversation_of
from chat.domain.people import Sender
from chat.storage.log import Log
from chat.storage.vault import VaultError
from triage.verdict import Level, Span, Verdict

LOOK_BACK: Final = 3
"""Entries before the escalation among which its message stands: message, level, escalated."""
KEPT: Final = 1_000

Words = tuple[str, ...]
NO_WORDS: Final[Words] = ()


@dataclass(slots=True)
class FlaggedWords:
    """Finds them in the log, once for each escalation and level."""

    log: Log
    _known: OrderedDict[tuple[EscalationId, Level], Words] = field(default_factory=OrderedDict)

    async def of(self, one: Conversation) -> Words:
        """Return the words of the open escalation; none when it was a person who raised it."""
        escalation = one.open_escalation(EscalationKind.DANGER)
        if escalation is None:
            return NO_WORDS
        key = (escalation.escalation_id, escalation.level)
        if key not in self._known:
            self._known[key] = await self._read(one)
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return self._known[key]

    def forget(self, ids: Collection[ConversationId]) -> None:
        """Forget the words of conversations that were shredded."""
        for key in [key for key in self._known if conversation_of(key[0]) in ids]:
            del self._known[key]

    async def _read(self, one: Conversation) -> Words:
        try:
            return await self._read_words(one)
        except VaultError:
            return NO_WORDS  # a row that does not open must not keep the others from the board

    async def _read_words(self, one: Conversation) -> Words:
        raised = await self.log.last(one.conversation_id, (Kind.ESCALATED,), 1)
        if not raised or raised[0].event.sender is not Sender.SYSTEM:
            return NO_WORDS
        for seq in range(raised[0].seq - 1, max(0, raised[0].seq - 1 - LOOK_BACK), -1):
            entry = await self.log.one(one.conversation_id, seq)
            if entry is not None and entry.event.sender is Sender.YOUNG:
                return words_in(entry.event.data)
        return NO_WORDS


def words_in(data: Mapping[str, object]) -> Words:
    """Return the flagged words of a message or an opening, in the order they were written."""
    text, verdict = data.get("text") or data.get("opening"), data.get("verdict")
    if not isinstance(text, str) or not isinstance(verdict, Mapping):
        return NO_WORDS
    spans = Verdict.from_wire(verdict).spans
    return tuple(text[start:end] for start, end in _joined(spans) if start < len(text))


def _joined(spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Put spans that overlap into one, so that no word is shown twice."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
