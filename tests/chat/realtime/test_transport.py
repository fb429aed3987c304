"""A real server on the loopback: what is asked, what is answered, and who is at home here."""

import asyncio
import gc
import logging

import pytest
import socketio

from chat.realtime.line import Line
from chat.realtime.outgoing import WebSocketOutgoing
from chat.realtime.sockets import Socket
from chat.realtime.transport import encode_event
from tests.chat.realtime.raw_line import HandshakeRefused, RawLine
from tests.chat.realtime.serving_sockets import Sockets


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


async def test_what_the_young_are_told_has_few_lengths_and_staff_hear_no_filling(
    sockets: Sockets,
) -> None:
    said = ["a", "ø" * 40, "😢" * 60, "x" * 700]
    lengths: dict[str, set[int]] = {"/young": set(), "/counsellor": set()}
    async with await RawLine.open(sockets.port) as line:
        for namespace in lengths:
            await line.join(namespace)
            await line.text()
            for text in said:
                line.ask_later("echo", {"text": text}, 7, namespace)
                line.ask_later("push", {"packets": 1, "size": len(text)}, 8, namespace)
            heard = [await line.frame() for _ in range(3 * len(said))]
            lengths[namespace] = {len(payload) for _, payload in heard}

    assert {size % 256 for size in lengths["/young"]} == {0}
    assert len(lengths["/young"]) < 5 < len(lengths["/counsellor"])


async def test_a_line_may_hold_one_socket_in_each_namespace(sockets: Sockets) -> None:
    async with await RawLine.open(sockets.port) as line:
        await line.join("/young")
        await line.text()
        await line.join("/counsellor")
        await line.text()

        answer = await line.ask("echo", {"n": 1}, namespace="/counsellor")

        assert answer == {"ok": True, "data": {"n": 1}}
        assert sockets.transport.connections == 1


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

    # By class, not by name: other tests of the same run have lines of other kinds.
    left = [type(one) for one in gc.get_objects()]
    assert [left.count(kind) for kind in (Line, Socket, WebSocketOutgoing)] == [0, 0, 0]


async def test_no_word_of_anybody_is_logged_however_much_is_asked_of_the_log(
    sockets: Sockets, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    words = "kanariefugl"
    caplog.set_level(logging.DEBUG)
    for name in ("engineio.server", "socketio.server", "aiohttp.server", "aiohttp.websocket"):
        caplog.set_level(logging.DEBUG, name)
    path = f"/socket.io/?EIO=4&transport=websocket&lang={words}"

    async with await RawLine.open(sockets.port, path, {"User-Agent": words}) as line:
        await line.join(auth={"token": words})
        await line.ask("echo", {"text": words})
        line.say(f'42/young,2["fail",{{"text":"{words}"}}]')
        assert await line.refused_as(2) == "unavailable"
        line.say(f'42/young,3["{words}",{{}}]')
        assert await line.refused_as(3) == "unknown_event"
        line.say(f'42/young,["{words}"')
        await line.closed()
    with pytest.raises(HandshakeRefused):
        await RawLine.open(sockets.port, f"/socket.io/?EIO=3&transport={words}&sid={words}")

    printed = "".join(capfd.readouterr())
    assert words not in caplog.text + printed
    assert "127.0.0.1" not in caplog.text + printed
