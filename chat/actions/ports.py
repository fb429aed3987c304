"""What actions need of the world, so that they can be read, and tried, without it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from triage.assessing import Turn
from triage.verdict import Verdict

Clock = Callable[[], datetime]
"""Now, aware and UTC."""


class Assess(Protocol):
    """Reads one message for danger, in the light of the ones before it."""

    def __call__(self, text: str, before: Sequence[Turn] = ()) -> Verdict:
        """Return the verdict; may raise anything, which counts as *unassessed*."""
        ...
