"""The server goes away: everybody is told, nobody is cut short, nothing hangs."""

import asyncio
from datetime import timedelta

import pytest

from tests.chat.realtime.raw_line import HandshakeRefused, RawLine
from tests.chat.realtime.serving_sockets import serving


async def test_moving_is_told_handlers_finish_and_nothing_hangs() -> None:
    async with serving() as sockets:
        lines = [await RawLine.open(sockets.port) for _ in range(20)]
        for line in lines:
            await line.join()
            await line.text()
        lines[0].say('42/young,1["wait",{"n":1}]')
        await sockets.becomes("heard", 1)
        loop = asyncio.get_running_loop()
        loop.call_later(0.2, sockets.echo.gate.set)
        began = loop.time()

        await sockets.transport.shut_down(timedelta(seconds=5))

        assert loop.time() - began < 2
        assert sockets.transport.connections == 0
        assert len(sockets.echo.gone_sids) == 20
        for line in lines:
            assert await line.text() == '42/young,["moving",{"in_s":5.0}]'
        assert await lines[0].text() == '43/young,1[{"ok":true}]'
        for line in lines:
            assert await line.closed() == (1001, "moving")
            line.abort()
        with pytest.raises(HandshakeRefused) as refused:
            await RawLine.open(sockets.port)
        assert refused.value.status == 503


async def test_an_empty_house_shuts_down_at_once() -> None:
    async with serving() as sockets:
        await sockets.transport.shut_down(timedelta(seconds=5))
