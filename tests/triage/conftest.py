"""One assessor for all tests of triage: it remembers nothing, so it can be shared."""

from pathlib import Path

import pytest

from triage.assessing import Assessor

LEXICON = Path(__file__).parents[2] / "config" / "lexicon"


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    """Our own lexicon, held to its examples."""
    return Assessor.load(LEXICON)
