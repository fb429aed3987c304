"""Writing to one another."""

from dataclasses import dataclass

from chat.actions.reading import Reading
from chat.domain.commands import SaveMessage
from chat.domain.identifiers import ConversationId
from chat.domain.people import Person
from chat.domain.talking import AssessAgain
from chat.domain.text import LONGEST_MESSAGE, clean
from chat.storage.submitted import Committed
from chat.storage.writer import Origin, Writer


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Takes a message into a conversation: assess, submit."""

    reading: Reading
    writer: Writer

    async def __call__(
        self,
        conversation_id: ConversationId,
        by: Person,
        client_id: str,
        typed: str,
        origin: Origin | None = None,
    ) -> Committed:
        """Return what was committed; the same `client_id` again gives the same entry.

        Raises:
            Refused: `malformed`, `too_long`, `conflict`, `not_assigned`, `left`, `closed`.
            Unavailable: nothing is known to be done; send the same `client_id` again.
        """
        text = clean(typed, LONGEST_MESSAGE)
        if not by.is_young:
            return await self.writer.submit(
                SaveMessage(conversation_id, by, client_id, text), origin
            )
        before = await self.reading.before(conversation_id)
        verdict = self.reading.verdict(text, before.turns)
        command = SaveMessage(conversation_id, by, client_id, text, verdict, before.seq)
        try:
            return await self.writer.submit(command, origin)
        except AssessAgain as again:
            await self.reading.catch_up(conversation_id, again.spoke)
        # Once is enough: what is written from now on, they cannot have read before they wrote.
        before = await self.reading.before(conversation_id)
        verdict = self.reading.verdict(text, before.turns)
        return await self.writer.submit(
            SaveMessage(conversation_id, by, client_id, text, verdict), origin
        )
