"""Production runs on uvloop, whose transports buffer, pause and close in their own way."""

import asyncio
from datetime import timedelta

import pytest
import uvloop

from tests.chat.realtime.raw_line import RawLine
from tests.chat.realtime.serving_sockets import serving
from tests.faults.frames import throw_at_transport

SOON = timedelta(milliseconds=300)


def test_rubbish_breaks_nothing_on_uvloop_either() -> None:
    outcome = uvloop.run(throw_at_transport(3_000))

    assert outcome.faults == []


@pytest.mark.parametrize("bound", [{"outgoing_bytes": 200_000}, {"stalled": SOON}])
def test_a_reader_who_takes_nothing_is_cut_on_uvloop_too(bound: dict[str, object]) -> None:
    async def stand_still() -> None:
        async with serving(**bound) as sockets, await RawLine.open(sockets.port) as line:
            await line.join()
            line.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a read transport, too
            for _ in range(100):
                if sockets.echo.gone_sids:
                    break
                sockets.echo.sockets[0].send("event", {"text": "x" * 9_900})
                await asyncio.sleep(0)

            await sockets.becomes("gone", 1)
            assert sockets.transport.counters["closed_behind"] == 1

    uvloop.run(stand_still())


def test_a_reader_who_pauses_gets_everything_in_order_on_uvloop() -> None:
    async def pause() -> None:
        async with serving() as sockets, await RawLine.open(sockets.port) as line:
            await line.join()
            await line.text()
            line.writer.transport.pause_reading()  # type: ignore[attr-defined]  # a read transport, too
            for n in range(200):
                sockets.echo.sockets[0].send("event", {"n": n, "text": "x" * 5_000})
                await asyncio.sleep(0)
            await asyncio.sleep(0.2)
            line.writer.transport.resume_reading()  # type: ignore[attr-defined]  # a read transport, too

            heard = [await line.text() for _ in range(200)]

            assert [text[:30].split('"n":')[1].split(",")[0] for text in heard] == [
                str(n) for n in range(200)
            ]

    uvloop.run(pause())
