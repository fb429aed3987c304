"""A shift (vagt): a counsellor or supervisor on duty, and how many talks they can hold."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chat.domain.identifiers import ProcessId, StaffId
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused


class ShiftState(StrEnum):
    """Whether somebody takes new conversations."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Shift:
    """One person's shift in one role. `load` counts the seats they hold, read with the row."""

    staff_id: StaffId
    role: Sender
    state: ShiftState = ShiftState.OFF
    capacity: int = 0
    load: int = 0
    started_at: datetime | None = None
    confirmed_at: datetime | None = None
    gone_at: datetime | None = None
    process: ProcessId | None = None
    """Where their line is, or was last."""

    def must_have_room(self) -> None:
        """Refuse who is not on shift, or holds as many conversations as they can.

        Raises:
            Refused: `off_shift` or `at_capacity`.
        """
        if self.state is not ShiftState.ON:
            raise Refused(RefusalCode.OFF_SHIFT)
        if self.load >= self.capacity:
            raise Refused(RefusalCode.AT_CAPACITY)

    def started(self, capacity: int, now: datetime) -> "Shift":
        """Return it begun, or gone on with after a pause."""
        begun = self.started_at if self.state is not ShiftState.OFF else now
        return replace(
            self,
            state=ShiftState.ON,
            capacity=capacity,
            started_at=begun,
            confirmed_at=now,
            gone_at=None,
        )

    def paused(self) -> "Shift":
        """Return it taking no new conversations; those under way go on.

        Raises:
            Refused: `off_shift` when there is nothing to pause.
        """
        if self.state is ShiftState.OFF:
            raise Refused(RefusalCode.OFF_SHIFT)
        return replace(self, state=ShiftState.PAUSED)

    def ended(self) -> "Shift":
        """Return it over. Conversations under way stay with their counsellor until they end."""
        return replace(self, state=ShiftState.OFF)

    def lost(self, moment: datetime) -> "Shift":
        """Return it over where nobody has been at the desk since `moment` or before."""
        return self if self.gone_at is None or self.gone_at > moment else self.ended()

    def confirmed(self, now: datetime) -> "Shift":
        """Return it with presence given anew.

        Raises:
            Refused: `off_shift` when it has not begun.
        """
        if self.state is ShiftState.OFF:
            raise Refused(RefusalCode.OFF_SHIFT)
        return replace(self, confirmed_at=now)

    def here(self, process: ProcessId | None = None) -> "Shift":
        """Return it with somebody at the desk, whose line is at this process."""
        return replace(self, gone_at=None, process=process)

    def gone(self, now: datetime, process: ProcessId | None = None) -> "Shift":
        """Return it with nobody at the desk, since now or since before.

        Who has a newer line elsewhere is not gone.
        """
        if process != self.process:
            return self
        return replace(self, gone_at=self.gone_at or now)
