"""What every event of an offered bridge tells, from the offer to its end (PROTOCOL.md).

The card and what was asked for are the offer's, and stand in the log once: what came later is
filled in from there when it is read. So a log stays small, one that was written before this reads
the same, and everybody sees the card as it was held out.
"""

from collections.abc import Mapping

from chat.domain.audience import Kind

FIELDS = ("bridge_id", "service", "lane", "asked", "status", "message_to_young", "note")
LATER = frozenset({Kind.BRIDGE_ANSWERED, Kind.BRIDGE_UPDATED, Kind.BRIDGE_WITHDRAWN})
"""What comes after an offer, and is filled in."""
OF_THE_OFFER = ("service", "lane", "asked")


def whole(data: Mapping[str, object], offer: Mapping[str, object]) -> Mapping[str, object]:
    """Return a later event's data with what it is about; words are those said with it, or `None`.

    `offer` is the data of the offer; empty where there is none to be read.
    """
    said = {name: data.get(name) for name in FIELDS}
    return {**data, **said, **{name: offer.get(name, data.get(name)) for name in OF_THE_OFFER}}
