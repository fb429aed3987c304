"""The steps of the legal duties (pligter) as the rules know them: what is ticked and written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalDutySteps:
    """The ids of all steps, of those one writes in, and of those that say who somebody is."""

    steps: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    identity: frozenset[str] = frozenset()
    """Written in only with what the young person gave for this and nothing else."""
