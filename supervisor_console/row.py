"""One conversation on the supervisor's board (tavlen), and where it stands among the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.level_course import LevelMove
from chat.realtime.alarms import escalation_on_wire
from chat.realtime.desks import beside_on_wire, companion_on_wire
from triage.verdict import Level

UNREAD_RANK: Final = 1.5
"""What nobody has read stands between elevated and watch."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a supervisor sees of a conversation without opening it.

    Never a word of the young person's, but for those an open escalation rests on.
    """

    conversation_id: ConversationId
    call_word: str
    state: str
    """`opened`, `waiting`, `active` or, with an escalation still open, `closed`."""
    level: Level
    assessed: bool
    """Whether triage has read all that the young person wrote."""
    opened_at: datetime
    level_moves: tuple[LevelMove, ...] = ()
    """How the level came to that: the last few times it moved."""
    flags: int = 0
    """How much of what the young person wrote has marked words in it."""
    age_band: str | None = None
    municipality: str | None = None
    topics: tuple[str, ...] = ()
    counsellor: tuple[StaffId, str] | None = None
    """Id and display name."""
    beside: Mapping[str, object] | None = None
    """The supervisor who has come in, as it goes on the wire."""
    companion: Mapping[str, object] | None = None
    """A colleague who sits beside the counsellor, or is asked to."""
    waiting_since: datetime | None = None
    """Set while the person is in the waiting room."""
    young_wrote_at: datetime | None = None
    staff_wrote_at: datetime | None = None
    young_present: bool = False
    late: bool = False
    """Has waited past the bound, for a counsellor or for an answer."""
    escalation: Mapping[str, object] | None = None
    """The open escalation as it goes on the wire."""
    last_seq: int = 0

    def as_wire(self, now: datetime) -> dict[str, object]:
        """Return the row as the board's frames carry it (JSON types only)."""
        return {
            "conversation_id": self.conversation_id,
            "call_word": self.call_word,
            "state": self.state,
            "level": int(self.level),
            "level_moves": [
                {"at": move.at.isoformat(), "to": int(move.to)} for move in self.level_moves
            ],
            "flags": self.flags,
            "assessed": self.assessed,
            "age_band": self.age_band,
            "municipality": self.municipality,
            "topics": list(self.topics),
            "counsellor": (
                None
                if self.counsellor is None
                else {"staff_id": self.counsellor[0], "display_name": self.counsellor[1]}
            ),
            "beside": self.beside,
            "companion": self.companion,
            "opened_at": self.opened_at.isoformat(),
            "waited_s": (
                None
                if self.waiting_since is None
                else max(0, int((now - self.waiting_since).total_seconds()))
            ),
            "young_wrote_at": _iso(self.young_wrote_at),
            "staff_wrote_at": _iso(self.staff_wrote_at),
            "young_present": self.young_present,
            "late": self.late,
            "escalation": self.escalation,
            "last_seq": self.last_seq,
        }


def row_of(one: Conversation, names: Mapping[StaffId, str], words: Sequence[str] = ()) -> Row:
    """Return the row a conversation has on the board; what danger it is in outranks the rest.

    `words` are those its escalation rests on: the one exception to "never a word of the young".
    """
    waits = one.state is ConversationState.WAITING
    escalation = next((e for e in one.escalations if e.is_open), None)
    return Row(
        conversation_id=one.conversation_id,
        call_word=one.call_word,
        state=one.state,
        level=one.level,
        level_moves=one.level_moves,
        flags=one.flags,
        assessed=not one.unassessed,
        opened_at=one.opened_at,
        age_band=one.age_band,
        municipality=one.municipality,
        topics=one.topics,
        counsellor=(
            None
            if waits or one.counsellor is None
            else (one.counsellor, names.get(one.counsellor, ""))
        ),
        beside=beside_on_wire(one),
        companion=companion_on_wire(one),
        waiting_since=(one.waiting_since or one.opened_at) if waits else None,
        young_wrote_at=one.young_wrote_at,
        staff_wrote_at=one.staff_wrote_at,
        young_present=one.young_gone_at is None,
        escalation=(
            None
            if escalation is None
            else {**escalation_on_wire(one, escalation), "words": list(words)}
        ),
        last_seq=one.seq,
    )


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Order as the board shows them: the highest level first, then the longest wait.

    Within a level come those somebody keeps waiting: in the waiting room, or past the bound in
    a conversation. Then the calm ones, the longest running first. An answer in time so moves
    nobody, and a page can be read while people write.
    """
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[float, bool, datetime, str]:
    kept_waiting = row.waiting_since or (row.young_wrote_at if row.late else None)
    return (-_rank(row), kept_waiting is None, kept_waiting or row.opened_at, row.conversation_id)


def _rank(row: Row) -> float:
    if row.assessed or row.level > Level.ELEVATED:
        return float(row.level)
    return UNREAD_RANK


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
