"""Care for volunteers (omsorg for frivillige): how many hard talks a shift has had."""

from dataclasses import dataclass

from chat.domain.people import Sender
from chat.domain.shift import Shift
from chat.storage.shifts import Shifts
from triage.verdict import Level

HARD_FROM = Level.HIGH


@dataclass(frozen=True, slots=True)
class HardTalks:
    """Counts them. `most` is from `policy.yaml`: our own choice, none is known to be right."""

    shifts: Shifts
    most: int = 2

    async def of(self, shift: Shift) -> int:
        """Return how many this shift has had."""
        if shift.role is not Sender.COUNSELLOR:
            return 0
        return await self.shifts.hard_talks(shift, HARD_FROM)

    async def enough(self, shift: Shift) -> bool:
        """Whether somebody else should take the next one, if there is somebody."""
        return await self.of(shift) >= self.most
