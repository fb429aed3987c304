"""Triage as the house uses it: loaded after the port is open, so that nobody waits for it."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

import structlog

from chat.actions.ports import Assess
from config.exit_code import CannotGoOn, ExitCode
from triage.assessing import Assessor, Turn
from triage.lexicon import NOTHING_MORE
from triage.lexicon_file import LexiconError
from triage.second_reader.table_error import TableError
from triage.verdict import Verdict

log = structlog.get_logger()

LEXICON = Path(__file__).parent / "lexicon"
READER = Path(__file__).parent / "reader"
SecondReader = Literal["on", "off", "silent"]
_LOGGED_EVERY: Final = 1_000


class Triage:
    """Reads messages once it is loaded; before that no new person is let in."""

    def __init__(self, second_reader: SecondReader = "on") -> None:
        """Read with the second reader, without it, or with it in silence."""
        self._second_reader = second_reader
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
        """Load the lexicon and the table beside the loop, and hold the lexicon to its examples."""
        # In a thread: it takes longer than everything else together.
        self._use(await asyncio.to_thread(load_assessor, self._second_reader))

    async def swap(self, house: Mapping[str, str]) -> None:
        """Build anew beside the loop, with these files laid over the lexicon, and read by that.

        Raises:
            LexiconError: it is broken; what was read by before stays.
            TableError: the second reader's files are.
        """
        self._use(await asyncio.to_thread(_assessor, self._second_reader, house))

    def _use(self, assessor: Assessor) -> None:
        self.tell()
        silent = self._second_reader == "silent"
        self.assessor, self._assess = assessor, Silently(assessor) if silent else assessor.assess

    def tell(self) -> None:
        """Log what was counted in silence and not logged yet: at a swap, and at a stop."""
        if isinstance(self._assess, Silently):
            self._assess.tell()


class Silently:
    """Reads by rules, and counts what the second reader would have made of it: no more than that.

    For the first month in service: the counts say what it would raise, before anybody sees it.
    """

    def __init__(self, assessor: Assessor) -> None:
        """Begin counting."""
        self._assessor = assessor
        self._raised: Counter[tuple[int, int]] = Counter()
        self._read = 0

    def __call__(self, text: str, before: Sequence[Turn] = ()) -> Verdict:
        """Return the verdict by rules alone."""
        by_rules, raised = self._assessor.both(text, before)
        self._raised[by_rules.level, raised.level] += 1
        self._read += 1
        if self._read % _LOGGED_EVERY == 0:
            self.tell()
        return by_rules

    def tell(self) -> None:
        """Log how many messages went from which level to which, and nothing about any of them."""
        for (level_from, level_to), count in sorted(self._raised.items()):
            log.info("second_reader_silent", level_from=level_from, level_to=level_to, count=count)
        self._raised.clear()


def load_assessor(second_reader: SecondReader = "on") -> Assessor:
    """Return what reads by our lexicon, held to its examples, with the second reader beside it.

    Raises:
        CannotGoOn: the lexicon is wrong, and the sentence names file, line and key; or the second
            reader's files are.
    """
    try:
        return _assessor(second_reader)
    except (LexiconError, TableError) as mistake:
        raise CannotGoOn(ExitCode.BAD_SETTINGS, str(mistake)) from None


def _assessor(second_reader: SecondReader, house: Mapping[str, str] = NOTHING_MORE) -> Assessor:
    """`house` are the files that were laid over the lexicon in the workbench."""
    return Assessor.load(LEXICON, READER, second=second_reader != "off", more=house)
