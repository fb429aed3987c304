"""What waits for a client has a bound: its own, and one for all together."""

import asyncio
import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from tests.chat.realtime.raw_line import RawLine
from tests.chat.realtime.serving_sockets import Sockets, serving

SOON = timedelta(milliseconds=300)


async def test_a_reader_who_takes_nothing_is_cut_at_its_bound() -> None:
    async with serving(outgoing_bytes=200_000) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a read transport, too

        for _ in range(100):
            sockets.echo.sockets[0].send("event", {"text": "x" * 50_000})
            await asyncio.sleep(0)

        await sockets.becomes("gone", 1)
        assert sockets.transport.counters["closed_behind"] == 1


async def test_a_welcome_is_bounded_too(sockets: Sockets) -> None:
    sockets.echo.welcomes = 300
    async with await RawLine.open(sockets.port) as line:
        line.say('40/young,{"token":"t"}')

        assert await line.closed() == (1008, "behind")
        await sockets.becomes("gone", 1)


async def test_a_bug_of_ours_ends_the_line_and_leaves_no_ghost(
    sockets: Sockets, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(_: bytes) -> None:
        raise RuntimeError("what somebody wrote")

    async with await RawLine.open(sockets.port) as line:
        await line.join()
        monkeypatch.setattr("chat.realtime.packets.read", trip)

        with capture_logs() as logs:
            line.say('42/young,1["echo",{}]')

            assert await line.closed() == (1011, "failed")
        await sockets.becomes("gone", 1)
    assert "somebody" not in str(logs)


async def test_a_reader_who_stands_still_is_cut_after_a_while() -> None:
    async with serving(stalled=SOON) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()
        line.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a read transport, too
        socket = sockets.echo.sockets[0]

        for _ in range(100):
            socket.send("event", {"text": "x" * 10_000})

        await sockets.becomes("gone", 1)
        assert sockets.transport.counters["closed_behind"] == 1


async def test_slow_readers_together_have_a_bound_and_others_do_not_notice() -> None:
    mib = 1 << 20
    async with serving(waiting_bytes=2 * mib) as sockets:
        slow = [await RawLine.open(sockets.port) for _ in range(12)]
        for line in slow:
            await line.join()
            line.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a read transport, too
        async with await RawLine.open(sockets.port) as healthy:
            await healthy.join()
            most = 0
            for _ in range(150):
                for socket in sockets.echo.sockets[:12]:
                    socket.send("event", {"text": "x" * 9_900})
                await asyncio.sleep(0)
                most = max(most, sockets.transport.traffic.waiting_bytes)

            assert await healthy.ask("echo", {}) == {"ok": True, "data": {}}
        assert mib < most < 2 * mib + 12 * 10_000
        assert sockets.transport.counters["closed_behind"] > 0
        for line in slow:
            line.abort()
        await sockets.becomes("lines", 0)
        assert sockets.transport.traffic.waiting_bytes == 0


async def test_a_burst_reaches_a_reader_who_reads(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()

        line.say('42/young,1["push",{"packets":1000,"size":50}]')
        heard = [await line.text() for _ in range(1001)]

        assert [json.loads(text[9:])[1]["n"] for text in heard[:-1]] == list(range(1000))
        assert heard[-1] == '43/young,1[{"ok":true}]'
