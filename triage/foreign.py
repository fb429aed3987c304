"""How well triage knows that it cannot read a text."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from triage.assessing import Assessor
from triage.measures import Share


def foreign_found(assessor: Assessor, path: Path) -> Iterator[tuple[str, Share]]:
    """Yield by language how many sentences were not assessed; a risk that was found counts too."""
    unread: defaultdict[str, list[bool]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        verdict = assessor.assess(said["text"])
        unread[said["language"]].append(verdict.status == "unassessed" or verdict.level > 1)
    every = [one for those in unread.values() for one in those]
    yield f"all {len(unread)} languages", Share(sum(every), len(every))
    for language, those in unread.items():
        if not all(those):
            yield language, Share(sum(those), len(those))


def danish_called_foreign(assessor: Assessor, lines: Sequence[str]) -> Share:
    """Return how many Danish lines were not assessed."""
    unread = [assessor.assess(line).status == "unassessed" for line in lines]
    return Share(sum(unread), len(unread))
