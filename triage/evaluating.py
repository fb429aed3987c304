"""Measures triage on labelled messages: what it finds, what it misses, how sure that is."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from triage.assessing import Assessor
from triage.measures import wilson
from triage.verdict import Level, Verdict

Rows = Sequence["Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled message and the verdict on it."""

    level: int
    acute: bool
    tags: tuple[str, ...]
    verdict: Verdict

    @classmethod
    def of(cls, line: str, assessor: Assessor) -> Self:
        """Read a line with `text`, `level`, `acute`, `tags`, and assess it."""
        said = json.loads(line)
        verdict = assessor.assess(said["text"])
        return cls(said["level"], bool(said.get("acute")), tuple(said.get("tags", ())), verdict)


def evaluated(assessor: Assessor, paths: Iterable[Path]) -> Iterator[str]:
    """Yield a table for each file of labelled messages, as tab-separated lines."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            rows = [Row.of(line, assessor) for line in file if line.strip()]
        yield f"{path.name}\t{len(rows)} messages\tlexicon {assessor.version}"
        yield from _table(rows)
        yield ""


def _table(rows: Rows) -> Iterator[str]:
    risk = [row for row in rows if row.level >= Level.ELEVATED]
    yield _share("found at 2 or above, of level 2-4", risk, _flagged)
    for level in (Level.ELEVATED, Level.HIGH, Level.IMMINENT):
        these = [row for row in risk if row.level == level]
        yield _share(f"  of level {level:d}", these, _flagged)
    grave = [row for row in rows if row.level >= Level.HIGH]
    yield _share("given 3 or 4, of level 3-4", grave, lambda row: row.verdict.level >= Level.HIGH)
    for level in (Level.NONE, Level.WATCH):
        these = [row for row in rows if row.level == level]
        yield _share(f"false alarms, of level {level:d}", these, _flagged)
    yield _share("acute found", [row for row in rows if row.acute], _acute)
    yield _share("acute falsely", [row for row in rows if not row.acute], _acute)
    by_tag: defaultdict[str, list[Row]] = defaultdict(list)
    for row in risk:
        for tag in row.tags:
            by_tag[tag].append(row)
    for tag in sorted(by_tag):
        yield _share(f"  found, tagged {tag}", by_tag[tag], _flagged)


def _flagged(row: Row) -> bool:
    return row.verdict.level >= Level.ELEVATED


def _acute(row: Row) -> bool:
    return row.verdict.acute


def _share(name: str, rows: Rows, holds: Callable[[Row], bool]) -> str:
    hits = sum(map(holds, rows))
    if not rows:
        return f"{name}\t-"
    low, high = wilson(hits, len(rows))
    return f"{name}\t{hits}/{len(rows)}\t{hits / len(rows):.1%}\t[{low:.1%}, {high:.1%}]"
