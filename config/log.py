"""Logs that say what happened and never to whom: JSON lines on stderr, pretty ones in the demo.

A line is a fixed word and fields from a list. Everything else is dropped here, whoever wrote it: a
library's message may repeat what a young person wrote, and so may an exception's. Call `configure`
once, before anything logs.
"""

import asyncio
import logging
import sys
import threading
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO, cast

import orjson
import structlog
from structlog.processors import JSONRenderer, TimeStamper, add_log_level
from structlog.typing import Processor

from config.log_fields import allowed, without_text
from config.pseudonyms import Pseudonyms

Line = MutableMapping[str, Any]
SILENT = ("aiohttp.access", "engineio", "socketio")
"""They print addresses and whole packets (SECURITY_TARGETS P18, rows 27 and 28)."""


def configure(*, pretty: bool = False, pseudonyms: Pseudonyms | None = None) -> None:
    """Send structlog, the standard library's loggers, warnings and stray exceptions one way."""
    names = pseudonyms or Pseudonyms()
    tidy: list[Processor] = [
        add_log_level,
        TimeStamper(fmt="iso", utc=True),
        trace,
        lambda _logger, _method, line: allowed(line, names),
    ]
    render: Processor = console() if pretty else JSONRenderer(serializer=as_json)
    structlog.configure(
        processors=[*tidy, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", Unfailing(sys.stderr))),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [Funnel()]
    root.setLevel(logging.WARNING)
    for name in SILENT:
        silenced = logging.getLogger(name)
        silenced.handlers[:] = []
        silenced.setLevel(logging.CRITICAL + 1)
        silenced.propagate = False
    logging.captureWarnings(capture=True)
    sys.excepthook = uncaught
    threading.excepthook = uncaught_in_thread


class Unfailing:
    """The stream the log goes to. What cannot be written there is not said, and stops nothing.

    A log on a full disk must not end the writer, which has just met the same disk.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write it if that is possible."""
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Let it be seen if that is possible."""
        with suppress(OSError):
            self._stream.flush()


class Funnel(logging.Handler):
    """Brings what libraries log into our lines: who, where and which exception, never the words."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record as a line of ours."""
        level = max(record.levelno, logging.WARNING)
        where = f"{record.module}:{record.lineno}"
        structlog.get_logger().log(
            level, "library", logger=record.name, where=where, exc_info=record.exc_info or None
        )


def catch_strays(loop: asyncio.AbstractEventLoop, count: Callable[[], None] = lambda: None) -> None:
    """Log and count what no task caught; the loop goes on, and so do all conversations."""

    def stray(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        count()
        structlog.get_logger().error("stray_exception", exc_info=context.get("exception"))

    loop.set_exception_handler(stray)


def uncaught(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
    """Log what ends the program, unless a person's Ctrl-C does."""
    if not isinstance(error, KeyboardInterrupt):
        structlog.get_logger().critical("uncaught_exception", exc_info=error)


def uncaught_in_thread(stray: threading.ExceptHookArgs) -> None:
    """Log what ends a thread."""
    structlog.get_logger().critical("uncaught_exception", exc_info=stray.exc_value)


def trace(_: object, __: str, line: Line) -> Line:
    """Turn `exc_info` into the exception's class and the places it passed."""
    info = line.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info[1] if isinstance(info, tuple) else info
    if isinstance(error, BaseException):
        line["exception"], line["trace"] = without_text(error)
    return line


def as_json(line: Line, **_: object) -> str:
    """Return the line as JSON, the word first."""
    return orjson.dumps({"event": line.pop("event"), **line}).decode()


def console() -> Processor:
    """Return the demo's renderer: colours where a person looks on, a trace line by line."""
    renderer = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=28)

    def render(logger: Any, method: str, line: Line) -> str:  # noqa: ANN401 -- structlog's own
        places = line.pop("trace", [])
        return "\n    ".join([str(renderer(logger, method, line)), *places])

    return render
