"""Calling people outside the house."""

from dataclasses import dataclass

from chat.actions.auditor import Auditor, Heartbeat
from chat.actions.calling import AppriseCalls
from chat.actions.delivering import Calls, Deliver
from chat.actions.paging import Pager
from chat.storage.escalations import Escalations
from chat.storage.outbox import Outbox
from chat.words import Words
from config import told
from config.addresses import Addresses
from config.house.conversing import Conversing
from config.house.storage import Storage
from config.starting import Start
from config.webhooks import targets


@dataclass(slots=True)
class Paging:
    """Calling people outside the house."""

    calls: AppriseCalls
    pager: Pager
    auditor: Auditor

    @classmethod
    def of(cls, start: Start, storage: Storage, doing: Conversing, words: Words) -> "Paging":
        """Build it on the storage, and have every commit told."""
        calls = AppriseCalls(
            Addresses.of(start.settings).urls, words, told.bridge_page(start.settings)
        )
        systems = Deliver(
            targets(start.settings), storage.store, storage.vault, storage.writer, storage.clock
        )
        every = Calls(calls, systems)
        pager = Pager(Outbox(storage.store), storage.writer, storage.clock, every)
        storage.writer.tell(pager.told, growth=False)
        auditor = Auditor(
            escalations=Escalations(storage.store),
            outbox=Outbox(storage.store),
            clock=storage.clock,
            ladder=told.ladder(start.policy, start.settings),
            deadlines=start.policy.escalation_due,
            heartbeat=Heartbeat(start.settings.heartbeat_url),
            ticking=(doing.clock.ticks_still, doing.ladder.ticks_still, pager.ticks_still),
            trial_has_failed=lambda: doing.drills.has_failed,
        )
        return cls(calls, pager, auditor)
