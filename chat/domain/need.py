"""A need (behov): what somebody may be helped with; topics, services and bridges speak of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from triage.verdict import Level

ANYTHING: Final = "general"
"""The need of somebody to talk to, which every service that names it meets, whatever the matter."""
DANGER: Final = "acute_danger"
"""The need of help now: a counsellor who chooses it is answered as an emergency."""


@dataclass(frozen=True, slots=True)
class Need:
    """One need, with its name in both languages."""

    code: str
    da: str
    en: str
    topics: tuple[str, ...]
    """The topics that speak for it."""
    bridge_from: Level | None
    """From which level it calls for a bridge-builder; `None`: only when a person asks for one."""

    def name(self, language: str) -> str:
        """Return what it is called; a language we do not speak is answered in Danish."""
        return self.en if language == "en" else self.da


@dataclass(frozen=True, slots=True)
class Needs:
    """The whole vocabulary by code, the most serious first."""

    by_code: Mapping[str, Need] = field(default_factory=dict)

    def spoken_for_by(self, topics: Collection[str]) -> tuple[str, ...]:
        """Return the needs that topics speak for, the most serious first."""
        return tuple(
            need.code for need in self.by_code.values() if not set(topics).isdisjoint(need.topics)
        )

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return needs, each once, the most serious first; raise `KeyError` for a strange one."""
        wanted = {self.by_code[code].code for code in codes}
        return tuple(code for code in self.by_code if code in wanted)

    def calls_for_a_bridge(self, topics: Collection[str], level: Level) -> str | None:
        """Return the topic that calls for a bridge-builder at this level, the most serious one."""
        return next(
            (
                topic
                for need in self.by_code.values()
                if need.bridge_from is not None and level >= need.bridge_from
                for topic in need.topics
                if topic in topics
            ),
            None,
        )
