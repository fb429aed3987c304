"""What a conversation can be about: one vocabulary for triage, the chat and its statistics."""

from collections.abc import Iterable
from typing import Final

TOPICS: Final = (
    *("suicide", "self_harm", "abuse_sexual", "abuse_violence", "honour_control", "neglect"),
    *("psychosis", "eating", "substance", "digital_abuse", "depression", "anxiety", "grief"),
    *("bullying", "loneliness", "family", "relationship", "sexuality_identity", "sleep"),
    *("body_health", "economy", "gambling", "school_education", "job"),
)
"""What a conversation can be about, the most serious first."""

OTHER: Final = "other"
"""What people choose when none of these fits; a verdict never does."""

_RANK: Final = {topic: rank for rank, topic in enumerate(TOPICS)}


def in_order(topics: Iterable[str]) -> tuple[str, ...]:
    """Return topics with the most serious first."""
    return tuple(sorted(topics, key=_RANK.__getitem__))
