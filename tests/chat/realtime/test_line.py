"""What no client may do: it is answered, or its line is ended, and nobody else notices."""

import asyncio
import json

import pytest

from tests.chat.realtime.raw_line import BINARY, CLOSE, PING, PONG, RawLine, frame
from tests.chat.realtime.serving_sockets import Sockets, serving


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


async def test_a_name_that_is_no_event_is_told_so_whatever_comes_with_it(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join()

        for ack, data in enumerate(
            ('["disconnect","forged"]', '["connect",{"x":1},{"token":"admin"}]', '["connect"]')
        ):
            line.say(f"42/young,{ack}{data}")
            assert await line.refused_as(ack) == "unknown_event"
        line.say('42/young,5["echo"]')
        assert await line.refused_as(5) == "malformed"


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
