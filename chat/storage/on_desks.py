"""What lies on counsellors' desks, read for many of them at once: a house's desks change together.

Asked for one person and one part at a time, two hundred desks are sixteen hundred questions: a
screen was seconds late, and the talks paid for it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, or_, select, union

from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import StaffId
from chat.domain.people import Sender
from chat.domain.shift import Shift
from chat.domain.video_talk import VideoStatus
from chat.storage import tables
from chat.storage.conversations import TABLE, states_from
from chat.storage.for_many import ForMany, Many
from chat.storage.shift_rows import shift_from
from chat.storage.store import Store
from triage.verdict import Level

_TALKS, _SHIFTS = TABLE.c, tables.shifts.c
_ON_SHIFT = _SHIFTS.role == Sender.COUNSELLOR.value
AT_ONCE = 100
"""Desks in one question, so that it holds nobody up (our own choice)."""


class OnDesk(NamedTuple):
    """One counsellor's desk, all of it of one moment; conversations are oldest first."""

    shift: Shift
    hard_talks: int
    """How many they were met with in this shift from a level on."""
    held: Sequence[Conversation]
    """Under way with them, or not wrapped up yet."""
    beside: Sequence[Conversation]
    """In which they sit beside the counsellor."""
    asking: Sequence[Conversation]
    """Into which they are asked; some may be too late."""
    offered: Sequence[Conversation]
    """That a colleague holds out to them."""
    booked: Sequence[Conversation]
    """With a video talk they have booked and that is not over, the first to end first."""

    @property
    def read(self) -> Sequence[Conversation]:
        """Return those whose words they are shown."""
        return (*self.held, *self.beside)


def _concerning(many: Many) -> Select[Any]:
    """Ask for every conversation that is somebody's concern, by an index for each way it can be."""
    booked = and_(
        _TALKS.video_status == VideoStatus.ACCEPTED.value,
        _TALKS.video_at.is_not(None),
        _TALKS.video_bridge_id.is_(None),
    )
    found = union(
        *(
            select(_TALKS.conversation_id).where(many.one_of(column, "people"), condition)
            for column, condition in (
                (
                    _TALKS.counsellor,
                    or_(_TALKS.state == ConversationState.ACTIVE.value, _TALKS.seat),
                ),
                (_TALKS.companion, _TALKS.companion.is_not(None)),
                (_TALKS.offered_to, _TALKS.offered_to.is_not(None)),
                (_TALKS.video_by, booked),
            )
        )
    )
    return select(TABLE).where(_TALKS.conversation_id.in_(found))


_CONCERNING = ForMany(_concerning)
_ON_DUTY = ForMany(
    lambda many: select(tables.shifts).where(many.one_of(_SHIFTS.staff_id, "people"), _ON_SHIFT)
)
_LOADS = ForMany(
    lambda many: (
        select(_TALKS.counsellor, func.count().label("number"))
        .where(many.one_of(_TALKS.counsellor, "people"), _TALKS.seat)
        .group_by(_TALKS.counsellor)
    )
)


def _hard_talks(hard_from: Level) -> Callable[[Many], Select[Any]]:
    return lambda many: (
        select(_TALKS.counsellor, func.count().label("number"))
        .join(tables.shifts, and_(_SHIFTS.staff_id == _TALKS.counsellor, _ON_SHIFT))
        .where(
            many.one_of(_TALKS.counsellor, "people"),
            _TALKS.level >= int(hard_from),
            _TALKS.assigned_at >= _SHIFTS.started_at,
        )
        .group_by(_TALKS.counsellor)
    )


class OnDesks:
    """Finds what lies on desks."""

    def __init__(self, store: Store, hard_from: Level) -> None:
        """Read from `store`; a talk is hard from this level on."""
        self._store = store
        self._hard_talks = ForMany(_hard_talks(hard_from))

    async def of(self, staff_id: StaffId, now: datetime) -> OnDesk:
        """Return one desk."""
        return (await self.of_all([staff_id], now))[staff_id]

    async def of_all(self, people: Sequence[StaffId], now: datetime) -> Mapping[StaffId, OnDesk]:
        """Return the desk of each of these; of one who never was on shift it is empty."""
        found: dict[StaffId, OnDesk] = {}
        for start in range(0, len(people), AT_ONCE):
            some = people[start : start + AT_ONCE]
            found |= await self._store.look(partial(self._seen, people=some, now=now))
        return found

    def _seen(
        self, connection: Connection, *, people: Sequence[StaffId], now: datetime
    ) -> Mapping[StaffId, OnDesk]:
        talks = states_from(connection, _CONCERNING.run(connection, people=people).all())
        talks.sort(key=lambda one: (one.opened_at, one.conversation_id))
        loads = _counted(_LOADS, connection, people)
        hard = _counted(self._hard_talks, connection, people)
        on_duty = {
            row.staff_id: shift_from(row, loads.get(row.staff_id, 0))
            for row in _ON_DUTY.run(connection, people=people)
        }
        never = {one: Shift(one, Sender.COUNSELLOR, load=loads.get(one, 0)) for one in people}
        shifts = {**never, **on_duty}
        return {one: _laid(shifts[one], hard.get(one, 0), talks, now) for one in people}


def _counted(
    question: ForMany, connection: Connection, people: Sequence[StaffId]
) -> Mapping[StaffId, int]:
    return {row.counsellor: row.number for row in question.run(connection, people=people)}


def _laid(shift: Shift, hard_talks: int, talks: Sequence[Conversation], now: datetime) -> OnDesk:
    """Lay out of many people's conversations what is one person's."""
    whose = shift.staff_id
    booked = [one for one in talks if _is_booked_by(one, whose, now)]
    with_them = [one for one in talks if one.companion and one.companion.staff_id == whose]
    return OnDesk(
        shift,
        hard_talks,
        held=[one for one in talks if one.is_held_by(whose)],
        beside=[one for one in with_them if one.companion and one.companion.sits],
        asking=[one for one in with_them if one.companion and not one.companion.sits],
        offered=[one for one in talks if one.offer and one.offer.to == whose],
        booked=sorted(booked, key=lambda one: one.video.until if one.video else one.opened_at),
    )


def _is_booked_by(one: Conversation, whose: StaffId, now: datetime) -> bool:
    video = one.video
    if video is None or video.by != whose or video.bridge_id is not None:
        return False
    return video.is_booked and video.stands_at(now)
