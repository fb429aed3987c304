"""When somebody has been kept waiting too long: then the board marks them with an hourglass."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chat.domain.waiting_room import is_late
from supervisor_console.row import Row


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long is too long."""

    for_counsellor: timedelta = timedelta(minutes=45)
    """In the waiting room: policy's `max_wait`."""
    for_answer: timedelta = timedelta(minutes=3)
    """In a conversation, from the young person's last words on: our own choice."""

    def look_at(self, row: Row, now: datetime) -> Row:
        """Return the row as late, or in time, as it is now."""
        late = self._is_late(row, now)
        return row if late is row.late else replace(row, late=late)

    def _is_late(self, row: Row, now: datetime) -> bool:
        if row.waiting_since is not None:
            return is_late(row.waiting_since, now, self.for_counsellor)
        if row.state != "active" or row.young_wrote_at is None:
            return False
        answered = row.staff_wrote_at is not None and row.staff_wrote_at >= row.young_wrote_at
        return not answered and is_late(row.young_wrote_at, now, self.for_answer)
