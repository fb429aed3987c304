"""The door: which pages and programs may open a line at all."""

import asyncio
import socket
import struct

import pytest
from aiohttp.test_utils import make_mocked_request
from pydantic import ValidationError
from structlog.testing import capture_logs

from chat.realtime.crowding import Crowding
from chat.realtime.transport import TransportLimits
from tests.chat.realtime.raw_line import SOCKETS, HandshakeRefused, RawLine
from tests.chat.realtime.serving_sockets import Sockets, serving


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


async def test_who_only_knocks_shuts_nobody_out_and_who_sits_down_makes_room() -> None:
    async with serving(standing_per_network=2) as sockets:
        async with await RawLine.open(sockets.port) as one, await RawLine.open(sockets.port) as two:
            with pytest.raises(HandshakeRefused) as refused:
                await RawLine.open(sockets.port)
            assert refused.value.status == 503
            await one.join()
            async with await RawLine.open(sockets.port) as three:
                await three.join()
                await one.join_also("/counsellor")
            two.abort()
        await sockets.becomes("lines", 0)
        for _ in range(5):  # what was closed, seated or not, stands no more
            async with await RawLine.open(sockets.port):
                pass
            await sockets.becomes("lines", 0)


async def test_networks_stand_apart(sockets: Sockets) -> None:
    crowding = Crowding(1, lambda request: request.headers["X-Network"])
    here, there = (make_mocked_request("GET", "/", {"X-Network": one}) for one in "ab")

    crowding.came("line", here)
    assert (crowding.is_full_for(here), crowding.is_full_for(there)) == (True, False)

    crowding.stands_no_more("line")
    crowding.stands_no_more("line")
    assert not crowding.is_full_for(here)


async def test_whoever_hangs_up_in_the_door_leaves_no_word_and_no_line(
    sockets: Sockets, caplog: pytest.LogCaptureFixture
) -> None:
    said = (
        f"GET {SOCKETS} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    ).encode()
    for length in (*range(10, len(said), 7), *[len(said)] * 30):
        _, writer = await asyncio.open_connection("127.0.0.1", sockets.port)
        linger = struct.pack("ii", 1, 0)  # hang up with a reset, not with a goodbye
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.write(said[:length])
        await asyncio.sleep(0)
        writer.transport.abort()

    await sockets.becomes("lines", 0)
    async with await RawLine.open(sockets.port) as line:
        await line.join()
    assert caplog.records == []


async def test_a_bug_in_the_door_is_logged_without_an_address(
    sockets: Sockets, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def trip(*_: object) -> None:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr(sockets.transport, "_opened", trip)

    with capture_logs() as logs, pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await RawLine.open(sockets.port)

    assert [line["event"] for line in logs] == ["handshake_failed"]
    assert caplog.records == []
