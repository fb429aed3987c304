"""Wrong passwords at a command cost time as at sign-in, although each run is a process of its own.

What failed is in the audit log; a new run reads it there, and counts as if it had been there.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from chat.domain.identifiers import StaffId
from chat.domain.refusal import Refused
from chat.staff.audit import Audit
from chat.staff.passwords import Passwords
from chat.staff.ports import Submit
from chat.staff.settings import SlowDownNumbers
from chat.staff.slow_down import FORGOTTEN_AFTER_S, SlowDown
from chat.storage.store import Store
from chat.storage.tables import audit

FAILED = "sign_in_failed"


@dataclass(frozen=True, slots=True)
class CommandTries:
    """Tries at one command, `command` by name: it counts as a network does at sign-in."""

    command: str
    store: Store
    submit: Submit
    passwords: Passwords
    numbers: SlowDownNumbers

    async def is_right(
        self, staff_id: StaffId | None, password: str, stored: str | None, now: datetime
    ) -> bool:
        """Say whether a password is somebody's; a wrong one is written down.

        `staff_id` and `stored` are `None` where nobody has that name; it takes as long.

        Raises:
            Refused: `slow_down`, with the whole seconds to wait, after too many wrong ones.
        """
        slow_down = await self._as_audited(now)
        with slow_down.begin(staff_id or "", self.command):
            right = await self.passwords.is_right(password, stored)
        if not right:
            await self.submit(Audit(FAILED, staff_id, subject=self.command))
        return right

    async def _as_audited(self, now: datetime) -> SlowDown:
        since = now - timedelta(seconds=FORGOTTEN_AFTER_S)
        here = audit.c
        query = (
            select(here.at, here.staff_id)
            .where(here.act == FAILED, here.subject == self.command, here.at > since)
            .order_by(here.n)
        )
        failures = await self.store.look(lambda connection: connection.execute(query).all())
        moments = [since]

        def clock() -> float:
            return moments[-1].timestamp()

        slow_down = SlowDown(self.numbers, clock)
        for at, staff_id in failures:
            moments.append(at)
            # Of several at once one may have come through that now would have to wait.
            with suppress(Refused), slow_down.begin(staff_id or "", self.command) as one:
                one.failed()
        moments.append(now)
        return slow_down
