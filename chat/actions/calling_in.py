"""Calling a bridge-builder in: only where somebody is on duty who could come."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chat.domain.commands import CallAdviser
from chat.domain.conversation import Conversation
from chat.domain.identifiers import StaffId
from chat.domain.people import Person
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.text import clean
from chat.storage.writer import Writer

LONGEST_QUESTION = 1000
OnDuty = Callable[[str | None, StaffId | None], Awaitable[bool]]
"""Whether a bridge-builder other than somebody is on duty for a municipality."""


@dataclass(frozen=True, slots=True)
class CallIn:
    """Puts a question to the bridge-builders on duty."""

    writer: Writer
    is_on_duty: OnDuty

    async def __call__(
        self, one: Conversation, by: Person, question: str, request_id: str | None
    ) -> None:
        """Call.

        Raises:
            Refused: `nobody_on_duty`; or as `chat.domain.calling.call_adviser` does.
        """
        text = clean(question, LONGEST_QUESTION)
        one.must_not_be_closed()
        if one.call is None and not await self.is_on_duty(one.municipality, by.staff_id):
            raise Refused(RefusalCode.NOBODY_ON_DUTY)
        here = one.conversation_id
        await self.writer.submit(CallAdviser(here, by, text, request_id=request_id))
