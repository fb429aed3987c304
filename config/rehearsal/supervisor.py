"""A simulated supervisor, named as such: is there while no real one is, and decides nothing."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from config.rehearsal.line import Json, Refused
from config.rehearsal.wire_client import Account, House, StaffClient

CONFIRMS_EVERY_S = 30.0
"""A supervisor counts as present for 60 s after they were last seen."""


@dataclass
class Supervisor:
    """Gives presence, so that the house may be open; never acknowledges: that takes a person."""

    house: House
    account: Account
    on_duty: bool = False
    _client: StaffClient = field(init=False)
    _news: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _task: asyncio.Task[None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Take a seat at the board."""
        self._client = StaffClient(self.house, "supervisor", on_news=self._told)

    async def come_on_duty(self) -> None:
        """Sign in, start a shift, and stay until `go_home`."""
        await self._client.open(self.account)
        await self._confirm()
        self._task = asyncio.create_task(self._stay())

    async def go_home(self) -> None:
        """Leave the board."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._client.close()

    def _somebody_real_is_here(self) -> bool:
        staff = self._client.news.get("on_shift", {}).get("staff", [])
        return any(
            "supervisor" in one["roles"]
            and one["staff_id"] != self._client.me["staff_id"]
            and one.get("state", "on") == "on"
            and one.get("here", True)  # one who closed the page without a word is not here
            for one in staff
        )

    async def _stay(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CONFIRMS_EVERY_S):
                    await self._news.wait()
            self._news.clear()
            with contextlib.suppress(Refused):
                if self._somebody_real_is_here():
                    await self._step_aside()
                else:
                    await self._confirm()

    async def _confirm(self) -> None:
        if not self.on_duty:
            await self._client.line.ask("shift:start", {})
            self.on_duty = True
        await self._client.line.ask("shift:confirm", {})

    async def _step_aside(self) -> None:
        if self.on_duty:
            await self._client.line.ask("shift:end", {})
            self.on_duty = False

    def _told(self, news: str, _: Json) -> None:
        if news == "on_shift" and self._somebody_real_is_here() == self.on_duty:
            self._news.set()
