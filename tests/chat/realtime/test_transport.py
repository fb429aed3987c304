"""A real server on the loopback, spoken to byte for byte and by the stock Python client."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import socketio
from pydantic import ValidationError
from structlog.testing import capture_logs

from chat.realtime.transport import TransportLimits, encode_event
from tests.chat.realtime.raw_line import (
    BINARY,
    CLOSE,
    PING,
    PONG,
    HandshakeRefused,
    RawLine,
    frame,
)
from tests.chat.realtime.serving_sockets import Sockets, serving

SOON = timedelta(milliseconds=300)


@pytest.fixture
async def sockets() -> AsyncIterator[Sockets]:
    async with serving() as running:
        yield running


# Saying and answering


async def test_what_a_client_asks_is_answered_under_its_own_id(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        assert await line.ask("echo", {"text": "hej æøå 🌻"}, ack=0) == {
            "ok": True,
            "data": {"text": "hej æøå 🌻"},
        }
        assert await line.ask("echo", {}, ack=999_999_999_999_999) == {"ok": True, "data": {}}


async def test_what_is_sent_while_connecting_follows_the_welcome(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        assert await line.text() == '42/young,["welcome",{"n":0}]'


async def test_events_and_answers_come_in_the_order_in_which_they_were_written(
    sockets: Sockets,
) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()
        for n in range(20):
            line.say(f'42/young,{n}["push",{{"packets":3,"size":1}}]')

        heard = [await line.text() for _ in range(80)]

        assert [text[:12] for text in heard[:4]] == ['42/young,["e'] * 3 + ["43/young,0[{"]
        assert [text for text in heard if text.startswith("43")] == [
            f'43/young,{n}[{{"ok":true}}]' for n in range(20)
        ]


async def test_an_event_is_answered_once_however_often_its_handler_answers(
    sockets: Sockets,
) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()

        line.say('42/young,7["early",{}]')

        assert await line.text() == '43/young,7[{"ok":true,"first":true}]'
        assert await line.text() == '42/young,["after",{}]'
        assert await line.ask("echo", {}, ack=8) == {"ok": True, "data": {}}


async def test_an_event_that_asks_for_no_answer_gets_none(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()

        line.say('42/young,["echo",{"n":1}]')
        line.say('42/young,1["echo",{"n":2}]')

        assert await line.text() == '43/young,1[{"ok":true,"data":{"n":2}}]'
        assert sockets.echo.heard == [{"n": 1}, {"n": 2}]


async def test_one_encoding_serves_many_sockets(sockets: Sockets) -> None:
    packet = encode_event("/young", "event", {"text": "ø"})
    async with await RawLine.open(sockets.port) as one, await RawLine.open(sockets.port) as other:
        await one.join()
        await other.join()
        await one.text()
        await other.text()

        for socket in sockets.echo.sockets:
            socket.send_raw(packet)

        assert await one.text() == await other.text() == '42/young,["event",{"text":"ø"}]'


async def test_a_line_may_hold_one_socket_in_each_namespace(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join("/young")
        await line.text()
        await line.join("/counsellor")
        await line.text()

        answer = await line.ask("echo", {"n": 1}, namespace="/counsellor")

        assert answer == {"ok": True, "data": {"n": 1}}
        assert sockets.transport.connections == 1


# What no client may do


@pytest.mark.parametrize("name", ["connect", "disconnect", "connect_error", "*", "message", ""])
async def test_a_client_cannot_call_what_is_not_in_the_table(sockets: Sockets, name: str) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say(f'42/young,3["{name}",{{"token":"forged"}}]')

        assert await line.refused_as(3) == "unknown_event"
        assert len(sockets.echo.sockets) == 1
        assert sockets.echo.gone_sids == []


@pytest.mark.parametrize(
    "data",
    [
        "[null,{}]",
        "[7,{}]",
        '[["echo"],{}]',
        '[{"echo":1},{}]',
        '["echo"]',
        '["echo",1]',
        '["echo","text"]',
        '["echo",[]]',
        '["echo",null]',
        '["echo",{},{}]',
        "[]",
        '{"a":1}',
        "",
        "[",
        '["echo",{"a":NaN}]',
        '["echo",{"a":-Infinity}]',
        '["echo",{"a":1e16}]',
        '["echo",{"a":1000000000000000}]',
        '["echo",{"a":' + "9" * 5000 + "}]",
        '["echo",{"a":"\\ud800"}]',
        '["echo",{"a":"\\u0000"}]',
        '["echo",{"\\u0000":1}]',
        '["echo",{"a":' + "[" * 7 + "]" * 7 + "}]",
        '["echo",{"a":' + "[" * 20_000 + "]" * 20_000 + "}]",
        '["echo",{}] ["echo",{}]',
    ],
)
async def test_a_malformed_event_is_answered_and_hurts_nobody(sockets: Sockets, data: str) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say(f"42/young,5{data}")

        assert data[:1].isdigit() or await line.refused_as(5) == "malformed"
        assert await line.ask("echo", {}, ack=6) == {"ok": True, "data": {}}
        assert sockets.echo.heard == [{}]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"", 1002),
        (b"Z", 1002),
        ("²".encode(), 1002),
        (b"2", 1002),
        (b"2probe", 1002),
        (b"3probe", 1002),
        (b"5", 1002),
        (b"6", 1002),
        (b"7", 1002),
        (b"4", 1002),
        (b"42", 1002),
        (b'42{"a":1}', 1002),
        (b"42[]", 1002),
        (b"42/young,", 1002),
        (b'42/nowhere,1["echo",{}]', 1002),
        (b"43/young,1[]", 1002),
        (b"44", 1002),
        (b"44/young,{}", 1002),
        (b"49", 1002),
        (b'451-["echo",{"_placeholder":true,"num":0}]', 1002),
        (b'451-/young,1["echo",{"_placeholder":true,"num":0}]', 1002),
        (b'4599999999999-["echo"]', 1002),
        (b'461-/young,1[{"_placeholder":true,"num":-1}]', 1002),
        (b"40/young", 1002),
        (b"40/young,[]", 1002),
        (b'40/young,"token"', 1002),
        (b'40/young,{"token":', 1002),
        (b'40/young,{"token":"again"}', 1002),
        (b"40/" + b"y" * 500 + b",{}", 1002),
        (b"41/young,{}", 1002),
        (b'42/young,1234567890123456["echo",{}]', 1002),
        ('42/young,٣["echo",{}]'.encode(), 1002),
        (b'42/young,-1["echo",{}]', 1002),
        (b'42/young?x=1,1["echo",{}]', 1002),
        (b'42/young,["echo",{"a":"\xff"}]', 1007),
        (b'42/young,1["echo",{"a":"\xed\xa0\x80"}]', 1007),
    ],
)
async def test_what_cannot_be_answered_ends_the_line_and_leaves_no_ghost(
    sockets: Sockets, said: bytes, code: int
) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say(said)

        assert (await line.closed())[0] == code
        await sockets.becomes("lines", 0)
        await sockets.becomes("gone", 1)


async def test_an_event_before_joining_is_told_that_it_may_not(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        line.say('42/young,1["echo",{}]')

        assert await line.refused_as(1) == "unauthorized"
        assert sockets.echo.heard == []


async def test_an_unknown_namespace_cannot_be_joined(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        line.say("40/admin,{}")

        assert json.loads((await line.text()).removeprefix("44/admin,"))["message"] == "not_found"
        line.say("40")
        assert (await line.text()).startswith('44{"message":"not_found"')


async def test_a_frame_over_64_kib_is_answered_and_the_line_lives_on(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say('42/young,1["echo",{"text":"' + "x" * 70_000 + '"}]')
        line.say('42/young,2["echo",{"text":"' + "x" * 65_000 + '"}]')

        assert await line.refused_as(1) == "too_large"
        answer = await line.answer(2)
        assert isinstance(answer, dict)
        assert answer["ok"] is True


async def test_a_frame_over_64_kib_in_pieces_is_answered_too(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.put(frame(b'42/young,1["echo",{"text":"', fin=False))
        for _ in range(7):
            line.put(frame(b"x" * 10_000, 0, fin=False))
        line.put(frame(b'"}]', 0))

        assert await line.refused_as(1) == "too_large"
        assert await line.ask("echo", {}, ack=2) == {"ok": True, "data": {}}


async def test_a_large_frame_without_an_id_ends_the_line(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say('42/young,["echo",{"text":"' + "x" * 70_000 + '"}]')

        assert await line.closed() == (1009, "too_large")


async def test_a_frame_over_256_kib_ends_the_line_with_1009(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.say('42/young,1["echo",{"text":"' + "x" * 300_000 + '"}]')

        assert await line.closed() == (1009, "too_large")
        await sockets.becomes("gone", 1)


async def test_a_frame_that_comes_byte_by_byte_is_one_frame(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        for byte in frame(b'42/young,1["echo",{"n":1}]'):
            line.put(bytes((byte,)))
            await asyncio.sleep(0)

        assert await line.answer(1) == {"ok": True, "data": {"n": 1}}


async def test_a_message_in_pieces_with_a_ping_in_between_is_one_message(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()
        await line.text()

        line.put(frame(b'42/young,1["echo",', fin=False))
        line.put(frame(b"are you there", PING))
        line.put(frame(b"{}]", 0))

        assert await line.frame() == (PONG, b"are you there")
        assert await line.answer(1) == {"ok": True, "data": {}}


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(b"bytes", BINARY), 1003),
        (frame(b"4", 0), 1002),
        (frame(b"4", 3), 1002),
        (frame(b"4", 0xB), 1002),
        (frame(b"4", fin=False) + frame(b"4"), 1002),
        (frame(b"x", PING, fin=False), 1002),
        (frame(b"x" * 126, PING), 1002),
        (b"\x81\x013", 1002),
        (b"\xc1\x81\0\0\0\0" + b"3", 1002),
        (frame(b"", fin=False) + frame(b"", 0, fin=False) * 1100, 1008),
        (b"\x81\xff" + (1 << 63).to_bytes(8, "big") + bytes(8), 1009),
    ],
)
async def test_a_frame_against_the_rules_ends_the_line(
    sockets: Sockets, sent: bytes, code: int
) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.put(sent)

        assert (await line.closed())[0] == code
        await sockets.becomes("lines", 0)
        await sockets.becomes("gone", 1)


async def test_a_client_that_says_goodbye_is_answered_and_gone(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.put(frame((1001).to_bytes(2, "big"), CLOSE))

        assert (await line.closed())[0] == 1000
        await sockets.becomes("gone", 1)


@pytest.mark.parametrize("flood", [frame(b"", PING), frame(b"", PONG), frame(b"3")])
async def test_a_flood_of_pings_or_pongs_is_cut(sockets: Sockets, flood: bytes) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        line.put(flood * 1000)

        assert await line.closed() == (1008, "flood")


async def test_a_flood_of_events_is_cut() -> None:
    async with serving(frames_each_ping=100) as sockets, await RawLine.open(sockets.port) as line:
        await line.join()

        line.put(frame(b'42/young,["echo",{}]') * 200)

        assert await line.closed() == (1008, "flood")


# Handlers


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


# Coming and going


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


# The door


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://evil.example",
        "https://chat.example.dk.evil.example",
        "https://evil-chat.example.dk",
        "http://chat.example.dk",
        "https://CHAT.example.dk",
        "https://chat.example.dk:8443",
        "https://chat.example.dk/",
        "https://chat.example.dk, https://evil.example",
        "*",
        "chat.example.dk",
    ],
)
async def test_a_foreign_page_is_turned_away(origin: str) -> None:
    async with serving(allowed_origins=("https://chat.example.dk",)) as sockets:
        with pytest.raises(HandshakeRefused) as refused:
            await RawLine.open(sockets.port, headers={"Origin": origin})

        assert refused.value.status == 403
        assert origin.encode() not in refused.value.head or not origin


async def test_our_own_page_is_let_in() -> None:
    async with (
        serving(allowed_origins=("https://chat.example.dk",)) as sockets,
        await RawLine.open(sockets.port, headers={"Origin": "https://chat.example.dk"}) as line,
    ):
        await line.join()


async def test_without_a_list_only_the_pages_own_origin_is_let_in(sockets: Sockets) -> None:
    own = {"Origin": sockets.url, "Cookie": "session=1"}
    forwarded = {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}

    async with await RawLine.open(sockets.port, headers=own) as line:
        await line.join()
    with pytest.raises(HandshakeRefused):
        await RawLine.open(sockets.port, headers={**forwarded, "X-Forwarded-Proto": "https"})


async def test_a_cookie_without_an_origin_is_turned_away(sockets: Sockets) -> None:
    with pytest.raises(HandshakeRefused):
        await RawLine.open(sockets.port, headers={"Cookie": "session=1"})


@pytest.mark.parametrize("origin", ["*", "null", "chat.example.dk", "https://x.dk/", "ftp://x.dk"])
def test_a_list_of_origins_holds_origins(origin: str) -> None:
    with pytest.raises(ValidationError):
        TransportLimits(allowed_origins=(origin,))


@pytest.mark.parametrize(
    "path",
    [
        "/socket.io/?EIO=3&transport=websocket",
        "/socket.io/?transport=websocket",
        "/socket.io/?EIO=4&transport=polling",
        "/socket.io/?EIO=4&transport=carrier-pigeon",
        "/socket.io/?EIO=4",
        "/socket.io/?EIO=4&transport=websocket&sid=guess",
        "/socket.io/?EIO=4&transport=websocket&j=0",
    ],
)
async def test_a_handshake_we_do_not_speak_is_refused(sockets: Sockets, path: str) -> None:
    with pytest.raises(HandshakeRefused) as refused:
        await RawLine.open(sockets.port, path)

    assert refused.value.status == 400
    assert sockets.transport.connections == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-WebSocket-Key": "short"},
        {"Sec-WebSocket-Version": "1"},
        {"Sec-WebSocket-Protocol": "what-somebody-wrote"},
        {"Upgrade": "h2c"},
    ],
)
async def test_a_broken_upgrade_is_refused_without_a_word_in_the_log(
    sockets: Sockets, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(HandshakeRefused) as refused:
        await RawLine.open(sockets.port, headers=headers)

    assert refused.value.status == 400
    assert caplog.records == []


async def test_compression_is_offered_in_vain(sockets: Sockets) -> None:
    offer = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}

    async with await RawLine.open(sockets.port, headers=offer) as line:
        assert b"extensions" not in line.head.lower()
        await line.join()


async def test_a_full_house_turns_away_and_keeps_who_is_in() -> None:
    async with serving(sockets_total=2) as sockets:
        async with await RawLine.open(sockets.port) as one, await RawLine.open(sockets.port) as two:
            with pytest.raises(HandshakeRefused) as refused:
                await RawLine.open(sockets.port)
            assert refused.value.status == 503
            await one.join()
            await two.join()
        await sockets.becomes("lines", 0)
        (await RawLine.open(sockets.port)).abort()


# Going away


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


# The stock Python client, and what is left when all are gone


async def test_the_stock_python_client_is_at_home(sockets: Sockets) -> None:
    client = socketio.AsyncClient(reconnection=False)
    heard: list[object] = []
    client.on("welcome", heard.append, namespace="/young")

    await client.connect(
        sockets.url, transports=["websocket"], namespaces=["/young"], auth={"token": "t"}
    )
    answer = await client.call("echo", {"n": 1}, namespace="/young")
    unknown = await client.call("connect", {"n": 1}, namespace="/young")
    await client.disconnect()

    assert answer == {"ok": True, "data": {"n": 1}}
    assert unknown["error"]["code"] == "unknown_event"
    assert heard == [{"n": 0}]
    await sockets.becomes("gone", 1)


async def test_the_stock_python_client_is_told_that_it_was_refused(sockets: Sockets) -> None:
    client = socketio.AsyncClient(reconnection=False)
    told: list[object] = []
    client.on("connect_error", told.append, namespace="/young")

    with pytest.raises(socketio.exceptions.ConnectionError):
        await client.connect(sockets.url, transports=["websocket"], namespaces=["/young"])
    session = client.eio.http
    await client.disconnect()
    if session is not None:
        await session.close()

    assert told == [
        {
            "message": "unauthorized",
            "data": {"code": "unauthorized", "message": "no", "retry_after_s": 3},
        }
    ]


async def test_no_line_is_remembered_when_all_are_gone(sockets: Sockets) -> None:
    for _ in range(3):
        lines = await asyncio.gather(*(RawLine.open(sockets.port) for _ in range(20)))
        for line in lines:
            await line.join()
        for line in lines:
            line.abort()
        await sockets.becomes("lines", 0)
    sockets.echo.sockets.clear()
    await asyncio.sleep(0.05)

    gc.collect()

    kinds = [type(one).__name__ for one in gc.get_objects()]
    assert [kinds.count(name) for name in ("Line", "Socket", "WebSocketOutgoing")] == [0, 0, 0]
