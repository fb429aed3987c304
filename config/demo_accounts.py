"""The demo's accounts: new passwords at every start, printed once and kept nowhere."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import EVERYWHERE, WorkArea
from chat.staff.account_statements import NewAccount
from chat.staff.accounts import Accounts
from chat.staff.roles import Role
from config.rehearsal.advising import EA, Cast
from config.rehearsal.bridges import CILLE
from config.rehearsal.demo import STAFF
from config.rehearsal.wire_client import Account

FOR_PEOPLE = (
    Account("sofie", "", "Sofie", ("counsellor",)),
    Account("jonas", "", "Jonas", ("counsellor",)),
    Account("karen", "", "Karen Holm", ("supervisor",)),
    Account("ida", "", "Ida", ("bridge_builder",)),
)
"""Whom somebody who looks at the demo signs in as."""


def on_wire(accounts: Sequence[Account]) -> list[Mapping[str, object]]:
    """Return what `serve --demo` prints of them."""
    return [
        {"username": one.username, "password": one.password, "roles": list(one.roles)}
        for one in accounts
    ]


@dataclass(frozen=True, slots=True)
class DemoAccounts:
    """Makes them, or gives those of an earlier start new passwords."""

    accounts: Accounts

    async def for_people(self) -> Sequence[Account]:
        """Return those that are printed, ready to sign in."""
        return await asyncio.gather(*map(self._one, FOR_PEOPLE))

    async def simulated(self, for_people: Sequence[Account]) -> tuple[Sequence[Account], Cast]:
        """Return the simulated staff, and who plays what others have to do."""
        *staff, offers = await asyncio.gather(*map(self._one, (*STAFF, CILLE)))
        builder = next(one for one in for_people if Role.BRIDGE_BUILDER in one.roles)
        asker = next(one for one in for_people if Role.COUNSELLOR in one.roles)
        # A password costs 50 ms: whom nobody needs in the first seconds is made when they come.
        return staff, Cast(offers, asker, builder, partial(self._one, EA))

    async def _one(self, account: Account) -> Account:
        password = secrets.token_urlsafe(15)
        roles = frozenset(Role(role) for role in account.roles)
        area = WorkArea.of(EVERYWHERE if Role.BRIDGE_BUILDER in roles else None)
        new = NewAccount.of(account.username, account.display_name, roles, area)
        try:
            await self.accounts.add(new, password)
        except Refused as refused:
            if refused.code is not RefusalCode.CONFLICT:
                raise
            # Who looks on comes back by themselves to a house that was killed, as in life.
            await self.accounts.reset(account.username, password, stays_in=True)
        return Account(account.username, password, account.display_name, account.roles)
