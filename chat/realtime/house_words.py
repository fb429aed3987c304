"""What a supervisor says to the whole house, on every screen; and that the door has moved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chat.domain.identifiers import StaffId
from chat.realtime.bus import NO_CONVERSATION, About, Bus, Hint
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats
from chat.staff.holds import DoorMoved
from chat.storage.announcements import Announcement, Announcements
from chat.storage.writer import Told

PAUSE_S = 0.05
LOOK_ANYWAY_S = 15.0
"""Looked at so often also when no hint came (our own choice)."""


@dataclass(slots=True)
class HouseWords:
    """Tells announcements once each, those of other processes too."""

    announcements: Announcements
    staff: Sequence[Seats[StaffId]]
    bus: Bus
    door_moved: Callable[[], None]
    """Told when the waiting room was held or opened, here or elsewhere."""
    _told: int | None = None
    """The number of the last one told; `None` before the first look: what is old is not news."""
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._look, pause_s=PAUSE_S, anyway_s=LOOK_ANYWAY_S)
        self.bus.listen(self._hear, as_=self, missed=self.refresher.ask)
        self.refresher.ask()  # so that it is known from the start what is old

    def told(self, told: Sequence[Told]) -> None:
        """Take note of what this process has just committed."""
        moved = [one.result for one in told if isinstance(one.result, DoorMoved | Announcement)]
        if not moved:
            return
        if self._told is None and isinstance(moved[0], Announcement):
            self._told = moved[0].number - 1
        self.bus.hint([Hint(NO_CONVERSATION, 0, About.HOUSE)], by=self)
        if any(isinstance(one, DoorMoved) for one in moved):
            self.door_moved()
        self.refresher.ask()

    async def begin(self) -> None:
        """Take all that was said before for told."""
        self._told = await self.announcements.last()

    def _hear(self, hints: Sequence[Hint]) -> None:
        if any(hint.about is About.HOUSE for hint in hints):
            self.door_moved()
            self.refresher.ask()

    async def _look(self) -> None:
        if self._told is None:
            await self.begin()
            return
        for one in await self.announcements.after(self._told):
            self._told = one.number
            for seats in self.staff:
                for socket in seats.everyone():
                    socket.send("announcement", {"text": one.text, "by": one.by})
