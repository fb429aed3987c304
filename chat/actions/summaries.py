"""Reading a summary to come back with: it is kept apart, and opened for those who may see it."""

from dataclasses import dataclass

import orjson

from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId
from chat.domain.sharing import summary_in
from chat.domain.standing_summary import SummaryState
from chat.domain.summary import TEXT
from chat.storage.hand_overs import kept
from chat.storage.store import Store
from chat.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Summaries:
    """Opens summaries."""

    store: Store
    vault: Vault

    async def of(self, conversation_id: ConversationId) -> str | None:
        """Return what stands, agreed to or not; `None` where there is none (any more)."""
        async with self.store.read() as connection:
            found = await kept(connection, summary_in(conversation_id))
        if found is None:
            return None
        text: str = orjson.loads(self.vault.open_apart(found))[TEXT]
        return text

    async def agreed(self, one: Conversation) -> str | None:
        """Return the summary a young person has said yes to; any other is nobody's to bring."""
        return await self.of(one.conversation_id) if one.summary is SummaryState.AGREED else None
