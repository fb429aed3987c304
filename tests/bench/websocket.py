"""A raw client websocket. The generator must cost far less than the server it measures, so nothing
here is general: one `asyncio.Protocol` a connection, no task a message, frames built by hand with
an all-zero mask (a valid mask: the server unmasks as usual).
"""

import asyncio
import base64
import os
import zlib
from collections.abc import Callable, Mapping
from typing import cast

ZERO = b"\0\0\0\0"
TWO_BYTES, EIGHT_BYTES = 126, 127
TEXT_OR_BINARY, CLOSE, PING = 2, 8, 9
FINAL, COMPRESSED = 0x80, 0x40


class WebSocket(asyncio.Protocol):
    """Calls `on_text(bytes)` a data frame (RFC 6455 §5.2) and `on_lost(why)` when it ends."""

    def __init__(
        self,
        host: str,
        path: str,
        headers: Mapping[str, str],
        on_text: Callable[[bytes], None],
        on_lost: Callable[[str], None],
        *,
        deflate: bool = False,
    ) -> None:
        self.host, self.path, self.headers = host, path, headers
        self.on_text, self.on_lost = on_text, on_lost
        self.deflate = deflate
        self.open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self._buffer = b""
        self._fragments: bytes | None = None
        self._inflater: zlib._Decompress | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {self.path} HTTP/1.1",
            f"Host: {self.host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        if self.deflate:  # what browsers offer
            lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
        self.transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"closed: {exc}"))
        self.on_lost(f"connection_lost {exc!r}")

    def data_received(self, data: bytes) -> None:
        if self._buffer:
            data = self._buffer + data
            self._buffer = b""
        if not self.open:
            head, end, data = data.partition(b"\r\n\r\n")
            if not end:
                self._buffer = head
                return
            if not self._is_welcome(head):
                return
        self._frames(data)

    def send(self, payload: bytes) -> None:
        assert self.transport is not None
        size = len(payload)
        if size < TWO_BYTES:
            self.transport.write(bytes((0x81, 0x80 | size)) + ZERO + payload)
        elif size < 1 << 16:
            self.transport.write(b"\x81\xfe" + size.to_bytes(2, "big") + ZERO + payload)
        else:
            self.transport.write(b"\x81\xff" + size.to_bytes(8, "big") + ZERO + payload)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()

    def _is_welcome(self, head: bytes) -> bool:
        if b" 101 " not in head[:16]:
            if not self.opened.done():
                self.opened.set_exception(ConnectionError(head[:200].decode("latin1")))
            assert self.transport is not None
            self.transport.abort()
            return False
        if b"permessage-deflate" in head.lower():
            self._inflater = zlib.decompressobj(-15)
        self.open = True
        if not self.opened.done():
            self.opened.set_result(None)
        return True

    def _frames(self, data: bytes) -> None:
        at, size = 0, len(data)
        while size - at >= 2:
            first, length = data[at], data[at + 1]
            body = at + 2
            if length == TWO_BYTES:
                if size - body < 2:
                    break
                length = int.from_bytes(data[body : body + 2], "big")
                body += 2
            elif length == EIGHT_BYTES:
                if size - body < 8:
                    break
                length = int.from_bytes(data[body : body + 8], "big")
                body += 8
            if size - body < length:
                break
            at = body + length
            if not self._frame(first, data[body:at]):
                return
        if at < size:
            self._buffer = data[at:]

    def _frame(self, first: int, payload: bytes) -> bool:
        """Take one frame; no when it was the last."""
        assert self.transport is not None
        kind = first & 15
        if kind <= TEXT_OR_BINARY:
            if self._fragments is not None or not first & FINAL:
                self._fragments = (self._fragments or b"") + payload
                if not first & FINAL:
                    return True
                payload, self._fragments = self._fragments, None
            if first & COMPRESSED and self._inflater is not None:
                payload = self._inflater.decompress(payload + b"\0\0\xff\xff")
            self.on_text(payload)
        elif kind == PING:
            self.transport.write(bytes((0x8A, 0x80 | len(payload))) + ZERO + payload)
        elif kind == CLOSE:
            self.transport.close()
            return False
        return True
