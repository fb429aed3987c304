"""The yardstick: a stock python-socketio relay that keeps nothing. Do not make it faster or slower.

    python -m tests.bench.stock_relay --port 9001 [--loop uvloop|asyncio] [--ping 25]

Two clients that connect with auth {"pair": n, "side": 0|1} hear each other's `msg` events; the
answer to a `msg` is {"ok": true}. No authorisation, no triage, no store, library defaults
throughout.
"""

import argparse
import asyncio
import sys
from typing import Any

import socketio
import uvloop
from aiohttp import web


def relay(ping_s: float) -> web.Application:
    """Build the relay as the library's manual would."""
    sio = socketio.AsyncServer(async_mode="aiohttp", ping_interval=ping_s)
    app = web.Application()
    sio.attach(app)
    room_of: dict[str, str] = {}

    async def connect(sid: str, environ: object, auth: dict[str, int]) -> None:
        room_of[sid] = f"p{auth['pair']}"
        await sio.enter_room(sid, room_of[sid])

    async def disconnect(sid: str, reason: str) -> None:
        room_of.pop(sid, None)

    async def msg(sid: str, data: Any) -> dict[str, bool]:  # noqa: ANN401 - relayed as it is
        await sio.emit("msg", data, room=room_of[sid], skip_sid=sid)
        return {"ok": True}

    for handler in (connect, disconnect, msg):
        sio.event(handler)
    return app


async def main(port: int, ping_s: float) -> None:
    """Listen for ever."""
    runner = web.AppRunner(relay(ping_s), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, backlog=4096).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--loop", choices=["uvloop", "asyncio"], default="uvloop")
    options.add_argument("--ping", type=float, default=25)
    chosen = options.parse_args()
    run = uvloop.run if chosen.loop == "uvloop" else asyncio.run
    run(main(chosen.port, chosen.ping))
