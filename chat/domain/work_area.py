"""Where a bridge-builder works: municipalities and regions by their official codes, or all."""

from collections.abc import Mapping
from dataclasses import dataclass

EVERYWHERE = "all"


@dataclass(frozen=True, slots=True)
class WorkArea:
    """Whose bridges somebody may see. Without a code it is nobody's."""

    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, stored: str | None) -> "WorkArea":
        """Read it as the store has it: codes with a space between."""
        return cls(frozenset((stored or "").split()))

    def stored(self) -> str:
        """Return it for the store."""
        return " ".join(sorted(self.codes))

    def covers(self, municipality: str | None, regions: Mapping[str, str]) -> bool:
        """Say whether a municipality is within it; a place unknown is only within all of it.

        `regions` holds the region's code of each municipality.
        """
        if EVERYWHERE in self.codes:
            return True
        if municipality is None:
            return False
        return municipality in self.codes or regions.get(municipality) in self.codes


NOWHERE = WorkArea()
