"""What is kept, and the one who writes it."""

from dataclasses import dataclass

from chat.actions.hard_talks import HARD_FROM
from chat.domain.identifiers import ProcessId, new_process_id
from chat.storage.conversations import Conversations
from chat.storage.log import Log
from chat.storage.on_desks import OnDesks
from chat.storage.shifts import Shifts
from chat.storage.store import Store
from chat.storage.vault import Vault
from chat.storage.writer import Writer
from config import told
from config.starting import Start
from config.steady_clock import SteadyClock


@dataclass(slots=True)
class Storage:
    """What is kept, and the one who writes it."""

    store: Store
    vault: Vault
    writer: Writer
    log: Log
    conversations: Conversations
    shifts: Shifts
    on_desks: OnDesks
    clock: SteadyClock
    process: ProcessId | None
    """What this process goes by among others on its database; on SQLite there are none."""

    @classmethod
    def of(cls, start: Start) -> "Storage":
        """Point at the database this start found in order."""
        process = None if start.settings.sqlite_file else new_process_id()
        store = Store(start.settings.database)
        vault = Vault(start.master_key)
        clock = SteadyClock()
        steps = start.legal_duties.rules()
        rules = told.rules(start.policy, start.settings, start.care, start.directory, steps)
        writer = Writer(store, vault, rules, clock)
        return cls(
            store,
            vault,
            writer,
            Log(store, vault),
            Conversations(store),
            Shifts(store),
            OnDesks(store, HARD_FROM),
            clock,
            process,
        )
