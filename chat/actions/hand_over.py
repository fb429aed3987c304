"""The note with which a conversation is held out to a colleague: read before they say yes."""

from dataclasses import dataclass

from chat.domain.conversation import Conversation
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.moving import HAND_OVER
from chat.domain.people import Person
from chat.storage.conversations import Conversations
from chat.storage.log import Log


@dataclass(frozen=True, slots=True)
class HandOverNotes:
    """Finds the note of an offer: the log has it, sealed, under the number the offer has."""

    conversations: Conversations
    log: Log

    async def of(self, one: Conversation) -> str | None:
        """Return what was written with the offer this conversation is under, if anything was."""
        if one.offer is None:
            return None
        seq = int(one.offer.offer_id.rpartition(".")[2])
        entry = await self.log.one(one.conversation_id, seq)
        return None if entry is None else note_in([entry])

    async def to(self, person: Person, conversation_id: ConversationId) -> str | None:
        """Return the note of what is held out to this person; none to anybody else."""
        one = await self.conversations.of(conversation_id)
        if one is None or one.offer is None or one.offer.to != person.staff_id:
            return None
        return await self.of(one)


def note_in(entries: list[Entry] | tuple[Entry, ...]) -> str | None:
    """Return the hand-over note among entries, if there is one."""
    texts = (entry.event.data["text"] for entry in entries if entry.event.data.get(HAND_OVER))
    return next((text for text in texts if isinstance(text, str)), None)
