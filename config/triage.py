"""Triage as the house uses it: loaded after the port is open, so that nobody waits for it."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from chat.actions.ports import Assess
from config.exit_code import CannotGoOn, ExitCode
from triage.assessing import Assessor, Turn
from triage.lexicon_file import LexiconError
from triage.verdict import Verdict

LEXICON = Path(__file__).parent / "lexicon"


class Triage:
    """Reads messages once it is loaded; before that no new person is let in."""

    def __init__(self) -> None:
        self._assess: Assess | None = None
        self.assessor: Assessor | None = None
        """What reads; nothing before it is loaded."""

    @property
    def is_loaded(self) -> bool:
        """Whether messages can be read."""
        return self._assess is not None

    def __call__(self, text: str, before: Sequence[Turn] = ()) -> Verdict:
        """Read a message; raises while nothing is loaded, so that it counts as *unassessed*."""
        if self._assess is None:
            raise RuntimeError("triage is not loaded")
        return self._assess(text, before)

    async def load(self) -> None:
        """Load the lexicon beside the loop, and hold it to its examples."""
        self._use(await asyncio.to_thread(from_lexicon))

    async def swap(self, house: Mapping[str, str]) -> None:
        """Build anew beside the loop, with these files laid over the lexicon, and read by that.

        Raises:
            LexiconError: it is broken; what was read by before stays.
        """
        self._use(await asyncio.to_thread(Assessor.load, LEXICON, house))

    def _use(self, assessor: Assessor) -> None:
        self.assessor, self._assess = assessor, assessor.assess


def from_lexicon() -> Assessor:
    """Return what reads by our lexicon, held to its examples.

    Raises:
        CannotGoOn: the lexicon is wrong; the sentence names file, line and key.
    """
    try:
        return Assessor.load(LEXICON)
    except LexiconError as mistake:
        raise CannotGoOn(ExitCode.BAD_SETTINGS, str(mistake)) from None
