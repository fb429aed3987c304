"""Handlers one after the other, and sockets that come and go exactly once."""

import asyncio
import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from tests.chat.realtime.raw_line import CLOSE, RawLine, frame
from tests.chat.realtime.serving_sockets import Sockets, serving


async def test_a_handler_that_fails_is_answered_and_its_words_are_not_logged(
    sockets: Sockets, capfd: pytest.CaptureFixture[str]
) -> None:
    with capture_logs() as logs:
        async with await RawLine.open(sockets.port) as line:
            await line.join()

            line.say('42/young,1["fail",{"text":"what somebody wrote"}]')

            assert await line.refused_as(1) == "unavailable"
    assert [one["event"] for one in logs] == ["handler_failed"]
    assert "somebody" not in str(logs) + "".join(capfd.readouterr())


async def test_a_handler_whose_future_was_cancelled_is_answered_like_any_failure(
    sockets: Sockets,
) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say('42/young,1["cancelled",{}]')
        line.say('42/young,2["echo",{}]')

        assert await line.refused_as(1) == "unavailable"
        assert await line.answer(2) == {"ok": True, "data": {}}


async def test_events_of_one_socket_are_handled_one_after_the_other(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say('42/young,1["wait",{"n":1}]')
        line.say('42/young,2["echo",{"n":2}]')
        await sockets.becomes("heard", 1)
        await asyncio.sleep(0.05)
        assert sockets.echo.heard == [{"n": 1}]
        sockets.echo.gate.set()

        assert await line.answer(1) == {"ok": True}
        assert await line.answer(2) == {"ok": True, "data": {"n": 2}}


async def test_a_slow_handler_holds_up_neither_pings_nor_other_lines() -> None:
    soon = {"ping_every": timedelta(seconds=0.3), "ping_answer": timedelta(seconds=0.3)}
    async with (
        serving(**soon) as sockets,
        await RawLine.open(sockets.port) as slow,
        await RawLine.open(sockets.port) as other,
    ):
        await slow.join()
        await other.join()
        slow.say('42/young,1["wait",{}]')

        assert await other.ask("echo", {}) == {"ok": True, "data": {}}
        waiting = asyncio.create_task(slow.answer(1))
        await asyncio.sleep(1.2)
        sockets.echo.gate.set()
        assert await waiting == {"ok": True}
        other.abort()


async def test_what_does_not_fit_in_line_is_told_to_slow_down(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        line.say('42/young,0["wait",{}]')
        await sockets.becomes("heard", 1)

        for n in range(1, 41):
            line.say(f'42/young,{n}["echo",{{"n":{n}}}]')

        for n in range(33, 41):
            refused = await line.answer(n)
            assert isinstance(refused, dict)
            assert refused["error"]["code"] == "slow_down"
            assert refused["error"]["retry_after_s"] == 1
        sockets.echo.gate.set()
        assert await line.answer(32) == {"ok": True, "data": {"n": 32}}


async def test_whoever_asks_too_often_is_told_when_to_ask_again() -> None:
    async with serving(events_per_min=30) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()

        for n in range(31):
            line.say(f'42/young,{n}["echo",{{}}]')

        refused = await line.answer(30)  # at once; the others wait their turn
        assert await line.answer(29) == {"ok": True, "data": {}}
        assert isinstance(refused, dict)
        assert refused["error"]["code"] == "slow_down"
        assert refused["error"]["retry_after_s"] == 2
        assert len(sockets.echo.heard) == 30


async def test_a_handler_that_has_begun_ends_even_when_its_line_is_gone(sockets: Sockets) -> None:
    line = await RawLine.open(sockets.port)
    await line.join()
    line.say('42/young,1["wait",{"n":1}]')
    line.say('42/young,2["wait",{"n":2}]')
    await sockets.becomes("heard", 1)

    line.abort()
    await sockets.becomes("lines", 0)
    assert sockets.echo.gone_sids == []
    sockets.echo.gate.set()

    await sockets.becomes("gone", 1)
    assert sockets.echo.finished == [{"n": 1}]


async def test_whoever_is_refused_is_told_why(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        line.say("40/young,{}")

        said = json.loads((await line.text()).removeprefix("44/young,"))

        assert said == {
            "message": "unauthorized",
            "data": {"code": "unauthorized", "message": "no", "retry_after_s": 3},
        }
        assert sockets.echo.gone_sids == []


async def test_a_connect_that_fails_refuses_and_speaks_the_lines_language(sockets: Sockets) -> None:
    path = "/socket.io/?EIO=4&transport=websocket&lang=en"
    with capture_logs() as logs:
        async with await RawLine.open(sockets.port, path) as line:
            line.say('40/young,{"token":"bug"}')

            said = json.loads((await line.text()).removeprefix("44/young,"))

    assert said["data"] == {"code": "unavailable", "message": "unavailable (en)"}
    assert "secret" not in str(logs)


async def test_a_thousand_refused_connects_leave_nothing_behind() -> None:
    async with serving(connects=1000) as sockets:
        tasks = len(asyncio.all_tasks())
        for _ in range(10):
            lines = await asyncio.gather(*(RawLine.open(sockets.port) for _ in range(50)))
            for line in lines:
                line.say("40/young,{}")
                line.say('40/counsellor,{"token":"bug"}')
                assert (await line.text()).startswith("44")
                assert (await line.text()).startswith("44")
                line.abort()
        await sockets.becomes("lines", 0)
        await asyncio.sleep(0.05)

        assert sockets.transport.counters["connect_refused"] == 1000
        assert sockets.echo.gone_sids == []
        assert sockets.echo.sockets == []
        assert len(asyncio.all_tasks()) <= tasks + 1


async def test_guessing_costs_a_new_line_after_a_few_tries() -> None:
    async with serving(connects=3) as sockets, await RawLine.open(sockets.port) as line:
        for _ in range(3):
            line.say("40/young,{}")
            assert (await line.text()).startswith("44")

        line.say("40/young,{}")

        assert await line.closed() == (1008, "flood")


@pytest.mark.parametrize("how", ["abort", "close", "disconnect", "packet"])
async def test_a_socket_is_gone_exactly_once(sockets: Sockets, how: str) -> None:
    line = await RawLine.open(sockets.port)
    await line.join()
    sid = sockets.echo.sockets[0].sid

    if how == "close":
        line.put(frame(b"", CLOSE))
    elif how == "disconnect":
        line.say("41/young,")
    elif how == "packet":
        line.say("1")
    else:
        line.abort()
    await sockets.becomes("gone", 1)
    sockets.echo.sockets[0].close("again")
    sockets.echo.sockets[0].send("event", {})
    line.abort()
    await sockets.becomes("lines", 0)

    assert sockets.echo.gone_sids == [sid]


async def test_a_line_lost_while_its_connect_runs_is_gone_once_it_returns(sockets: Sockets) -> None:
    sockets.echo.connecting = asyncio.Event()
    line = await RawLine.open(sockets.port)
    line.say('40/young,{"token":"t"}')
    await asyncio.sleep(0.05)

    line.abort()
    await sockets.becomes("lines", 0)
    sockets.echo.connecting.set()

    await sockets.becomes("gone", 1)
    assert len(sockets.echo.sockets) == 1


async def test_a_socket_the_house_ends_is_told_and_does_not_come_back(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()

        sockets.echo.sockets[0].close("signed_out")
        sockets.echo.sockets[0].close("signed_out")

        assert await line.text() == "41/young,"
        assert await line.closed() == (4000, "signed_out")
        await sockets.becomes("gone", 1)


async def test_ending_one_socket_leaves_the_other_on_its_line(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join("/young")
        await line.join_also("/counsellor")

        sockets.echo.sockets[0].close("moved")

        assert await line.ask("echo", {}, namespace="/counsellor") == {"ok": True, "data": {}}
