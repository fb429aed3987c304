"""A bad line between clients and server: it cuts connections after some bytes, anywhere in them."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

CHUNK = 1024
BACKLOG = 1024


@dataclass
class BadLine:
    """A TCP proxy. While `is_bad`, no connection lives longer than its share of bytes."""

    server_port: int
    most_bytes: int
    is_bad: bool = False
    cuts: int = 0
    port: int = 0
    _pipes: set[asyncio.Task[None]] = field(default_factory=set)
    _lines: "set[_Line]" = field(default_factory=set)

    @property
    def open_lines(self) -> int:
        return len(self._lines)

    def cut_everybody(self) -> int:
        """Cut every line that stands; return how many."""
        lines = list(self._lines)
        for line in lines:
            line.cut()
        return len(lines)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def listening(self) -> AsyncIterator["BadLine"]:
        listener = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=BACKLOG)
        self.port = listener.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            listener.close()
            for pipe in list(self._pipes):
                pipe.cancel()
            await asyncio.gather(*self._pipes, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:
            writer.transport.abort()
            return
        line = _Line([writer, there[1]], random.randint(1, self.most_bytes))
        self._lines.add(line)
        for source, sink in ((reader, there[1]), (there[0], writer)):
            pipe = asyncio.create_task(self._carry(line, source, sink))
            self._pipes.add(pipe)
            pipe.add_done_callback(self._pipes.discard)

    async def _carry(
        self, line: "_Line", source: asyncio.StreamReader, sink: asyncio.StreamWriter
    ) -> None:
        try:
            while data := await source.read(CHUNK):
                if self.is_bad and line.left <= 0:
                    line.left = random.randint(1, self.most_bytes)  # it stood before it got bad
                if self.is_bad and len(data) >= line.left:
                    sink.write(data[: line.left])
                    self.cuts += 1
                    return
                line.left -= len(data)
                sink.write(data)
                await sink.drain()
        except OSError:
            return  # it was cut on its other way
        finally:
            line.cut()
            self._lines.discard(line)


@dataclass(eq=False)
class _Line:
    """Both ends of one connection, and the bytes it has left."""

    ends: list[asyncio.StreamWriter]
    left: int

    def cut(self) -> None:
        for end in self.ends:
            end.transport.abort()
