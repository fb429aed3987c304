"""One assessor for all tests of triage: it remembers nothing, so it can be shared."""

from dataclasses import replace
from pathlib import Path

import pytest

from triage.assessing import Assessor
from triage.second_reader.reader import SecondReader

CONFIG = Path(__file__).parents[2] / "config"
LEXICON = CONFIG / "lexicon"
READER = CONFIG / "reader"


@pytest.fixture(scope="session")
def both() -> Assessor:
    """Our own lexicon, held to its examples, and the second reader beside it."""
    return Assessor.load(LEXICON, READER)


@pytest.fixture(scope="session")
def assessor(both: Assessor) -> Assessor:
    """The lexicon alone: rules written by people."""
    return replace(
        both,
        second=None,
        languages=None,
        quiet=replace(both.quiet, lexicon=both.lexicon.version),
    )


@pytest.fixture(scope="session")
def second(both: Assessor) -> SecondReader:
    """The second reader by itself."""
    assert both.second
    return both.second
