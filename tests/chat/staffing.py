"""A staff's side that is real: a database, the house's writer, Argon2id; only the clock is ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chat.domain.course import Rules
from chat.staff.accounts import Accounts
from chat.staff.factors import Factors
from chat.staff.invitations import Invitations
from chat.staff.passwords import Passwords
from chat.staff.ports import OffDuty, Submit, ending_duty, submitting
from chat.staff.proving import Proving
from chat.staff.sessions import Sessions
from chat.staff.settings import StaffSettings
from chat.staff.signing_in import SignIn
from chat.staff.slow_down import SlowDown
from chat.storage.store import Store
from chat.storage.vault import MasterKey, Vault
from chat.storage.writer import Writer
from tests.databases import Database

PASSWORD = "en lampe i vinduet"


class Clock:
    """Stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def moves(self, by: timedelta) -> None:
        self.now += by


@dataclass(frozen=True)
class House:
    store: Store
    submit: Submit
    clock: Clock
    settings: StaffSettings
    passwords: Passwords
    accounts: Accounts
    invitations: Invitations
    sessions: Sessions
    slow_down: SlowDown
    sign_in: SignIn
    proving: Proving
    factors: Factors
    off_duty: OffDuty


@asynccontextmanager
async def open_house(database: Database, passwords: Passwords) -> AsyncIterator[House]:
    await database.make_tables()
    store = Store(database.url)
    clock = Clock()
    vault = Vault(MasterKey("test", bytes(32)))
    writer = Writer(store, vault, Rules(), clock)
    writer.start()
    settings = StaffSettings()
    submit = submitting(writer)
    sessions = Sessions(store, submit, settings.sessions, clock)
    slow_down = SlowDown(settings.slow_down)
    yield House(
        store=store,
        submit=submit,
        clock=clock,
        settings=settings,
        passwords=passwords,
        accounts=Accounts(store, submit, passwords, settings),
        invitations=Invitations(store, submit, passwords, settings.shortest_password),
        sessions=sessions,
        slow_down=slow_down,
        sign_in=SignIn(store, submit, passwords, sessions, slow_down, vault),
        proving=Proving(store, submit, passwords, sessions, slow_down, vault),
        factors=Factors(store, submit, vault, clock),
        off_duty=ending_duty(writer),
    )
    await writer.stop()
    await store.close()
