"""Accounts and sessions."""

from dataclasses import dataclass

from aiohttp import web

from chat.staff.accounts import Accounts
from chat.staff.cookie import SessionCookie
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

    @classmethod
    def of(cls, start: Start, storage: Storage) -> "StaffSide":
        """Build it on the storage."""
        settings = told.staff(start.policy)
        submit = submitting(storage.writer)
        passwords = Passwords(settings.password_cost)
        return cls(
            passwords=passwords,
            sessions=Sessions(storage.store, submit, settings.sessions, storage.clock),
            accounts=Accounts(storage.store, submit, passwords, settings),
            cookie=SessionCookie(start.settings.behind_tls),
        )

    async def member_of(self, request: web.Request) -> StaffMember | None:
        """Return whose session a request's cookie names."""
        token = self.cookie.read(request)
        return None if token is None else await self.sessions.who(token)
