"""Loads and measures a lexicon in a process of its own, so that the chat's loop never feels it."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from chat.domain.refusal import RefusalCode, Refused
from supervisor_console.workbench.effect import Change
from supervisor_console.workbench.ports import Measured
from triage.verdict import Level

ROOT: Final = Path(__file__).parent.parent
READS_FOR_S: Final = 15.0
"""Then it tells how far it came."""
ENDS_AFTER_S: Final = 20.0
"""Then it is ended, and the supervisor is asked to try again (both our own numbers)."""


@dataclass(slots=True)
class LexiconApart:
    """Asks `brobygger lexicon`, one question at a time."""

    ends_after_s: float = ENDS_AFTER_S
    _one_at_a_time: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    async def check(self, live: Sequence[str], entry: str) -> None:
        """Hold that the lexicon loads with the entry; raise `Refused` where it does not."""
        await self._ask("check", live, entry)

    async def measure(self, live: Sequence[str], entry: str) -> Measured:
        """Return what the entry would change on the open set; raise `Refused` likewise."""
        return measured(await self._ask("effect", live, entry))

    async def _ask(self, act: str, live: Sequence[str], entry: str) -> dict[str, Any]:
        asked = {"live": list(live), "entry": entry, "within_s": READS_FOR_S}
        try:
            async with asyncio.timeout(self.ends_after_s), self._one_at_a_time:
                told = await _answer(act, json.dumps(asked).encode())
        except TimeoutError:
            raise Refused(RefusalCode.TOO_SLOW) from None
        if "broken" in told:
            raise Refused(RefusalCode.BROKEN_LEXICON, reason=told["broken"])
        return told


def measured(told: Mapping[str, Any]) -> Measured:
    """Read what `brobygger lexicon effect` answered."""
    return Measured(
        read=told["read"],
        of_all=told["of_all"],
        of_level=_by_level(told["of_level"]),
        changed=_by_level(told["changed"]),
        raised=_by_level(told["raised"]),
        shown=tuple(
            Change(text, labelled, Level(before), Level(after))
            for text, labelled, before, after in told["shown"]
        ),
    )


async def _answer(act: str, asked: bytes) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "config", "lexicon", act),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # it could name what was asked
    )
    try:
        said, _ = await process.communicate(asked)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode:
        raise RuntimeError("brobygger lexicon failed")
    return dict(json.loads(said))


def _by_level(counts: Mapping[str, int]) -> dict[int, int]:
    return {int(level): count for level, count in counts.items()}
