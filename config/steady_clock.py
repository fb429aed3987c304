"""The one clock's time: it follows the machine's forward and never goes back while it runs."""

from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic, time


class SteadyClock:
    """Now, aware and UTC.

    A machine's time may be set back under a running service: then whoever comes next would seem to
    have waited longest, and every deadline would be an hour away. So time goes on from the latest
    that was seen, at the pace of the monotonic clock.
    """

    def __init__(self) -> None:
        """Begin with the machine's time."""
        self._ahead = time() - monotonic()
        self._one_at_a_time = Lock()

    def __call__(self) -> datetime:
        """Return the time."""
        with self._one_at_a_time:
            steady = monotonic()
            self._ahead = max(self._ahead, time() - steady)
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=steady + self._ahead)
