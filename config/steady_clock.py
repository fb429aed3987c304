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
        self._follows = True
        self._one_at_a_time = Lock()

    def set_to(self, moment: datetime) -> None:
        """Go on from another clock's time: processes of several machines agree on the database's.

        From then on the machine's own time is not followed.
        """
        with self._one_at_a_time:
            self._ahead = moment.timestamp() - monotonic()
            self._follows = False

    def __call__(self) -> datetime:
        """Return the time."""
        with self._one_at_a_time:
            steady = monotonic()
            if self._follows:
                self._ahead = max(self._ahead, time() - steady)
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=steady + self._ahead)
