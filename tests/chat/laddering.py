"""A house of its own time: writer, ladder, clock and pager on a real store."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from chat.actions.calling import AppriseCalls
from chat.actions.ladder_clock import LadderClock
from chat.actions.paging import Pager
from chat.domain.builders import Builders
from chat.domain.commands import Acknowledge, SaveMessage
from chat.domain.course import Rules
from chat.domain.escalation import Escalation
from chat.domain.identifiers import ConversationId
from chat.domain.ladder import Ladder, Rung, Tell
from chat.domain.people import YOUNG, Person
from chat.domain.silence import SilenceBounds
from chat.storage.conversations import Conversations
from chat.storage.escalations import Escalations
from chat.storage.log import Log
from chat.storage.outbox import Outbox
from chat.storage.overdue import Overdue
from chat.storage.store import Store
from chat.storage.vault import Vault
from chat.storage.writer import Writer
from chat.words import Words
from tests.chat.domain.building import NOON, verdict
from tests.chat.keeping import KEY, Kept
from tests.databases import Database
from triage.verdict import Level

NO_BUILDERS = Builders()
WRITTEN = "jeg orker ikke mere"
SECOND = timedelta(seconds=1)
LADDER = Ladder(
    (
        Rung(Tell.SUPERVISORS, 45 * SECOND),
        Rung(Tell.EVERY_SUPERVISOR, 45 * SECOND, ("mail",)),
        Rung(Tell.DUTY_PHONE, 90 * SECOND, ("phone",)),
        Rung(Tell.BACK_UP, 60 * SECOND, ("phone",)),
    )
)


@dataclass
class Time:
    """A clock that goes when it is told to."""

    now: datetime = field(default=NOON)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Watch:
    """Everything that keeps an escalation from being silent."""

    kept: Kept
    time: Time
    clock: LadderClock
    pager: Pager

    async def after(self, span: timedelta) -> None:
        """Let time pass, and everything that is due happen."""
        self.time.now += span
        await self.clock.tick()
        await self.pager.send_due()
        await self.pager.finished()

    async def flagged(self, level: Level = Level.HIGH) -> ConversationId:
        """Let somebody in danger write."""
        here = await self.kept.talking()
        command = SaveMessage(here, YOUNG, "c1", WRITTEN, verdict(level), 10**6)
        await self.kept.writer.submit(command)
        return here

    async def escalation(self, here: ConversationId) -> Escalation:
        one = await Conversations(self.kept.store).of(here)
        assert one is not None
        found = one.open_escalation()
        assert found is not None
        return found

    async def acknowledge(self, here: ConversationId, by: Person) -> None:
        one = await self.escalation(here)
        await self.kept.writer.submit(Acknowledge(here, by, one.escalation_id))


@asynccontextmanager
async def watching(
    database: Database,
    urls: Mapping[str, str],
    time: Time | None = None,
    *,
    ladder: Ladder = LADDER,
    builders: Builders = NO_BUILDERS,
) -> AsyncIterator[Watch]:
    """Open the house on a database, as a process does at its start."""
    time = time or Time()
    await database.make_tables()
    store = Store(database.url)
    vault = Vault(KEY)
    writer = Writer(store, vault, Rules(ladder=ladder, builders=builders), time)
    writer.start()
    calls = AppriseCalls(urls, Words.load())
    escalations, bounds = Escalations(store), SilenceBounds()
    steady = count(0, 1000).__next__  # time enough goes by between any two ticks
    clock = LadderClock(escalations, Overdue(store), writer, time, ladder, bounds, steady)
    pager = Pager(Outbox(store), writer, time, calls)
    kept = Kept(database, store, vault, writer, Log(store, vault))
    yield Watch(kept, time, clock, pager)
    await pager.finished()
    await writer.stop()
    await store.close()
    calls.close()
