"""A real house on a port of its own, and clients of the wire that remember what they heard."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest

from config.rehearsal.line import Refused
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.serving import OPEN_HOUSE, Serving

POLICY = (
    OPEN_HOUSE
    + """\
max_capacity: 200
presence:
  counsellor_missed: 1 s
  counsellor_released: 3 s
  seat_held: 1 s
  young_arrival: 3 s
"""
)
WITHIN_S = 12.0


@dataclass
class People:
    """Everybody in one test: they are opened here and closed here."""

    processes: tuple[Serving, ...]
    accounts: dict[str, Account]
    http: aiohttp.ClientSession
    heard: dict[object, list[tuple[str, Any]]] = field(default_factory=dict)
    _came: int = 0
    _open: list[YoungClient | StaffClient] = field(default_factory=list)

    @property
    def serving(self) -> Serving:
        """Return one of the processes: whoever comes, comes to the next."""
        self._came += 1
        return self.processes[self._came % len(self.processes)]

    @property
    def house(self) -> House:
        return House(self.http, self.serving.url)

    async def young(self, **entry: object) -> YoungClient:
        young = YoungClient(self.house)
        self._open.append(young)
        await young.open(**entry)
        return young

    async def staff(self, name: str, *, capacity: int | None = 200) -> StaffClient:
        account = self.accounts[name]
        news: list[tuple[str, Any]] = []
        client = StaffClient(
            self.house, account.roles[0], on_news=lambda event, data: news.append((event, data))
        )
        self.heard[client] = news
        self._open.append(client)
        await client.open(account)
        if capacity is not None:
            await client.line.ask("shift:start", {"capacity": capacity})
        return client

    def news(self, client: StaffClient, event: str) -> list[Any]:
        """Return what a console has heard of this kind, in order."""
        return [data for name, data in self.heard[client] if name == event]

    async def go_home(self) -> None:
        for client in self._open:
            if isinstance(client, YoungClient) and client.line.is_up:
                await client.leave()
            await client.close()


@asynccontextmanager
async def people_of(
    processes: tuple[Serving, ...], accounts: dict[str, Account]
) -> AsyncIterator[People]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        people = People(processes, accounts, http)
        try:
            yield people
        finally:
            await people.go_home()


async def until(holds: Callable[[], object], within_s: float = WITHIN_S) -> None:
    """Return as soon as it holds; fail when it never does."""
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.02)


async def refusal(client: YoungClient | StaffClient, event: str, payload: object) -> str:
    """Return the code an event is refused with."""
    with pytest.raises(Refused) as refused:
        await client.line.ask(event, payload)  # type: ignore[arg-type] # bad payloads too
    return refused.value.code
