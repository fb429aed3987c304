"""A published half-year as it is kept: what was shown to whom, with the lines it was split by."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from supervisor_console.reports.disclosure import Shown, shown
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.quality import Counted, Quality, decided
from supervisor_console.reports.sheets import Headings, Sheet, Whole
from supervisor_console.reports.visiting import Done

LEAST_OUTSIDE = 10
LEAST_INSIDE = 5
"""The least number that leaves the house, and that is seen in it (SECURITY_TARGETS.md, T14)."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was published of a half-year, of all places at once."""

    half_year: HalfYear
    sheets: tuple[Sheet, ...]
    headings: Mapping[str, tuple[str, str]]
    """What a reason was called then, in Danish and English."""
    inside: Shown
    outside: Shown
    done: Done = field(default_factory=dict)
    """What was done on visits, of places whose visitors are shown inside."""
    quality: Quality | None = None
    """Of the whole service; none in what was published before there were any here."""

    @classmethod
    def of(
        cls,
        half_year: HalfYear,
        counts: Mapping[str, Mapping[str, Mapping[str, int]]],
        sheets: Sequence[Sheet],
        headings: Headings,
        done: Done | None = None,
        quality: Counted | None = None,
    ) -> "Document":
        """Decide what may be shown of these counts, inside and outside."""
        inside = shown(counts, sheets, LEAST_INSIDE)
        outside = shown(counts, sheets, LEAST_OUTSIDE, under=inside)
        names = {code: (one.da, one.en) for code, one in headings.items()}
        visited = inside.totals.get(Whole.VISITORS, {})
        kept = {place: what for place, what in (done or {}).items() if place in visited}
        seen = None if quality is None else decided(quality, half_year, inside, LEAST_INSIDE)
        return cls(half_year, tuple(sheets), names, inside, outside, kept, seen)

    @classmethod
    def read(cls, kept: bytes) -> "Document":
        """Read what `kept` wrote."""
        found: dict[str, Any] = json.loads(kept)
        sheets = tuple(
            Sheet(code, Whole(whole), tuple(lines)) for code, whole, lines in found["sheets"]
        )
        headings = {code: (da, en) for code, (da, en) in found["headings"].items()}
        inside, outside = _shown(found["inside"]), _shown(found["outside"])
        done = {
            place: {kind: (times, minutes) for kind, (times, minutes) in what.items()}
            for place, what in found.get("done", {}).items()
        }
        seen = found.get("quality")
        quality = None if seen is None else Quality(**seen)
        return cls(
            HalfYear.of(found["half_year"]), sheets, headings, inside, outside, done, quality
        )

    def kept(self) -> bytes:
        """Return it as the store has it: hidden numbers are not in it at all."""
        return json.dumps(
            {
                "half_year": str(self.half_year),
                "sheets": [[one.code, one.whole.value, one.lines] for one in self.sheets],
                "headings": self.headings,
                "inside": {"totals": self.inside.totals, "sheets": self.inside.sheets},
                "outside": {"totals": self.outside.totals, "sheets": self.outside.sheets},
                "done": self.done,
                "quality": None if self.quality is None else self.quality.kept(),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()


def _shown(found: Mapping[str, Any]) -> Shown:
    totals = {Whole(whole): numbers for whole, numbers in found["totals"].items()}
    return Shown(totals, found["sheets"])
