"""Where rubbish is thrown: at the bare transport, and at a whole house with people in it."""

import asyncio
import logging
import random
import re
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, Protocol

import aiohttp
import psutil
import structlog

from config.rehearsal.line import Json
from config.rehearsal.wire_client import Account, House, YoungClient
from tests.chat.realtime.serving_sockets import Sockets, serving
from tests.faults.rubbish import CANARY
from tests.serving import OPEN_HOUSE, Serving

FAILS_ON_PURPOSE = (("fail", "TypeError"), ("connect", "KeyError"))
"""What the bare transport's namespace does wrong when asked, so that rubbish meets bugs as well."""
TROUBLE = re.compile(r"Traceback|never retrieved|_failed|library_error|never awaited|" + CANARY)
ROLES = ("counsellor", "supervisor")
QUIET_WITHIN_S = 20.0
CONVERSATIONS = 40


@dataclass(frozen=True)
class Door:
    """One way in, and a question that is always answered there."""

    port: int
    namespace: str
    auth: Json
    headers: dict[str, str]
    question: tuple[str, Json]
    conversation_id: str


class Place(Protocol):
    """A server to throw at."""

    async def door(self, chance: random.Random) -> Door:
        """Return a way in."""
        ...

    def resident_bytes(self) -> int:
        """Return how much memory it uses."""
        ...

    async def faults(self) -> list[str]:
        """Return what is wrong once everybody is gone: ghosts, complaints, words."""
        ...


class Complaints(logging.Handler):
    """Collects every log line and every exception nobody caught, in this process."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.name}: {record.getMessage()[:200]}")

    def log_line(self, _: object, __: str, line: MutableMapping[str, Any]) -> NoReturn:
        """Hear what the house itself logs."""
        if (line.get("handler"), line.get("failure")) not in FAILS_ON_PURPOSE:
            self.heard.append(str(line))
        raise structlog.DropEvent

    def uncaught(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.heard.append(f"uncaught: {context.get('message')} {context.get('exception')!r}")


@dataclass
class BareTransport:
    """The transport alone, in this process."""

    sockets: Sockets
    complaints: Complaints

    async def door(self, chance: random.Random) -> Door:
        self.sockets.echo.heard.clear()
        self.sockets.echo.sockets.clear()
        question: Json = {"still": "there"}
        return Door(self.sockets.port, "/young", {"token": "t"}, {}, ("echo", question), "")

    def resident_bytes(self) -> int:
        return int(psutil.Process().memory_info().rss)

    async def faults(self) -> list[str]:
        transport, echo = self.sockets.transport, self.sockets.echo
        for _ in range(500):
            if transport.connections == 0 and echo.came == len(echo.gone_sids):
                break
            await asyncio.sleep(0.01)
        left, went = transport.connections, len(echo.gone_sids)
        wrong = [] if left == 0 else [f"{left} lines left"]
        wrong += [] if echo.came == went else [f"{echo.came} came, {went} went"]
        wrong += [] if len(set(echo.gone_sids)) == went else ["somebody went twice"]
        return wrong + self.complaints.heard


@asynccontextmanager
async def bare_transport() -> AsyncIterator[BareTransport]:
    complaints = Complaints()
    asyncio.get_running_loop().set_exception_handler(complaints.uncaught)
    logging.getLogger().addHandler(complaints)
    processors = structlog.get_config()["processors"]
    usual = processors[:]
    processors[:] = [complaints.log_line]
    try:
        async with serving(frames_each_ping=None, events_per_min=None) as sockets:
            yield BareTransport(sockets, complaints)
    finally:
        processors[:] = usual
        logging.getLogger().removeHandler(complaints)


@dataclass
class WholeHouse:
    """A real server in a process of its own, with staff on shift and young people waiting."""

    serving: Serving
    house: House
    cookies: dict[str, str] = field(default_factory=dict)
    young: list[YoungClient] = field(default_factory=list)

    async def door(self, chance: random.Random) -> Door:
        one = chance.choice(self.young)
        conversation_id = str(one.place["conversation_id"])
        since: Json = {"conversation_id": conversation_id, "seq": 0}
        audience = chance.choice(("young", "young", *ROLES))
        port = self.serving.port
        if audience == "young":
            auth: Json = {"token": one.token, "last_seq": 0}
            question: tuple[str, Json] = ("events:since", {"seq": 0})
            return Door(port, "/young", auth, {}, question, conversation_id)
        headers = {"Cookie": self.cookies[audience], "Origin": self.serving.url}
        question = ("events:since", since)
        return Door(port, f"/{audience}", {}, headers, question, conversation_id)

    def resident_bytes(self) -> int:
        return int(psutil.Process(self.serving.pid).memory_info().rss)

    async def faults(self) -> list[str]:
        left = "unknown"
        for _ in range(100):
            async with self.house.http.get(f"{self.serving.url}/metrics") as answer:
                numbers = await answer.text()
            found = re.search(r"^brobygger_connections (\S+)", numbers, re.MULTILINE)
            left = found[1] if found else "unknown"
            if left == "0.0":
                break
            await asyncio.sleep(QUIET_WITHIN_S / 100)
        wrong = [] if left == "0.0" else [f"{left} lines left"]
        return wrong + self._troubles()

    def _troubles(self) -> list[str]:
        said = self.serving.output.read_text(encoding="utf-8", errors="replace").splitlines()
        return [line[:300] for line in said if TROUBLE.search(line)]


@asynccontextmanager
async def whole_house(folder: Path) -> AsyncIterator[WholeHouse]:
    server = Serving(folder, OPEN_HOUSE + "max_capacity: 1000\n")
    accounts: list[Account] = [server.staff(role, role, role.title()) for role in ROLES]
    async with (
        server.beside(),
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http,
    ):
        place = WholeHouse(server, House(http, server.url))
        for account in accounts:
            cookie = await place.house.sign_in(account.username, account.password)
            place.cookies[account.username] = cookie
        for _ in range(CONVERSATIONS):
            young = YoungClient(place.house)
            young.place = await place.house.open_conversation({"token": young.token})
            place.young.append(young)
        yield place
