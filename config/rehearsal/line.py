"""One line to one namespace of a running server, which mends itself when it breaks."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import aiohttp

from config.rehearsal.packets import PONG, Kind, Packet, connect_packet, event_packet, read_packet

Json: TypeAlias = Mapping[str, Any]
FIRST_WAIT_S = 0.1
LONGEST_WAIT_S = 2.0
ANSWER_WITHIN_S = 10.0
SILENCE_S = 40.0
"""No server speaks less often than it pings (10 s here, 25 s by library default): a dead line."""
COME_AGAIN = frozenset({"unavailable", "slow_down"})


class LineLost(Exception):
    """The line broke before the answer came: what was asked may or may not have been done."""


class Refused(Exception):
    """The server said no, with a code of the wire contract."""

    def __init__(self, error: Json) -> None:
        """Keep the server's error object; `code` and `message` stand in it."""
        super().__init__(str(error.get("code", "unknown")))
        self.error = error
        self.code = str(error.get("code", "unknown"))


@dataclass(frozen=True, slots=True)
class Door:
    """Where a line goes, and how it says who it is."""

    http: aiohttp.ClientSession
    url: str
    namespace: str
    auth: Callable[[], Json]
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """The websocket's address, on the Engine.IO path."""
        return f"{self.url}/socket.io/?EIO=4&transport=websocket"


class Line:
    """A connection that comes back by itself, asks, and passes on what it hears in order.

    `on_event(name, data)` is called from the receiving task for every event, and an `at_ack` for
    its answer, in the order the server sent them: the wire contract promises one ordered stream.
    """

    def __init__(self, door: Door, on_event: Callable[[str, Any], None]) -> None:
        """Connect nothing yet; see `open`."""
        self.connects = 0
        self.on_connect: Callable[[], None] = lambda: None
        self._door = door
        self._on_event = on_event
        self._asked: dict[int, tuple[asyncio.Future[Json], Callable[[Json], None] | None]] = {}
        self._number = 0
        self._ws: aiohttp.ClientWebSocketResponse | None = None
        self._up = asyncio.Event()
        self._end: Refused | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def is_up(self) -> bool:
        """Whether the server has given this line its place just now."""
        return self._up.is_set() and self._end is None

    async def open(self) -> None:
        """Connect, and stay connected until `close`; raise `Refused` if the server says no."""
        self._task = asyncio.create_task(self._stay())
        await self.wait_up()

    async def wait_up(self) -> None:
        """Return when the line stands; raise `Refused` when it never will again."""
        await self._up.wait()
        if self._end is not None:
            raise self._end

    async def close(self) -> None:
        """Hang up for good."""
        self._end = self._end or Refused({"code": "left"})
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._lose()
        self._up.set()

    async def cut(self) -> None:
        """Break the connection as a bad network does; it comes back by itself."""
        if self._ws is not None:
            await self._ws.close()

    def tell(self, event: str, payload: Json) -> None:
        """Say something that needs no answer; while the line is down it is not said."""
        if self._ws is not None and self.is_up:
            self._write(event_packet(self._door.namespace, event, payload))

    async def call(
        self, event: str, payload: Json, *, at_ack: Callable[[Json], None] | None = None
    ) -> Json:
        """Ask once on the line as it stands; the answer as given, or `LineLost`."""
        if self._ws is None or not self.is_up:
            raise LineLost
        self._number += 1
        number = self._number
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._asked[number] = (answer, at_ack)
        self._write(event_packet(self._door.namespace, event, payload, number))
        try:
            # Not wait_for: before Python 3.12 it may swallow being cancelled.
            async with asyncio.timeout(ANSWER_WITHIN_S):
                return await answer
        except TimeoutError:
            raise LineLost from None
        finally:
            self._asked.pop(number, None)

    async def ask(
        self, event: str, payload: Json, *, at_ack: Callable[[Json], None] | None = None
    ) -> Json:
        """Ask until there is an answer, across broken lines; raise `Refused` for a no.

        Only for what may be asked twice: reads, and changes that carry a `client_id`.
        """
        while True:
            await self.wait_up()
            try:
                answer = await self.call(event, payload, at_ack=at_ack)
            except LineLost:
                await asyncio.sleep(FIRST_WAIT_S)
                continue
            if answer.get("ok"):
                return answer
            refused = Refused(answer.get("error", {}))
            if refused.code not in COME_AGAIN:
                raise refused
            await asyncio.sleep(float(refused.error.get("retry_after_s") or FIRST_WAIT_S))

    async def _stay(self) -> None:
        wait = FIRST_WAIT_S
        while self._end is None:
            before = self.connects
            with contextlib.suppress(aiohttp.ClientError, OSError, TimeoutError, ValueError):
                await self._one_connection()
            self._lose()
            wait = FIRST_WAIT_S if self.connects > before else min(wait * 2, LONGEST_WAIT_S)
            if self._end is None:
                await asyncio.sleep(wait * random.uniform(0.5, 1))  # noqa: S311 - jitter, no secret
        self._up.set()

    async def _one_connection(self) -> None:
        door = self._door
        async with door.http.ws_connect(
            door.address,
            headers={"Origin": door.url, **door.headers},
            timeout=aiohttp.ClientWSTimeout(ws_receive=SILENCE_S, ws_close=1.0),
            max_msg_size=0,
        ) as ws:
            self._ws = ws
            async for frame in ws:
                if frame.type is not aiohttp.WSMsgType.TEXT or not self._heard(frame.data):
                    return

    def _heard(self, text: str) -> bool:
        """Whether to go on listening."""
        packet = read_packet(text)
        match packet.kind:
            case Kind.PING:
                self._write(PONG)
            case Kind.OPEN:
                self._write(connect_packet(self._door.namespace, self._door.auth()))
            case Kind.CONNECTED:
                self.connects += 1
                self._up.set()
                self.on_connect()
            case Kind.EVENT if isinstance(packet.data, list) and packet.data:
                self._on_event(str(packet.data[0]), (packet.data[1:] or [None])[0])
            case Kind.ACK:
                self._answered(packet)
            case Kind.REFUSED:
                return self._refused(packet)
            case Kind.DISCONNECTED | Kind.ENDED:
                return False
        return True

    def _answered(self, packet: Packet) -> None:
        answer, at_ack = self._asked.get(packet.ack or 0, (None, None))
        body = packet.data[0] if isinstance(packet.data, list) and packet.data else {}
        if answer is None or answer.done():
            return
        if at_ack is not None and body.get("ok"):
            at_ack(body)
        answer.set_result(body)

    def _refused(self, packet: Packet) -> bool:
        said = packet.data if isinstance(packet.data, dict) else {}
        refused = Refused(said.get("data") or {"code": said.get("message", "unknown")})
        if refused.code not in COME_AGAIN | {"starting"}:
            self._end = refused
        return False

    def _write(self, text: str) -> None:
        if self._ws is not None and not self._ws.closed:
            sending = asyncio.ensure_future(self._ws.send_str(text))
            sending.add_done_callback(_no_matter)

    def _lose(self) -> None:
        self._ws = None
        if self._end is None:
            self._up.clear()
        for answer, _ in list(self._asked.values()):
            if not answer.done():
                answer.set_exception(LineLost())


def _no_matter(sending: asyncio.Future[None]) -> None:
    """A line that breaks while we write is noticed by the one who reads it."""
    if not sending.cancelled():
        sending.exception()
