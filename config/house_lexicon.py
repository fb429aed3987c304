"""Keeps the running lexicon at what is live in the store, here and in every other process."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from config.triage import Triage
from supervisor_console.workbench.entries import house_files
from supervisor_console.workbench.statements import Proposals
from triage.assessing import Assessor
from triage.lexicon_file import LexiconError
from triage.second_reader.table_error import TableError

log = structlog.get_logger()

LOOK_EVERY_S: Final = 3.0
"""How soon a process hears what another has decided (our own number)."""


@dataclass(slots=True)
class HouseLexicon:
    """Loads triage at the start, and again whenever what is live has changed."""

    triage: Triage
    proposals: Proposals
    refused: str | None = None
    """Why what is live could not be taken in."""
    _read: list[str] | None = field(init=False, default=None)
    _one_at_a_time: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    @property
    def assessor(self) -> Assessor | None:
        """Return what reads messages now."""
        return self.triage.assessor

    async def load(self) -> None:
        """Load at the start: with what is live, or the folder alone if that is broken.

        Raises:
            CannotGoOn: the folder itself is broken.
        """
        await self.refresh()
        if not self.triage.is_loaded:
            await self.triage.load()

    async def refresh(self) -> None:
        """Take in what is live; the lexicon that runs stays where that is broken."""
        async with self._one_at_a_time:
            live = [one.entry for one in await self.proposals.live()]
            if live == self._read:
                return
            self._read = live
            try:
                await self.triage.swap(house_files(live))
            except (LexiconError, TableError) as mistake:
                self.refused = str(mistake)
                log.error("house_lexicon_refused", count=len(live))  # noqa: TRY400 - its words are somebody's
            else:
                self.refused = None
                log.info("house_lexicon_read", count=len(live))

    async def run(self) -> None:
        """Look whether another process has decided something, as long as the service runs."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self.triage.is_loaded:
                try:
                    await self.refresh()
                except (SQLAlchemyError, OSError) as error:
                    log.warning("house_lexicon_not_looked_at", error=type(error).__name__)
