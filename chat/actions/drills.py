"""Drills (øvelser): a marked conversation that is not real goes the whole way of an escalation.

It never stands in line, is left out of every figure, and says on every screen and page what it is.
"""

import asyncio
import os
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from chat.actions.opening import token_hash
from chat.actions.ports import Clock
from chat.actions.reading import Reading
from chat.domain.commands import Acknowledge, Leave, OpenConversation, Resolve
from chat.domain.conversation import LeftHow
from chat.domain.escalation import Escalation, Outcome
from chat.domain.identifiers import ConversationId, EscalationId, new_conversation_id
from chat.domain.ladder import Drill
from chat.domain.people import Person, Sender
from chat.storage.escalations import Escalations, Went
from chat.storage.writer import Writer

log = structlog.get_logger()

WRITTEN = "jeg gør det i nat, det her er farvel"
"""An invented message that must raise an escalation: a drill finds out when it does not."""
CALL_WORD = {Drill.DRILL: "Øvelse", Drill.SYNTHETIC: "Prøve"}
EVERY_S = 15 * 60.0
"""SECURITY_TARGETS.md E7."""
AGAIN_S = 60.0
"""So soon a trial that failed is made again: what has been mended is soon known to be."""
PAGED_WITHIN = timedelta(seconds=60)
LOOK_EVERY_S = 0.5
HOUSE = Person(Sender.SYSTEM, None, "Brobygger")


class DrillFailed(Exception):
    """The way is broken; the one word says where."""


@dataclass(slots=True)
class Drills:
    """Begins drills, and tries the way by itself."""

    reading: Reading
    writer: Writer
    escalations: Escalations
    clock: Clock
    has_failed: bool = False
    """Whether the house's last trial of the way did not come to its end."""

    async def begin(self, drill: Drill = Drill.DRILL) -> Escalation:
        """Send the marked message; the escalation it raises is in the same commit.

        Raises:
            DrillFailed: `not_flagged`.
        """
        command = OpenConversation(
            conversation_id=new_conversation_id(),
            token_hash=token_hash(os.urandom(32).hex()),
            call_word=CALL_WORD[drill],
            lang="da",
            verdict=self.reading.verdict(WRITTEN),
            opening=WRITTEN,
            drill=drill,
        )
        committed = await self.writer.submit(command)
        raised = committed.after.open_escalation()
        if raised is None:
            raise DrillFailed("not_flagged")
        return raised

    async def went(self, escalation_id: EscalationId) -> Went | None:
        """Return how far a drill has come; `None` for what is no drill."""
        return await self.escalations.drill(escalation_id)

    async def run(self) -> None:
        """Try the whole way every 15 minutes, until cancelled."""
        while True:
            await self.try_and_tell()
            await asyncio.sleep(AGAIN_S if self.has_failed else EVERY_S)

    async def try_and_tell(self) -> None:
        """Try the whole way once, and let `has_failed` say whether it was broken."""
        try:
            await self.try_the_way()
        except Exception as error:  # noqa: BLE001 - that it failed is what it is for
            self.has_failed = True
            log.error("trial_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback
        else:
            self.has_failed = False

    async def try_the_way(self) -> Went:
        """Go the whole way by itself: flag, page, acknowledge, outcome. Nobody is rung for it.

        Raises:
            DrillFailed: `not_flagged`, or `not_paged` within a minute.
        """
        await self._end_what_was_left()
        raised = await self.begin(Drill.SYNTHETIC)
        here = ConversationId(raised.escalation_id.rpartition(".")[0])
        try:
            await self._paged(raised.escalation_id)
            await self.writer.submit(Acknowledge(here, HOUSE, raised.escalation_id))
        finally:
            await self._end(here, raised.escalation_id)
        went = await self.went(raised.escalation_id)
        if went is None:
            raise DrillFailed("not_kept")
        log.info("trial_done", took_s=_seconds(went.resolved_at, went.raised_at))
        return went

    async def _paged(self, escalation_id: EscalationId) -> None:
        until = self.clock() + PAGED_WITHIN
        while True:
            went = await self.went(escalation_id)
            if went is not None and went.sent >= went.pages:
                return
            if self.clock() >= until:
                raise DrillFailed("not_paged")
            await asyncio.sleep(LOOK_EVERY_S)

    async def _end_what_was_left(self) -> None:
        """End a trial that a killed process began; another process's may be under way still."""
        for one in await self.escalations.open_trials(self.clock() - 2 * PAGED_WITHIN):
            await self._end(one.conversation_id, one.escalation_id)

    async def _end(self, here: ConversationId, escalation_id: EscalationId) -> None:
        await self.writer.submit(Resolve(here, HOUSE, escalation_id, Outcome.FALSE_ALARM))
        await self.writer.submit(Leave(here, LeftHow.LEAVE))


def _seconds(later: datetime | None, earlier: datetime) -> float | None:
    return None if later is None else (later - earlier).total_seconds()
