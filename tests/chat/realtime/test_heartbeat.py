"""Who stands in the door, who is silent, and who may stay."""

import asyncio
from datetime import timedelta

from tests.chat.realtime.raw_line import RawLine
from tests.chat.realtime.serving_sockets import serving

SOON = timedelta(milliseconds=300)


async def test_nobody_may_stand_in_the_door_without_coming_in() -> None:
    async with serving(handshake=SOON) as sockets, await RawLine.open(sockets.port) as line:
        assert await line.closed() == (1008, "no_namespace")
        await sockets.becomes("lines", 0)


async def test_whoever_came_in_may_stay() -> None:
    async with serving(handshake=SOON) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()
        await asyncio.sleep(0.8)

        assert await line.ask("echo", {}) == {"ok": True, "data": {}}


async def test_whoever_does_not_answer_a_ping_is_gone() -> None:
    soon = {"ping_every": SOON, "ping_answer": SOON}
    async with serving(**soon) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()

        assert await line.closed() == (1008, "ping_timeout")
        await sockets.becomes("gone", 1)


async def test_whoever_answers_stays() -> None:
    soon = {"ping_every": SOON, "ping_answer": SOON}
    async with serving(**soon) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()
        reading = asyncio.create_task(line.text())
        await asyncio.sleep(1.5)

        sockets.echo.sockets[0].send("event", {})

        assert await reading == '42/young,["event",{}]'
