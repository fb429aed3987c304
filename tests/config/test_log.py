"""What a log line holds, and above all what it never does."""

import asyncio
import errno
import gc
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from io import StringIO

import orjson
import pytest
import structlog

from config import log
from config.log_fields import without_text
from config.pseudonyms import Pseudonyms

CANARY = "jeg hedder Sofie og jeg vil dø"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook
    yield
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks
    for name in log.SILENT:
        silenced = logging.getLogger(name)
        silenced.setLevel(logging.NOTSET)
        silenced.propagate = True


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return [orjson.loads(line) for line in captured.err.splitlines()]


def test_a_line_is_a_word_and_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()

    structlog.get_logger().info("message_sent", seq=3, waited_s=1.5)

    (line,) = lines(capsys)
    assert line.pop("timestamp")
    assert line == {"event": "message_sent", "level": "info", "seq": 3, "waited_s": 1.5}


def test_an_id_is_a_name_of_this_process_only(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()

    structlog.get_logger().info("one", conversation="c-17", escalation=None)
    structlog.get_logger().info("two", conversation="c-17")

    one, two = lines(capsys)
    assert one["conversation"] == two["conversation"] != "c-17"
    assert one["escalation"] is None
    assert Pseudonyms().of("c-17") != one["conversation"]


@pytest.mark.parametrize("pretty", [False, True])
def test_no_text_gets_past_in_any_way(capsys: pytest.CaptureFixture[str], pretty: bool) -> None:
    log.configure(pretty=pretty)
    logger = structlog.get_logger()

    logger.info("message_sent", text=CANARY, reason=CANARY, kind=["jeg", CANARY])
    logger.info(CANARY)
    for name in ("engineio.server", "socketio.server", "sqlalchemy.engine", "aiohttp.server"):
        logging.getLogger(name).error("received %s", CANARY)
    logging.getLogger("aiohttp.access").error(CANARY)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(CANARY, stacklevel=1)
    try:
        int(CANARY)
    except ValueError:
        logger.exception("handler_failed")
        logging.getLogger("somebody").exception(CANARY)

    assert not {"Sofie", "jeg", "dø"} & set(capsys.readouterr().err.replace('"', " ").split())


def test_an_exception_is_its_class_and_its_way(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()

    try:
        try:
            orjson.loads(CANARY)
        except orjson.JSONDecodeError as error:
            raise LookupError(CANARY) from error
    except LookupError:
        structlog.get_logger().exception("handler_failed")

    (line,) = lines(capsys)
    assert line["exception"] == "LookupError"
    assert isinstance(line["trace"], list)
    assert line["trace"][0] == "< LookupError"
    assert str(line["trace"][1]).startswith("tests/config/test_log.py:")
    assert "< JSONDecodeError" in line["trace"]


def test_a_group_of_exceptions_shows_each() -> None:
    group = ExceptionGroup("all", [KeyError(CANARY), OSError(CANARY)])

    assert without_text(group) == (
        "ExceptionGroup",
        ["< ExceptionGroup", "< KeyError", "< OSError"],
    )


def test_a_mistake_of_ours_says_what_it_is() -> None:
    _, trace = without_text(NameError("name 'semaphore' is not defined"))

    assert trace == ["< NameError: name 'semaphore' is not defined"]


def test_a_library_says_where_but_not_what(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()

    logging.getLogger("sqlalchemy.pool").warning("connection %s", CANARY)
    logging.getLogger("sqlalchemy.pool").info("chatter")

    (line,) = lines(capsys)
    assert line["logger"] == "sqlalchemy.pool"
    assert str(line["where"]).startswith("test_log:")


async def test_a_stray_exception_is_counted_and_the_loop_goes_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.configure()
    counted: list[None] = []
    log.catch_strays(asyncio.get_running_loop(), count=lambda: counted.append(None))

    async def fails() -> None:
        raise KeyError(CANARY)

    stray = asyncio.create_task(fails())
    await asyncio.wait([stray])
    del stray
    gc.collect()

    assert len(counted) == 1
    assert [line["exception"] for line in lines(capsys)] == ["KeyError"]


def test_what_ends_a_thread_or_the_program_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    thread = threading.Thread(target=[].pop)
    thread.start()
    thread.join()

    log.uncaught(OSError, OSError(CANARY), None)
    log.uncaught(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert [line["exception"] for line in lines(capsys)] == ["IndexError", "OSError"]


def test_a_log_that_cannot_be_written_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[str] = []

    class FullDisk(StringIO):
        def write(self, text: str) -> int:
            refused.append(text)
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sys.stderr", FullDisk())
    log.configure()

    structlog.get_logger().error("commit_failed")

    assert "commit_failed" in "".join(refused)
