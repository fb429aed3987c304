"""What is measured of triage, and how sure that is: shares with their intervals, as a table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from triage.second_reader.labelled import Labelled
from triage.verdict import Level, Verdict

_Z: Final = 1.96  # 95 %
INDIRECT: Final = frozenset({"euphemism", "metaphor"})
IN_CONTEXT: Final = frozenset({"negated", "past", "third_person"})


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled message and the verdict on it."""

    author: str
    said: Labelled
    verdict: Verdict

    @property
    def flagged(self) -> bool:
        """Whether it was given level 2 or more."""
        return self.verdict.level >= Level.ELEVATED

    @property
    def at_risk(self) -> bool:
        """Whether it is of level 2 or more."""
        return self.said.level >= Level.ELEVATED


Holds = Callable[[Read], bool]
Several = Sequence[Read]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int
    of: int

    @classmethod
    def among(cls, these: Iterable[Read], holds: Holds) -> "Share":
        """Count those for which it holds."""
        found = [holds(one) for one in these]
        return cls(sum(found), len(found))

    def __str__(self) -> str:
        """Return share, interval and counts: `91.2 % [90.1, 92.3] (730/800)`."""
        if not self.of:
            return "-"
        low, high = wilson(self.hits, self.of)
        share = self.hits / self.of
        return f"{share:.1%} [{100 * low:.1f}, {100 * high:.1f}] ({self.hits}/{self.of})"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share.

    Source: Wilson, Probable inference, the law of succession, JASA 22 (1927).
    """
    share, weight = hits / of, _Z * _Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = _Z * sqrt(share * (1 - share) / of + weight / (4 * of)) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)


def found(these: Several) -> Share:
    """Return the recall of level 2 and above."""
    return Share.among((one for one in these if one.at_risk), lambda one: one.flagged)


def grave_found(these: Several) -> Share:
    """Return how much of level 4 was given 3 or 4."""
    imminent = (one for one in these if one.said.level == Level.IMMINENT)
    return Share.among(imminent, lambda one: one.verdict.level >= Level.HIGH)


def false_alarms(these: Several) -> Share:
    """Return how much of level 0 was given 2 or more, hard negatives included."""
    return Share.among((one for one in these if not one.said.level), lambda one: one.flagged)


def indirect_found(these: Several) -> Share:
    """Return the recall of what is said in a euphemism or a picture."""
    said = (one for one in these if one.at_risk and INDIRECT & set(one.said.tags))
    return Share.among(said, lambda one: one.flagged)


def acute_found(these: Several) -> Share:
    """Return the recall of the acute mark."""
    return Share.among((one for one in these if one.said.acute), lambda one: one.verdict.acute)


def acute_falsely(these: Several) -> Share:
    """Return how often the acute mark stands on what is not acute."""
    return Share.among((one for one in these if not one.said.acute), lambda one: one.verdict.acute)


def put_down_by_context(these: Several) -> int:
    """Count risks that a context rule put below elevated: a figure of speech covered them."""
    return sum(
        one.at_risk and not one.flagged and "figure" in one.verdict.labels
        for one in these
        if IN_CONTEXT & set(one.said.tags)
    )


def by_tag(these: Several) -> Iterator[tuple[str, Share]]:
    """Yield the recall of level 2 and above by tag."""
    for tag in sorted({tag for one in these for tag in one.said.tags}):
        yield tag, found([one for one in these if tag in one.said.tags])


def by_rule(these: Several) -> list[tuple[str, Share]]:
    """Return each rule that called for 2 or more, and how often the message did too.

    The rules that were wrong most often come first.
    """
    right: dict[str, list[bool]] = {}
    for one in these:
        for rule in {span.rule for span in one.verdict.spans if span.level >= Level.ELEVATED}:
            right.setdefault(rule, []).append(one.at_risk)
    shares = [(rule, Share(sum(held), len(held))) for rule, held in right.items()]
    return sorted(shares, key=lambda one: one[1].hits - one[1].of)
