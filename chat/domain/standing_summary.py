"""How a conversation's summary stands."""

from enum import StrEnum


class SummaryState(StrEnum):
    """From proposed on; without any there is none."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    WANTS_CHANGE = "change"
    DECLINED = "declined"
