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

READ_AT_MOST = 3
"""Times a message is read anew because the counsellor wrote meanwhile (our own choice)."""


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
        for _ in range(READ_AT_MOST):
            before = await self.reading.before(conversation_id)
            verdict = self.reading.verdict(text, before.turns)
            command = SaveMessage(conversation_id, by, client_id, text, verdict, before.seq)
            try:
                return await self.writer.submit(command, origin)
            except AssessAgain:
                self.reading.has_missed(conversation_id, before)
        # The last reading is as good as any: what matters is that the message is kept.
        return await self.writer.submit(
            SaveMessage(conversation_id, by, client_id, text, verdict), origin
        )
