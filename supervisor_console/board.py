"""The board (tavlen): every live conversation in one numbered view, and what changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from chat.domain.identifiers import ConversationId
from supervisor_console.row import Row, in_order


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two versions of the board."""

    version: int
    rows: tuple[Row, ...]
    """New rows and rows that look different, in the board's order."""
    gone: tuple[ConversationId, ...]
    """Conversations that ended, or left the board otherwise."""

    def as_wire(self, now: datetime) -> dict[str, object]:
        """Return the payload of `board:changed`."""
        return {
            "version": self.version,
            "rows": [row.as_wire(now) for row in self.rows],
            "gone": list(self.gone),
        }


@dataclass(slots=True)
class Board:
    """What the supervisors' pages show now. It knows no store: whoever reads one tells it."""

    version: int = 0
    """Rises by one with each change, so that a page can tell that it has missed one."""
    rows: dict[ConversationId, Row] = field(default_factory=dict)

    def as_wire(self, now: datetime) -> dict[str, object]:
        """Return the payload of `board`: the whole of it, in order."""
        return {
            "version": self.version,
            "rows": [row.as_wire(now) for row in in_order(self.rows.values())],
        }

    def replace(self, rows: Iterable[Row]) -> Change | None:
        """Take what the store says now as the whole truth; return what that changed, if any."""
        now = {row.conversation_id: row for row in rows}
        return self._change(now, [one for one in self.rows if one not in now])

    def update(self, read: Mapping[ConversationId, Row | None]) -> Change | None:
        """Take what was read again about some; `None` is one that has left the board."""
        changed = {one: row for one, row in read.items() if row is not None}
        gone = [one for one, row in read.items() if row is None and one in self.rows]
        return self._change(changed, gone)

    def _change(
        self, read: Mapping[ConversationId, Row], gone: list[ConversationId]
    ) -> Change | None:
        rows = [row for one, row in read.items() if self.rows.get(one) != row]
        if not rows and not gone:
            return None
        for row in rows:
            self.rows[row.conversation_id] = row
        for one in gone:
            del self.rows[one]
        self.version += 1
        return Change(self.version, tuple(in_order(rows)), tuple(gone))
