"""Rubbish on raw sockets, by the thousand: nothing may break, nobody may haunt the house.

After each handful of frames the line has either been closed with a code, or it still answers a
proper question. At the end nothing may be left: no line, no seat, no memory, no word in the log.
"""

import asyncio
import multiprocessing
import os
import random
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.chat.realtime.raw_line import NotWelcome, RawLine
from tests.faults.places import Door, Place, bare_transport, whole_house
from tests.faults.rubbish import Rubbish

AT_ONCE = 20
DEAF_AFTER_S = 30.0
HANDFULS = (1, 1, 1, 1, 2, 4, 8)
QUESTION_ID = 4242
MIB = 1 << 20
GROWTH_BYTES = 20 * MIB
"""SECURITY_TARGETS 4: no more memory than this, however many frames."""


@dataclass
class Outcome:
    """What came of it."""

    frames: int = 0
    lines: int = 0
    closed: int = 0
    answered: int = 0
    not_welcome: int = 0
    grown_bytes: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.frames} frames on {self.lines} lines: {self.closed} lines closed with a code,"
            f" {self.answered} handfuls survived, {self.not_welcome} not let in,"
            f" {self.grown_bytes / MIB:.1f} MiB grown, {len(self.faults)} faults"
        )


async def throw(place: Place, frames: int, seed: int | None) -> Outcome:
    """Throw that many frames; the first tenth warms the place up."""
    outcome, chance = Outcome(), random.Random(seed)
    await _round(place, outcome, frames // 10, chance)
    before = place.resident_bytes()
    await _round(place, outcome, frames, chance)
    outcome.grown_bytes = place.resident_bytes() - before
    outcome.faults += await place.faults()
    if outcome.grown_bytes > GROWTH_BYTES:
        outcome.faults.append(f"grown by {outcome.grown_bytes / MIB:.0f} MiB")
    return outcome


async def throw_at_transport(frames: int, seed: int | None = None) -> Outcome:
    """Throw at the transport alone."""
    async with bare_transport() as place:
        return await throw(place, frames, seed)


async def throw_at_house(folder: Path, frames: int, seed: int | None = None) -> Outcome:
    """Throw at a house of its own, with everything in it."""
    async with whole_house(folder) as place:
        return await throw(place, frames, seed)


async def _round(place: Place, outcome: Outcome, until: int, chance: random.Random) -> None:
    async def thrower(own: random.Random) -> None:
        while outcome.frames < until:
            await _one_line(outcome, await place.door(own), own)

    seeds = [random.Random(chance.random()) for _ in range(AT_ONCE)]
    await asyncio.gather(*map(thrower, seeds))


async def _one_line(outcome: Outcome, door: Door, chance: random.Random) -> None:
    """Throw handfuls until the server has had enough."""
    rubbish = Rubbish(chance, door.namespace, door.conversation_id)
    line = await RawLine.open(door.port, headers=door.headers)
    outcome.lines += 1
    try:
        if chance.random() < 0.9:
            await line.join(door.namespace, door.auth)
        while chance.random() < 0.95:
            handful = chance.choice(HANDFULS)
            for _ in range(handful):
                line.say(rubbish.message())
            outcome.frames += handful
            if not await _still_answers(line, outcome, door):
                return
        line.put(rubbish.websocket())
        outcome.frames += 1
        with suppress(ConnectionError):
            await line.writer.drain()
    except NotWelcome:
        outcome.not_welcome += 1
    except ConnectionError:
        outcome.closed += 1
    finally:
        line.abort()


async def _still_answers(line: RawLine, outcome: Outcome, door: Door) -> bool:
    """Ask something sensible; an open line that stays silent is the worst fault of all."""
    try:
        async with asyncio.timeout(DEAF_AFTER_S):
            line.ask_later(*door.question, QUESTION_ID, door.namespace)
            await line.answer(QUESTION_ID, door.namespace)
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


def run(frames: int, seed: int | None) -> int:
    """Throw at both, on every processor, and say what came of it; 0 when nothing broke."""
    seed = random.SystemRandom().randrange(1 << 32) if seed is None else seed
    shares = os.cpu_count() or 1
    own = [(max(1, frames // shares), seed + share) for share in range(shares)]
    began = time.monotonic()
    with multiprocessing.get_context("spawn").Pool(shares) as pool:
        outcomes = pool.starmap(_at_transport, own)
    faults = _told("transport", seed, began, outcomes)
    began = time.monotonic()
    faults += _told("house", seed, began, [_at_house(max(1, frames // 10), seed)])
    return 1 if faults else 0


def _at_transport(frames: int, seed: int) -> Outcome:
    return asyncio.run(throw_at_transport(frames, seed))


def _at_house(frames: int, seed: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="brobygger-frames-") as folder:
        return asyncio.run(throw_at_house(Path(folder), frames, seed))


def _told(where: str, seed: int, began: float, outcomes: list[Outcome]) -> int:
    for outcome in outcomes:
        for fault in outcome.faults[:20]:
            sys.stdout.write(fault + "\n")
        sys.stdout.write(f"{where}: {outcome}\n")
    frames = sum(outcome.frames for outcome in outcomes)
    seconds = time.monotonic() - began
    sys.stdout.write(f"{where}: {frames} frames in {seconds:.0f} s, seed {seed}\n")
    return sum(len(outcome.faults) for outcome in outcomes)
