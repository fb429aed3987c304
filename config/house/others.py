"""What joins this process to others: hints and counts; alone, their twins."""

from collections.abc import Sequence

from chat.actions.reading import Reading
from chat.counts import Counts, InProcessCounts
from chat.domain.identifiers import new_process_id
from chat.realtime.bus import Bus, Hear, Hint, InProcessBus
from chat.realtime.hub import Hub
from config.house.storage import Storage
from config.starting import Start


def bus_of(start: Start, storage: Storage) -> Bus:
    """Return the bus between processes, or within this one where there are no others."""
    url = start.settings.redis_url
    if url is None:
        return InProcessBus()
    # Redis is loaded where there are others only, here and below: one process has no need of it.
    from chat.realtime.redis_bus import RedisBus  # noqa: PLC0415

    return RedisBus(url, storage.process or new_process_id())


def counts_of(start: Start) -> Counts:
    """Return what limits count by, together with other processes where there are some."""
    url = start.settings.redis_url
    if url is None:
        return InProcessCounts()
    from chat.redis_counts import RedisCounts  # noqa: PLC0415

    return RedisCounts(url, start.secret_for("counts"))


def forgetting(reading: Reading, hub: Hub) -> Hear:
    """Return what lets triage read a conversation anew that has grown where nobody here follows."""

    def hear(hints: Sequence[Hint]) -> None:
        for hint in hints:
            if not hub.is_followed(hint.conversation_id):
                reading.forget(hint.conversation_id)

    return hear
