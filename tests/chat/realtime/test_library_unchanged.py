"""What our transport replaces in its libraries, or stands on, is what it was when we read it.

When this fails, a library was upgraded: read the functions named, see whether our transport still
fits and whether a trap it avoids has moved, then write the new digest here. `chat/realtime/
transport.py` says which page replaces what.
"""

import hashlib
import inspect
from collections.abc import Callable
from importlib.metadata import version

import aiohttp.web_protocol
import aiohttp.web_ws
import engineio.async_drivers.aiohttp
import engineio.async_socket
import engineio.base_server
import engineio.packet
import pytest
import socketio.async_server
import socketio.packet

from chat.realtime import transport

REPLACED_OR_STOOD_ON: dict[str, tuple[Callable[..., object] | type, str]] = {
    # python-socketio: replaced by `packets`, `line`, `sockets` and `encoding`
    "socketio receive": (socketio.async_server.AsyncServer._handle_eio_message, "bef50fc0e1635921"),
    "socketio connect": (socketio.async_server.AsyncServer._handle_connect, "c97c480cf777de36"),
    "socketio event": (
        socketio.async_server.AsyncServer._handle_event_internal,
        "472e8b723a12d507",
    ),
    "socketio dispatch": (socketio.async_server.AsyncServer._trigger_event, "01ba90cfa09ba43e"),
    "socketio disconnect": (
        socketio.async_server.AsyncServer._handle_disconnect,
        "c0b32ada5b371230",
    ),
    "socketio emit": (socketio.async_server.AsyncServer.emit, "84391bfd624104d1"),
    "socketio packet": (socketio.packet.Packet, "e1660ba64e4e31fc"),
    # python-engineio: replaced by `frames`, `line`, `outgoing`, `polling` and `heartbeat`
    "engineio socket": (engineio.async_socket.AsyncSocket, "af72dafc541d46e6"),
    "engineio connect": (engineio.async_server.AsyncServer._handle_connect, "5bd7edc1d1ae115a"),
    "engineio packet": (engineio.packet.Packet, "a0d70ee4777b3af6"),
    "engineio environ": (engineio.async_drivers.aiohttp.translate_request, "20aa782740060790"),
    # python-engineio: used as it is by `handshake`
    "engineio request": (engineio.async_server.AsyncServer.handle_request, "1a8c878e35166cfe"),
    "engineio server": (engineio.base_server.BaseServer.__init__, "a06b17502fbd9646"),
    "engineio answer": (engineio.base_server.BaseServer._ok, "b8f717402eac2b0d"),
    "engineio origin headers": (engineio.base_server.BaseServer._cors_headers, "da3a25b4305292e2"),
    # aiohttp: what `handshake.Upgrade` overrides, and what hands it its bytes
    "aiohttp start": (aiohttp.web_ws.WebSocketResponse._post_start, "5537cb3f2ecae6ed"),
    "aiohttp prepare": (aiohttp.web_ws.WebSocketResponse.prepare, "bd6bf6c6d4105c47"),
    "aiohttp close": (aiohttp.web_ws.WebSocketResponse.close, "2d0acd02fdef1edd"),
    "aiohttp parser": (aiohttp.web_protocol.RequestHandler.set_parser, "bb548eb2b85d5c28"),
    "aiohttp bytes": (aiohttp.web_protocol.RequestHandler.data_received, "1ee57ebe052e6c80"),
    "aiohttp lost": (aiohttp.web_protocol.RequestHandler.connection_lost, "df2fe6e95fd04c7c"),
}


def digest(what: Callable[..., object] | type) -> str:
    return hashlib.sha256(inspect.getsource(what).encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", REPLACED_OR_STOOD_ON)
def test_the_library_still_does_what_we_read(name: str) -> None:
    what, read = REPLACED_OR_STOOD_ON[name]

    assert digest(what) == read, f"{name} has changed: {inspect.getsourcefile(what)}"


@pytest.mark.parametrize(
    ("package", "pinned"), [("python-socketio", "5.18.1"), ("python-engineio", "4.15.1")]
)
def test_the_replaced_libraries_are_the_versions_we_read(package: str, pinned: str) -> None:
    assert version(package) == pinned


def test_a_library_with_known_holes_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(transport.AT_LEAST, "aiohttp", (99, 0))

    with pytest.raises(RuntimeError, match=r"aiohttp .* at least 99\.0"):
        transport.Transport([], transport.TransportLimits(), lambda _, __: {})
