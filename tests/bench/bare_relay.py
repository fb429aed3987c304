"""Our transport as a relay that keeps nothing: what the yardstick does, over our sockets.

    python tests/bench/bare_relay.py --port 9002 [--loop uvloop|asyncio]

It does what a stock python-socketio relay does in its few lines: two clients that connect with
auth `{"pair": n}` hear each other's `msg`, and the answer is `{"ok": true}`. No store, no triage.
"""

import argparse
import asyncio
from collections.abc import Mapping

import uvloop
from aiohttp import web

from chat.realtime.transport import (
    Answer,
    Handler,
    Socket,
    Transport,
    TransportLimits,
    encode_event,
)


class Relay:
    """Both ends of a pair, in the root namespace."""

    path = "/"

    def __init__(self) -> None:
        self.handlers: Mapping[str, Handler] = {"msg": self.message}
        self.pairs: dict[object, list[Socket]] = {}

    async def connect(self, socket: Socket, auth: object, request: web.Request) -> None:
        """Sit down with the other one."""
        assert isinstance(auth, dict)
        socket.seat = self.pairs.setdefault(auth["pair"], [])
        self.pairs[auth["pair"]].append(socket)

    async def gone(self, socket: Socket) -> None:
        """Leave the other one alone."""
        assert isinstance(socket.seat, list)
        socket.seat.remove(socket)

    async def message(
        self, socket: Socket, data: object, answer: Answer
    ) -> Mapping[str, object] | None:
        """Pass it on."""
        assert isinstance(socket.seat, list)
        packet = encode_event("/", "msg", data)
        for other in socket.seat:
            if other is not socket:
                other.send_raw(packet)
        return {"ok": True}


async def main(port: int) -> None:
    """Serve until killed."""
    limits = TransportLimits(frames_each_ping=None, events_per_min=None, standing_per_network=None)
    transport = Transport([Relay()], limits, lambda code, _: {"ok": False, "error": {"code": code}})
    app = web.Application()
    transport.attach(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=4096).start()
    print("ready", flush=True)  # noqa: T201 -- whoever started it waits for this word
    await asyncio.Event().wait()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--loop", choices=["uvloop", "asyncio"], default="uvloop")
    chosen = options.parse_args()
    run = uvloop.run if chosen.loop == "uvloop" else asyncio.run
    run(main(chosen.port))
