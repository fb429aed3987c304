"""A house on duty, and a supervisor's console that remembers all it was told."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
from sqlalchemy import select

from chat.storage import tables
from chat.storage.store import Store
from config.rehearsal.line import Json, Refused
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.faults.two import Two, two_who_talk
from tests.serving import Serving

SOON_S = 5.0
DANGER = "jeg har sagt farvel og jeg gør det nu"


@dataclass
class Duty:
    """A house in one process or in two, and those who work there."""

    processes: tuple[Serving, ...]
    counsellor: Account
    supervisor: Account
    colleague: Account
    trainee: Account
    _came: int = 0

    @property
    def serving(self) -> Serving:
        """Return one of the processes: whoever comes, comes to the next."""
        self._came += 1
        return self.processes[self._came % len(self.processes)]


class Console(StaffClient):
    """A supervisor's console, or another, that remembers all it was told."""

    def __init__(self, house: House, role: str = "supervisor") -> None:
        self.told: list[tuple[str, Json]] = []
        self._more = asyncio.Event()
        super().__init__(house, role, on_event=self._event, on_news=self._said)

    async def until(self, event: str, fits: Callable[[Json], bool]) -> Json:
        """Return the first such frame, from now or before."""
        async with asyncio.timeout(SOON_S):
            while True:
                for name, data in self.told:
                    if name == event and fits(data):
                        return data
                self._more.clear()
                await self._more.wait()

    async def row_of(self, conversation_id: str, fits: Callable[[Json], bool]) -> Json:
        """Return the conversation's row once the board shows it so."""

        def rows(frame: Json) -> list[Json]:
            return [
                row
                for row in frame["rows"]
                if row["conversation_id"] == conversation_id and fits(row)
            ]

        async with asyncio.timeout(SOON_S):
            while True:
                for name, frame in self.told:
                    if name in {"board", "board:changed"} and rows(frame):
                        return rows(frame)[0]
                self._more.clear()
                await self._more.wait()

    async def escalation_of(self, conversation_id: str, state: str = "raised") -> Json:
        return await self.until(
            "escalation",
            lambda one: one["conversation_id"] == conversation_id and one["state"] == state,
        )

    def _said(self, event: str, data: Json) -> None:
        self.told.append((event, data))
        self._more.set()

    def _event(self, event: Json) -> None:
        self._said("event", event)


@asynccontextmanager
async def watching(duty: Duty, account: Account | None = None) -> AsyncIterator[Console]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        console = Console(House(http, duty.serving.url))
        await console.open(account or duty.supervisor)
        try:
            yield console
        finally:
            await console.close()


@asynccontextmanager
async def a_talk(duty: Duty) -> AsyncIterator[Two]:
    async with two_who_talk(duty.serving.url, duty.counsellor) as two:
        try:
            yield two
        finally:
            with suppress(Refused):  # a supervisor may have ended it
                await two.young.leave()
            wrapped_up = {"main": "family", "topics": [], "outcome": "helped"}
            await two.counsellor.line.ask(
                "wrap_up:record", about(two.conversation_id, **wrapped_up)
            )


@asynccontextmanager
async def learning(duty: Duty) -> AsyncIterator[Console]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        nora = Console(House(http, duty.serving.url), "counsellor")
        await nora.open(duty.trainee)
        await nora.line.ask("shift:start", {"capacity": 1})
        try:
            yield nora
        finally:
            await nora.close()


@asynccontextmanager
async def somebody_waits(duty: Duty, **entry: object) -> AsyncIterator[YoungClient]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        young = YoungClient(House(http, duty.serving.url))
        await young.open(**entry)
        try:
            yield young
        finally:
            await young.leave()
            await young.close()


def about(conversation_id: str, **more: object) -> dict[str, object]:
    return {"conversation_id": conversation_id, **more}


async def reads_written_down(duty: Duty, conversation_id: str) -> int:
    return (await acts_on(duty, conversation_id)).count("read_conversation")


async def acts_on(duty: Duty, conversation_id: str) -> list[str]:
    """Return what is written down of a conversation, in order."""
    audit = tables.audit.c
    query = select(audit.act).where(audit.subject == conversation_id).order_by(audit.n)
    store = Store(duty.serving.database_url)
    async with store.read() as connection:
        found = (await connection.scalars(query)).all()
    await store.close()
    return list(found)
