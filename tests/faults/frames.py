"""Rubbish on raw sockets, by the thousand: nothing may break, nobody may haunt the house.

After each handful of frames the line has either been closed with a code, or it still answers a
proper event. At the end nothing may be left: no line, no seat, no memory, no word in the log.
"""

import asyncio
import logging
import random
import sys
import time
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NoReturn

import psutil
import structlog

from tests.chat.realtime.raw_line import RawLine
from tests.chat.realtime.serving_sockets import Sockets, serving
from tests.faults.rubbish import Rubbish

AT_ONCE = 20
DEAF_AFTER_S = 30.0
HANDFULS = (1, 1, 1, 1, 2, 4, 8)
MIB = 1 << 20
GROWTH_BYTES = 20 * MIB
"""SECURITY_TARGETS 4: no more memory than this, however many frames."""
FAILS_ON_PURPOSE = (("fail", "TypeError"), ("connect", "KeyError"))
"""What the server's own namespace is asked to do wrong, so that rubbish meets bugs as well."""


@dataclass
class Outcome:
    """What came of it."""

    frames: int = 0
    lines: int = 0
    closed: int = 0
    answered: int = 0
    grown_bytes: int = 0
    faults: list[str] = field(default_factory=list)


class Complaints(logging.Handler):
    """Collects every log line and every exception nobody caught."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.name}: {record.getMessage()[:200]}")

    def log_line(self, _: object, __: str, line: MutableMapping[str, Any]) -> NoReturn:
        """Hear what the house itself logs."""
        if (line.get("handler"), line.get("failure")) not in FAILS_ON_PURPOSE:
            self.heard.append(str(line))
        raise structlog.DropEvent

    def uncaught(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.heard.append(f"uncaught: {context.get('message')} {context.get('exception')!r}")


async def throw(frames: int, seed: int | None) -> Outcome:
    """Throw that many frames at a server of its own."""
    outcome, complaints = Outcome(), Complaints()
    chance = random.Random(seed)
    asyncio.get_running_loop().set_exception_handler(complaints.uncaught)
    logging.getLogger().addHandler(complaints)
    processors = structlog.get_config()["processors"]
    usual = processors[:]
    processors[:] = [complaints.log_line]
    try:
        async with serving(frames_each_ping=None) as sockets:
            await _round(sockets, outcome, frames // 10, chance)
            before = psutil.Process().memory_info().rss
            await _round(sockets, outcome, frames, chance)
            outcome.grown_bytes = psutil.Process().memory_info().rss - before
            await _look_for_ghosts(sockets, outcome)
    finally:
        processors[:] = usual
        logging.getLogger().removeHandler(complaints)
    outcome.faults += complaints.heard
    if outcome.grown_bytes > GROWTH_BYTES:
        outcome.faults.append(f"grown by {outcome.grown_bytes / MIB:.0f} MiB")
    return outcome


async def _round(sockets: Sockets, outcome: Outcome, until: int, chance: random.Random) -> None:
    async def thrower(rubbish: Rubbish) -> None:
        while outcome.frames < until:
            await _one_line(sockets, outcome, rubbish)
            sockets.echo.heard.clear()
            sockets.echo.sockets.clear()

    seeds = [random.Random(chance.random()) for _ in range(AT_ONCE)]
    await asyncio.gather(*(thrower(Rubbish(one)) for one in seeds))


async def _one_line(sockets: Sockets, outcome: Outcome, rubbish: Rubbish) -> None:
    """Throw handfuls until the server has had enough."""
    line = await RawLine.open(sockets.port)
    outcome.lines += 1
    try:
        if rubbish.chance.random() < 0.9:
            await line.join()
        while rubbish.chance.random() < 0.95:
            handful = rubbish.chance.choice(HANDFULS)
            for _ in range(handful):
                line.say(rubbish.message())
            outcome.frames += handful
            if not await _still_answers(line, outcome):
                return
        line.put(rubbish.websocket())
        outcome.frames += 1
        with suppress(ConnectionError):
            await line.writer.drain()
    except ConnectionError:
        outcome.closed += 1
    finally:
        line.abort()


async def _still_answers(line: RawLine, outcome: Outcome) -> bool:
    """Ask something sensible; an open line that stays silent is the worst fault of all."""
    line.say('42/young,4242["echo",{"still":"there"}]')
    head = "43/young,4242["
    try:
        async with asyncio.timeout(DEAF_AFTER_S):
            while not (await line.text()).startswith(head):
                pass
    except TimeoutError:
        outcome.faults.append("deaf: open, and no answer")
        return False
    except ConnectionResetError:
        outcome.closed += 1
        return False
    except (ConnectionError, asyncio.IncompleteReadError) as lost:
        outcome.faults.append(f"closed without a code: {type(lost).__name__}")
        return False
    outcome.answered += 1
    return True


async def _look_for_ghosts(sockets: Sockets, outcome: Outcome) -> None:
    for _ in range(500):
        left = sockets.transport.connections
        came, gone = sockets.echo.came, len(sockets.echo.gone_sids)
        if left == 0 and came == gone:
            break
        await asyncio.sleep(0.01)
    else:
        outcome.faults.append(f"{left} lines left; {came} came, {gone} went")
    if len(set(sockets.echo.gone_sids)) != len(sockets.echo.gone_sids):
        outcome.faults.append("somebody went twice")


def run(frames: int, seed: int | None) -> int:
    """Throw, and say what came of it; 0 when nothing broke."""
    seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    began = time.monotonic()
    outcome = asyncio.run(throw(frames, seed))
    for fault in outcome.faults[:20]:
        sys.stdout.write(fault + "\n")
    sys.stdout.write(
        f"{outcome.frames} frames on {outcome.lines} lines in {time.monotonic() - began:.0f} s,"
        f" seed {seed}: {outcome.closed} lines closed with a code, {outcome.answered} handfuls"
        f" survived, {outcome.grown_bytes / MIB:.1f} MiB grown, {len(outcome.faults)} faults\n"
    )
    return 1 if outcome.faults else 0
