"""Changing the safety plan: one field at a time, on top of what stands there."""

from dataclasses import dataclass

from chat.domain.audience import Kind
from chat.domain.commands import ChangePlan
from chat.domain.identifiers import ConversationId
from chat.domain.people import Person
from chat.domain.refusal import Unavailable
from chat.domain.safety_plan import LONGEST_FIELD, PlanField, PlanMoved
from chat.domain.text import cleaned
from chat.storage.log import Log
from chat.storage.submitted import Committed
from chat.storage.writer import Writer

TRIES = 5
"""Times the plan is read anew because a colleague changed it meanwhile (our own choice)."""


@dataclass(frozen=True, slots=True)
class ChangeSafetyPlan:
    """Puts one field's text into the plan; an empty one takes it out."""

    log: Log
    writer: Writer

    async def __call__(
        self,
        conversation_id: ConversationId,
        by: Person,
        name: PlanField,
        typed: str,
        request_id: str | None,
    ) -> Committed:
        """Return what was committed.

        Raises:
            Refused: `malformed`, `too_long`, `not_assigned`, `closed`, `left`.
            Unavailable: colleagues changed it again and again meanwhile.
        """
        text = cleaned(typed, LONGEST_FIELD) or ""
        for _ in range(TRIES):
            entries = await self.log.last(conversation_id, (Kind.SAFETY_PLAN,), 1)
            stands = {field: entries[0].event.data.get(field, "") for field in PlanField if entries}
            fields = {**{field.value: str(words) for field, words in stands.items()}, name: text}
            command = ChangePlan(
                conversation_id,
                by,
                tuple(sorted((str(field), words) for field, words in fields.items())),
                name.value,
                entries[0].seq if entries else 0,
                request_id=request_id,
            )
            try:
                return await self.writer.submit(command)
            except PlanMoved:
                continue
        raise Unavailable
