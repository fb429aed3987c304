"""Whose time has run out: what the house's clock asks every second.

Each question is written once, and all are asked in one hop to the store. Built anew each time, a
question costs more than its answer, and everybody's messages wait on the same loop meanwhile.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, or_, select

from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import StaffId
from chat.domain.people import Sender
from chat.domain.shift import ShiftState
from chat.storage import tables
from chat.storage.conversations import states_of
from chat.storage.store import Store

_TALK, _SHIFT = tables.conversations.c, tables.shifts.c


@dataclass(frozen=True, slots=True)
class Moments:
    """Since when is too long; whoever has been away since then or longer, has gone."""

    now: datetime
    arriving: datetime
    """Of a young person who has not come into the line yet."""
    waiting: datetime
    talking: datetime
    on_shift: datetime
    """Of staff who hold something."""
    on_duty: datetime
    """Of a bridge-builder who said that they can be called."""
    seat: datetime
    """Of a talk that is over and not wrapped up."""


class RunOut(NamedTuple):
    """What is to be seen to, as it stood at one moment."""

    young_gone: list[Conversation]
    left: list[Conversation]
    """Their counsellor is gone."""
    beside: list[Conversation]
    """The supervisor who had come in is gone."""
    advised: list[Conversation]
    """The bridge-builder who had come in is gone."""
    accompanied: list[Conversation]
    """Who sat beside the counsellor is gone, oldest first."""
    seats: list[Conversation]
    """Closed, and the seat held too long."""
    offers: list[Conversation]
    off_duty: list[StaffId]
    """Bridge-builders."""


def _away(state: ConversationState, since: str) -> ColumnElement[bool]:
    return and_(_TALK.state == state.value, _TALK.young_gone_at <= bindparam(since))


def _gone(role: Sender) -> Select[Any]:
    return select(_SHIFT.staff_id).where(
        _SHIFT.role == role.value, _SHIFT.gone_at <= bindparam("on_shift")
    )


def _talks(*conditions: ColumnElement[bool]) -> Select[Any]:
    return select(tables.conversations).where(*conditions)


_YOUNG_GONE = _talks(
    or_(
        _away(ConversationState.OPENED, "arriving"),
        _away(ConversationState.WAITING, "waiting"),
        _away(ConversationState.ACTIVE, "talking"),
    )
)
_LEFT = _talks(
    _TALK.state == ConversationState.ACTIVE.value, _TALK.counsellor.in_(_gone(Sender.COUNSELLOR))
)
_BESIDE = _talks(_TALK.beside.in_(_gone(Sender.SUPERVISOR)))
_ADVISED = _talks(_TALK.call_seq.is_not(None), _TALK.call_adviser.in_(_gone(Sender.BRIDGE)))
_ACCOMPANIED = _talks(_TALK.companion_sits, _TALK.companion.in_(_gone(Sender.COUNSELLOR))).order_by(
    _TALK.opened_at, _TALK.conversation_id
)
_SEATS = _talks(
    _TALK.state == ConversationState.CLOSED.value, _TALK.seat, _TALK.closed_at <= bindparam("seat")
)
_OFFERS = _talks(_TALK.offered_to.is_not(None), _TALK.offer_expires_at <= bindparam("now"))
_OFF_DUTY = select(_SHIFT.staff_id).where(
    _SHIFT.role == Sender.BRIDGE.value,
    _SHIFT.state != ShiftState.OFF.value,
    _SHIFT.gone_at <= bindparam("on_duty"),
)


async def run_out(store: Store, moments: Moments) -> RunOut:
    """Return what has run out. It is only a hint: `decide` looks again inside the commit."""
    values: Mapping[str, datetime] = asdict(moments)

    def see(connection: Connection) -> RunOut:
        def talks(question: Select[Any]) -> list[Conversation]:
            return states_of(connection, question, values)

        return RunOut(
            young_gone=talks(_YOUNG_GONE),
            left=talks(_LEFT),
            beside=talks(_BESIDE),
            advised=talks(_ADVISED),
            accompanied=talks(_ACCOMPANIED),
            seats=talks(_SEATS),
            offers=talks(_OFFERS),
            off_duty=list(connection.scalars(_OFF_DUTY, values)),
        )

    return await store.look(see)
