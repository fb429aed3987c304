"""A client that says exactly what a test wants it to say, byte for byte."""

import asyncio
import base64
import json
import secrets
from collections.abc import Mapping
from types import TracebackType
from typing import Self

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
SOCKETS = "/socket.io/?EIO=4&transport=websocket"
WITHIN_S = 30.0


class HandshakeRefused(Exception):
    """The server answered with this status instead of a websocket."""

    def __init__(self, status: int, head: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.head = head


def frame(
    payload: bytes, opcode: int = TEXT, *, fin: bool = True, mask: bytes = b"\1\2\3\4"
) -> bytes:
    """Return one client frame, masked as it must be."""
    size = len(payload)
    head = bytes(((0x80 if fin else 0) | opcode,))
    if size < 126:
        head += bytes((0x80 | size,))
    elif size < 1 << 16:
        head += b"\xfe" + size.to_bytes(2, "big")
    else:
        head += b"\xff" + size.to_bytes(8, "big")
    key = (mask * (size // 4 + 1))[:size]
    mixed = int.from_bytes(payload, "big") ^ int.from_bytes(key, "big")
    return head + mask + mixed.to_bytes(size, "big")


class NotWelcome(Exception):
    """A namespace did not let us in."""


class RawLine:
    """One websocket, by hand."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.head = b""

    @classmethod
    async def open(
        cls, port: int, path: str = SOCKETS, headers: Mapping[str, str] | None = None
    ) -> "RawLine":
        """Shake hands and take the OPEN packet, or raise `HandshakeRefused`."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        line = cls(reader, writer)
        wanted = {
            "Host": f"127.0.0.1:{port}",
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Key": base64.b64encode(secrets.token_bytes(16)).decode(),
            "Sec-WebSocket-Version": "13",
            **(headers or {}),
        }
        said = "".join(f"{name}: {value}\r\n" for name, value in wanted.items())
        writer.write(f"GET {path} HTTP/1.1\r\n{said}\r\n".encode())
        try:
            line.head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WITHIN_S)
            status = int(line.head.split()[1])
            opened = await line.text() if status == 101 else ""
        except BaseException:
            line.abort()
            raise
        if not opened:
            line.abort()
            raise HandshakeRefused(status, line.head)
        assert opened.startswith("0{"), opened
        return line

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abort()

    async def join(self, namespace: str = "/young", auth: object = None) -> None:
        """Connect to a namespace; fail unless the server welcomes us."""
        self.say(f"40{namespace}," + json.dumps(auth if auth is not None else {"token": "t"}))
        welcome = await self.text()
        if not welcome.startswith(f"40{namespace},"):
            raise NotWelcome(welcome)

    async def join_also(self, namespace: str) -> None:
        """Connect to one more namespace; other packets are dropped."""
        self.say(f'40{namespace},{{"token":"t"}}')
        while not (await self.text()).startswith(f"40{namespace},"):
            pass

    def say(self, text: str | bytes) -> None:
        """Send one text message."""
        self.writer.write(frame(text.encode() if isinstance(text, str) else text))

    def put(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)

    async def ask(
        self, event: str, payload: object, ack: int = 1, namespace: str = "/young"
    ) -> object:
        """Send an event and return the answer's body; other packets are dropped."""
        self.ask_later(event, payload, ack, namespace)
        return await self.answer(ack, namespace)

    def ask_later(
        self, event: str, payload: object, ack: int = 1, namespace: str = "/young"
    ) -> None:
        """Send an event whose answer is waited for later."""
        self.say(f"42{namespace},{ack}" + json.dumps([event, payload]))

    async def answer(self, ack: int, namespace: str = "/young") -> object:
        """Wait for the answer to this id."""
        head = f"43{namespace},{ack}["
        while not (text := await self.text()).startswith(head):
            pass
        return json.loads(text[len(head) - 1 :])[0]

    async def refused_as(self, ack: int, namespace: str = "/young") -> str:
        """Wait for the answer and return its error's code."""
        body = await self.answer(ack, namespace)
        assert isinstance(body, dict)
        assert body["ok"] is False
        return str(body["error"]["code"])

    async def frame(self) -> tuple[int, bytes]:
        """Return opcode and payload of the next frame."""
        head = await asyncio.wait_for(self.reader.readexactly(2), WITHIN_S)
        size = head[1]
        if size >= 126:
            wide = 2 if size == 126 else 8
            size = int.from_bytes(await self.reader.readexactly(wide), "big")
        return head[0] & 0xF, await asyncio.wait_for(self.reader.readexactly(size), WITHIN_S)

    async def text(self) -> str:
        """Return the next text message, without what fills it up; answer pings on the way."""
        while True:
            opcode, payload = await self.frame()
            if opcode == CLOSE:
                raise ConnectionResetError(f"closed {payload!r}")
            if opcode == TEXT and payload == b"2":
                self.say("3")
            elif opcode == TEXT:
                return payload.decode().rstrip(" ")

    async def closed(self) -> tuple[int, str]:
        """Wait until the server ends the line; return its code and reason."""
        try:
            while True:
                opcode, payload = await self.frame()
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big"), payload[2:].decode()
        except (asyncio.IncompleteReadError, ConnectionError):
            return 1006, ""

    def abort(self) -> None:
        """Be gone, without a word."""
        self.writer.transport.abort()
