"""Rows of shifts, and shifts out of them."""

from typing import Any

from sqlalchemy import Row

from chat.domain.identifiers import StaffId
from chat.domain.people import Sender
from chat.domain.shift import Shift, ShiftState


def shift_from(row: Row[Any], load: int) -> Shift:
    """Read a shift's row; `load` is counted beside it."""
    return Shift(
        staff_id=StaffId(row.staff_id),
        role=Sender(row.role),
        state=ShiftState(row.state),
        capacity=row.capacity,
        load=load,
        started_at=row.started_at,
        confirmed_at=row.confirmed_at,
        gone_at=row.gone_at,
        process=row.process,
    )


def shift_row(one: Shift) -> dict[str, object]:
    """Write a shift as its row."""
    return {
        "staff_id": one.staff_id,
        "role": one.role.value,
        "state": one.state.value,
        "capacity": one.capacity,
        "started_at": one.started_at,
        "confirmed_at": one.confirmed_at,
        "gone_at": one.gone_at,
        "process": one.process,
    }
