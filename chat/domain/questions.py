"""The guided risk questions (spørgsmål om fare) as the rules know them: what a yes weighs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from triage.verdict import Level

Answer = Literal["yes", "no", "unanswered"]


@dataclass(frozen=True, slots=True)
class RiskQuestions:
    """Questions in the order they are asked, and the steps of the emergency card."""

    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    """The level a yes to each calls for."""
    steps: frozenset[str] = frozenset()
    """The ids of the emergency card's steps."""

    def level_of(self, answers: Mapping[str, Answer]) -> Level:
        """Return the highest level a yes among these calls for; none where nobody says yes."""
        yes = (self.levels[name] for name, answer in answers.items() if answer == "yes")
        return max(yes, default=Level.NONE)
