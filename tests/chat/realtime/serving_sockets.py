"""A server of nothing but the transport, with a namespace that remembers what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web

from chat.realtime.transport import (
    Answer,
    ConnectRefused,
    Handler,
    Socket,
    Transport,
    TransportLimits,
)

Body = Mapping[str, object] | None


def refusal(code: str, language: str) -> dict[str, object]:
    return {"ok": False, "error": {"code": code, "message": f"{code} ({language})"}}


@dataclass
class Echo:
    """Lets in whoever has a token; remembers who came, who went, and what was said."""

    path: str = "/young"
    sockets: list[Socket] = field(default_factory=list)
    came: int = 0
    gone_sids: list[str] = field(default_factory=list)
    heard: list[object] = field(default_factory=list)
    finished: list[object] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    connecting: asyncio.Event | None = None
    welcomes: int = 1

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return {
            "echo": self.echo,
            "wait": self.wait,
            "fail": self.fail,
            "push": self.push,
            "early": self.early,
            "cancelled": self.cancelled,
        }

    async def connect(self, socket: Socket, auth: object, request: web.Request) -> None:
        if self.connecting is not None:
            await self.connecting.wait()
        if auth == {"token": "bug"}:
            raise KeyError("secret words")
        if not isinstance(auth, dict) or "token" not in auth:
            raise ConnectRefused("unauthorized", "no", retry_after_s=3)
        if auth.get("language"):
            socket.language = str(auth["language"])
        socket.seat = auth["token"]
        for _ in range(self.welcomes):
            socket.send("welcome", {"n": len(self.sockets)})
        self.sockets.append(socket)
        self.came += 1

    async def gone(self, socket: Socket) -> None:
        self.gone_sids.append(socket.sid)

    async def echo(self, socket: Socket, data: object, answer: Answer) -> Body:
        self.heard.append(data)
        return {"ok": True, "data": data}

    async def wait(self, socket: Socket, data: object, answer: Answer) -> Body:
        self.heard.append(data)
        await self.gate.wait()
        self.finished.append(data)
        return {"ok": True}

    async def fail(self, socket: Socket, data: object, answer: Answer) -> Body:
        raise TypeError("what somebody wrote")

    async def push(self, socket: Socket, data: object, answer: Answer) -> Body:
        assert isinstance(data, dict)
        for n in range(int(data["packets"])):
            socket.send("event", {"n": n, "text": "x" * int(data["size"])})
        return {"ok": True}

    async def cancelled(self, socket: Socket, data: object, answer: Answer) -> Body:
        raise asyncio.CancelledError

    async def early(self, socket: Socket, data: object, answer: Answer) -> Body:
        answer({"ok": True, "first": True})
        answer({"ok": True, "second": True})
        socket.send("after", {})
        return {"ok": True, "third": True}


@dataclass
class Sockets:
    """A running server."""

    transport: Transport
    echo: Echo
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def becomes(self, what: str, wanted: int) -> None:
        """Wait until a number of this server is what it should be."""
        numbers = {
            "lines": lambda: self.transport.connections,
            "gone": lambda: len(self.echo.gone_sids),
            "heard": lambda: len(self.echo.heard),
            "came": lambda: len(self.echo.sockets),
        }
        for _ in range(1000):
            if numbers[what]() == wanted:
                return
            await asyncio.sleep(0.005)
        raise AssertionError(f"{what} is {numbers[what]()}, not {wanted}")


@asynccontextmanager
async def serving(**limits: object) -> AsyncIterator[Sockets]:
    """Serve on a free port until the test is done; whatever is left then is ended."""
    echo, other = Echo(), Echo("/counsellor")
    transport = Transport([echo, other], TransportLimits.model_validate(limits), refusal)
    app = web.Application()
    transport.attach(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield Sockets(transport, echo, port)
    finally:
        echo.gate.set()
        await transport.shut_down(timedelta(0))
        await runner.cleanup()
