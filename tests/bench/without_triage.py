"""The same program with nothing read: `python -m tests.bench.without_triage serve ...`.

For the bench's rows "triage off" only. The product has no such switch, so that nobody can leave it
off.
"""

import sys
from collections.abc import Sequence

from config.command_line import main
from triage.assessing import Assessor, Turn
from triage.verdict import Level, Verdict

NOTHING = Verdict(
    status="assessed",
    level=Level.NONE,
    topics=(),
    acute=False,
    subject="none",
    labels=(),
    spans=(),
    lexicon="none",
)


def assess_nothing(self: Assessor, text: str, before: Sequence[Turn] = ()) -> Verdict:
    """Say at once that there is nothing to flag."""
    return NOTHING


if __name__ == "__main__":
    Assessor.assess = assess_nothing  # type: ignore[method-assign]  # what this module is for
    sys.exit(main())
