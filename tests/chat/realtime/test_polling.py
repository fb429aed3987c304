"""Long polling is off; switched on, it forgives no more than a websocket."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

from tests.chat.realtime.serving_sockets import Sockets, serving

DOOR = "/socket.io/?EIO=4&transport=polling"
JOIN = '40/young,{"token":"t"}'
BETWEEN = "\x1e"


class Polling:
    """A client that polls, by hand."""

    def __init__(self, http: aiohttp.ClientSession, sockets: Sockets) -> None:
        self.http = http
        self.url = sockets.url + DOOR
        self.sid = ""

    async def open(self) -> dict[str, object]:
        async with self.http.get(self.url) as answer:
            opened = await answer.text()
        found: dict[str, object] = json.loads(opened.removeprefix("0"))
        self.sid = str(found["sid"])
        return found

    async def join(self) -> None:
        await self.open()
        assert await self.post(JOIN) == 200
        assert (await self.fetch())[0].startswith("40/young,")

    async def post(self, body: str | bytes) -> int:
        async with self.http.post(f"{self.url}&sid={self.sid}", data=body) as answer:
            return answer.status

    async def fetch(self) -> list[str]:
        async with self.http.get(f"{self.url}&sid={self.sid}") as answer:
            assert answer.status == 200
            assert "Access-Control-Allow-Origin" not in answer.headers
            return (await answer.text()).split(BETWEEN)


@pytest.fixture
async def sockets() -> AsyncIterator[Sockets]:
    async with serving(polling=True, goodbye=timedelta(seconds=0.1)) as running:
        yield running


@pytest.fixture
async def client(sockets: Sockets) -> AsyncIterator[Polling]:
    async with aiohttp.ClientSession() as http:
        yield Polling(http, sockets)


async def test_polling_is_off_unless_switched_on() -> None:
    async with (
        serving() as sockets,
        aiohttp.ClientSession() as http,
        http.get(sockets.url + DOOR) as got,
        http.post(sockets.url + DOOR) as posted,
    ):
        assert (got.status, posted.status) == (400, 405)


async def test_what_is_posted_is_answered_to_the_next_poll(client: Polling) -> None:
    assert (await client.open())["upgrades"] == []
    await client.post(JOIN)
    await client.fetch()

    both = '42/young,1["echo",{"n":1}]', '42/young,2["echo",{"n":2}]'
    assert await client.post(BETWEEN.join(both)) == 200
    heard = await client.fetch()
    while len(heard) < 2:
        heard += await client.fetch()

    heard = [packet.rstrip(" ") for packet in heard]
    assert heard[-2:] == [f'43/young,{n}[{{"ok":true,"data":{{"n":{n}}}}}]' for n in (1, 2)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Z",
        b"2",
        b"42[]",
        b"44",
        b'42/young,["echo",{"a":NaN}]',
        b'42/young,["echo",{"a":"\xff"}]',
        b'451-/young,["echo",{"_placeholder":true,"num":0}]',
        b"bAAAA",
        b"3\x1e" * 20,
        b'd=42/young,1["echo",{}]',
        b'42/young,["echo",{"text":"' + b"x" * 70_000 + b'"}]',
        b'42/young,1["echo",{"text":"' + b"x" * 300_000 + b'"}]',
    ],
)
async def test_what_ends_a_websocket_ends_polling(
    sockets: Sockets, client: Polling, body: bytes
) -> None:
    await client.join()

    assert await client.post(body) == 400

    await sockets.becomes("lines", 0)
    await sockets.becomes("gone", 1)
    assert await client.post('42/young,1["echo",{}]') == 400
    assert sockets.echo.heard == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('42/young,1["connect",{"x":1}]', "unknown_event"),
        ('42/young,1["echo","text"]', "malformed"),
        ('42/young,1["echo",{"text":"' + "x" * 70_000 + '"}]', "too_large"),
    ],
)
async def test_what_a_websocket_answers_polling_answers(
    client: Polling, body: str, code: str
) -> None:
    await client.join()

    assert await client.post(body) == 200
    heard = (await client.fetch())[-1]
    if heard.startswith("42"):
        heard = (await client.fetch())[-1]

    assert json.loads(heard.removeprefix("43/young,1"))[0]["error"]["code"] == code


async def test_two_polls_at_once_end_the_session(sockets: Sockets, client: Polling) -> None:
    await client.join()
    waiting = asyncio.create_task(client.fetch())
    await asyncio.sleep(0.1)
    if waiting.done():
        waiting = asyncio.create_task(client.fetch())
        await asyncio.sleep(0.1)

    await client.fetch()

    assert (await waiting)[-1] == "1"
    await sockets.becomes("gone", 1)


async def test_a_guessed_session_is_nobodys(client: Polling) -> None:
    client.sid = "guess"

    assert await client.post(JOIN) == 400
    with pytest.raises(AssertionError):
        await client.fetch()


async def test_a_foreign_page_cannot_poll(sockets: Sockets, client: Polling) -> None:
    await client.join()

    for headers in ({"Origin": "https://evil.example"}, {"Cookie": "session=1"}):
        url = f"{client.url}&sid={client.sid}"
        async with client.http.post(url, data=JOIN, headers=headers) as answer:
            assert answer.status == 403
    same = {"Cookie": "session=1", "Sec-Fetch-Site": "same-origin"}
    async with client.http.get(client.url, headers=same) as answer:
        assert answer.status == 200
    assert sockets.echo.gone_sids == []


async def test_whoever_stops_polling_is_gone_and_forgotten() -> None:
    soon = timedelta(milliseconds=300)
    async with (
        serving(polling=True, ping_every=soon, ping_answer=soon, goodbye=soon) as sockets,
        aiohttp.ClientSession() as http,
    ):
        client = Polling(http, sockets)
        await client.join()

        await sockets.becomes("gone", 1)
        await asyncio.sleep(0.5)

        assert sockets.transport.counters["closed_ping_timeout"] == 1
        assert await client.post(JOIN) == 400


async def test_whoever_does_not_fetch_is_cut_at_the_bound() -> None:
    async with (
        serving(polling=True, outgoing_packets=10) as sockets,
        aiohttp.ClientSession() as http,
    ):
        client = Polling(http, sockets)
        await client.join()

        for _ in range(20):
            sockets.echo.sockets[0].send("event", {})

        await sockets.becomes("gone", 1)
        assert sockets.transport.counters["closed_behind"] == 1
