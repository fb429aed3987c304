"""What an entry would change: two lexicons read the same labelled messages."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from triage.verdict import Level, Verdict

EXAMPLES: Final = 10
"""Shown for each labelled level, those whose level moves furthest first."""

Read = Callable[[str], Verdict]


class Labelled(NamedTuple):
    """A message of the open set, and the level people gave it."""

    text: str
    level: int


class Change(NamedTuple):
    """A message whose verdict would be another."""

    text: str
    labelled: int
    before: Level
    after: Level


class Effect(NamedTuple):
    """What would change, and on how much text that was looked at."""

    read: int
    """Messages read before the time was up."""
    of_level: dict[int, int]
    """How many of them people gave each level."""
    changes: tuple[Change, ...]


def effect(
    before: Read, after: Read, messages: Iterable[Labelled], go_on: Callable[[], bool]
) -> Effect:
    """Read messages with both for as long as `go_on` says so."""
    read = 0
    of_level: dict[int, int] = {}
    changes: list[Change] = []
    for one in messages:
        if not go_on():
            break
        read += 1
        of_level[one.level] = of_level.get(one.level, 0) + 1
        old, new = before(one.text), after(one.text)
        if _said(old) != _said(new):
            changes.append(Change(one.text, one.level, old.level, new.level))
    return Effect(read, of_level, tuple(changes))


def examples(changes: Iterable[Change], labelled: int) -> list[Change]:
    """Return the changes to show of a labelled level."""
    those = [one for one in changes if one.labelled == labelled]
    return sorted(those, key=lambda one: -abs(one.after - one.before))[:EXAMPLES]


def _said(verdict: Verdict) -> tuple[object, ...]:
    return (verdict.level, verdict.acute, verdict.subject, verdict.topics)
