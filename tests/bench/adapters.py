"""The two servers, as the generator sees them."""

import asyncio
import hashlib
import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

import aiohttp
from sqlalchemy import insert

from chat.storage.store import Store
from chat.storage.tables import sessions, staff
from config.rehearsal.wire_client import House
from tests.bench.link import Link, Talker

TEXT_SIZE = 80
PARALLEL = 20
COOKIE = "brobygger"
YOUNG, COUNSELLOR = 0, 1


class Stock:
    """`stock_relay.py`."""

    namespace = "/"

    def __init__(self, url: str, *, deflate: bool = False) -> None:
        self.url = urlsplit(url)
        self.deflate = deflate

    async def prepare(self, first: int, end: int) -> None:
        """There is nothing to prepare."""

    def link(self, pair: int, side: int) -> Talker:
        return Link(self, pair, side)

    def address(self, pair: int, side: int) -> SplitResult:
        return self.url

    def namespace_of(self, side: int) -> str:
        return self.namespace

    def headers(self, pair: int, side: int) -> Mapping[str, str]:
        return {}

    def auth(self, pair: int, side: int) -> object:
        return {"pair": pair, "side": side}

    async def after_connect(self, link: Link) -> None:
        """It may write at once."""

    def text(self, pair: int, side: int, seq: int) -> str:
        return f"{pair}:{side}:{seq}:".ljust(TEXT_SIZE, "x")

    def message(self, link: Link, seq: int, text: str) -> tuple[str, object]:
        return "msg", {"cid": f"{link.pair}-{link.side}-{seq}", "text": text}

    def ack_ok(self, args: list[Any]) -> bool:
        return bool(args) and args[0].get("ok") is True

    def delivery(self, link: Link, event: str, args: list[Any]) -> str | None:
        return str(args[0]["text"]) if event == "msg" else None


class Brobygger(Stock):
    """This server: the young person of pair n and a counsellor of their own.

    Each end has a socket, as with the yardstick; `tokens` are the counsellors' sessions.
    """

    namespace = "/young"

    def __init__(
        self,
        url: str,
        tokens: Sequence[str] = (),
        *,
        deflate: bool = False,
        counsellors_at: str | None = None,
    ) -> None:
        super().__init__(url, deflate=deflate)
        self.tokens = tokens
        self.counsellors_at = urlsplit(counsellors_at or url)
        self._secrets: dict[int, str] = {}
        self._conversations: dict[int, str] = {}
        self._stands_in_line: dict[int, asyncio.Event] = {}

    async def prepare(self, first: int, end: int) -> None:
        self._stands_in_line = {pair: asyncio.Event() for pair in range(first, end)}
        gate = asyncio.Semaphore(PARALLEL)
        async with aiohttp.ClientSession() as http:
            house = House(http, self.url.geturl())

            async def one(pair: int) -> None:
                self._secrets[pair] = secrets.token_urlsafe(32)
                async with gate:
                    opened = await house.open_conversation({"token": self._secrets[pair]})
                self._conversations[pair] = str(opened["conversation_id"])

            await asyncio.gather(*(one(pair) for pair in range(first, end)))

    def namespace_of(self, side: int) -> str:
        return "/young" if side == YOUNG else "/counsellor"

    def address(self, pair: int, side: int) -> SplitResult:
        return self.url if side == YOUNG else self.counsellors_at

    def headers(self, pair: int, side: int) -> Mapping[str, str]:
        origin = {"Origin": self.address(pair, side).geturl()}
        return origin if side == YOUNG else {**origin, "Cookie": f"{COOKIE}={self.tokens[pair]}"}

    def auth(self, pair: int, side: int) -> object:
        return {"token": self._secrets[pair], "last_seq": 0} if side == YOUNG else {}

    async def after_connect(self, link: Link) -> None:
        if link.side == YOUNG:
            self._stands_in_line[link.pair].set()
            return
        await self._stands_in_line[link.pair].wait()
        await _yes(link, "shift:start", {"capacity": 1})
        wish = {"conversation_id": self._conversations[link.pair]}
        await _yes(link, "conversation:accept", wish)

    def message(self, link: Link, seq: int, text: str) -> tuple[str, object]:
        said = {"client_id": client_id(link.pair, link.side, seq), "text": text}
        if link.side == COUNSELLOR:
            said["conversation_id"] = self._conversations[link.pair]
        return "message:send", said

    def delivery(self, link: Link, event: str, args: list[Any]) -> str | None:
        if event != "event" or args[0]["kind"] != "message":
            return None
        return str(args[0]["data"]["text"])


class Storm(Brobygger):
    """Young people who all come back at once, each with a real token and something missed."""

    missed = 3

    async def after_connect(self, link: Link) -> None:
        answer = await link.call("events:since", {"seq": 0})
        assert self.ack_ok(answer), answer

    async def fill(self, pairs: int) -> None:
        """Let everybody say something before they leave and come back."""
        await self.prepare(0, pairs)
        for pair in range(pairs):
            link = Link(self, pair, YOUNG)
            await link.connect()
            for seq in range(1, self.missed + 1):
                said = self.message(link, seq, self.text(pair, YOUNG, seq))
                assert self.ack_ok(await link.call(*said))
            link.close()


def client_id(pair: int, side: int, seq: int) -> str:
    """Build a UUID that names its message."""
    return f"{pair:08x}-{side:04x}-4000-8000-{seq:012x}"


def counsellors(database: str, number: int) -> list[str]:
    """Put accounts with running sessions into a database nobody serves yet; return the tokens.

    Written as the sign-in writes them, but without its password hashes: 200 of these would cost
    half a minute that measures nothing.
    """
    now = datetime.now(UTC)
    tokens = [secrets.token_urlsafe(32) for _ in range(number)]
    people = [
        {
            "staff_id": str(uuid.uuid4()),
            "username": f"bench-{one}",
            "display_name": f"Bench {one}",
            "roles": "counsellor",
            "language": "da",
            "password_hash": None,
            "made_at": now,
            "sessions_from": now,
        }
        for one in range(number)
    ]
    open_sessions = [
        {
            "token_hash": hashlib.sha256(token.encode()).digest(),
            "staff_id": person["staff_id"],
            "started_at": now,
            "used_at": now,
        }
        for token, person in zip(tokens, people, strict=True)
    ]
    asyncio.run(_insert(database, people, open_sessions))
    return tokens


async def _insert(
    database: str, people: Sequence[Mapping[str, Any]], open_sessions: Sequence[Mapping[str, Any]]
) -> None:
    store = Store(database)
    async with store.write() as connection:
        await connection.execute(insert(staff), people)
        await connection.execute(insert(sessions), open_sessions)
    await store.close()


async def _yes(link: Link, event: str, payload: object) -> None:
    answer = await link.call(event, payload)
    if not link.adapter.ack_ok(answer):
        raise ConnectionError(f"{event}: {answer}")
