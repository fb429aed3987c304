"""Triage as the house uses it: loaded after the port is open, so that nobody waits for it."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from chat.actions.ports import Assess
from config.exit_code import CannotGoOn, ExitCode
from triage.assessing import Turn
from triage.verdict import Verdict

LEXICON = Path(__file__).parent / "lexicon"


class Triage:
    """Reads messages once it is loaded; before that no new person is let in."""

    def __init__(self) -> None:
        self._assess: Assess | None = None

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
        # Imported here, in a thread: it takes longer than everything else together.
        self._assess = await asyncio.to_thread(from_lexicon)


def from_lexicon() -> Assess:
    """Return what reads by our lexicon, held to its examples.

    Raises:
        CannotGoOn: the lexicon is wrong; the sentence names file, line and key.
    """
    from triage.assessing import Assessor  # noqa: PLC0415 - see `Triage.load`
    from triage.lexicon_file import LexiconError  # noqa: PLC0415

    try:
        return Assessor.load(LEXICON).assess
    except LexiconError as mistake:
        raise CannotGoOn(ExitCode.BAD_SETTINGS, str(mistake)) from None
