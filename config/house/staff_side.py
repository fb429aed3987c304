"""Accounts and sessions."""

from dataclasses import dataclass

from aiohttp import web

from chat.staff.accounts import Accounts
from chat.staff.cookie import SessionCookie
from chat.staff.door import Door
from chat.staff.factors import Factors
from chat.staff.member import StaffMember
from chat.staff.passwords import Passwords
from chat.staff.ports import submitting
from chat.staff.sessions import Sessions
from config import told
from config.house.storage import Storage
from config.starting import Start


@dataclass(slots=True)
class StaffSide:
    """Accounts and sessions."""

    passwords: Passwords
    sessions: Sessions
    accounts: Accounts
    cookie: SessionCookie
    door: Door
    factors: Factors

    @classmethod
    def of(cls, start: Start, storage: Storage) -> "StaffSide":
        """Build it on the storage."""
        settings = told.staff(start.policy)
        submit = submitting(storage.writer)
        passwords = Passwords(settings.password_cost)
        cookie = SessionCookie(start.settings.behind_tls)
        sessions = Sessions(
            storage.store,
            submit,
            settings.sessions,
            storage.clock,
            factor_within=settings.factor_within if settings.factor_required else None,
        )
        return cls(
            passwords=passwords,
            sessions=sessions,
            accounts=Accounts(storage.store, submit, passwords, settings),
            cookie=cookie,
            door=Door(sessions, cookie),
            factors=Factors(storage.store, submit, storage.vault, storage.clock),
        )

    async def member_of(self, request: web.Request) -> StaffMember | None:
        """Return whose session a request's cookie names, if what it asks is open to them."""
        return await self.door.member_of(request)
