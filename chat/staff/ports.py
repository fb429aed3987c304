"""How the staff's side writes: statements, through the house's one writer."""

from datetime import datetime
from typing import Protocol, TypeVar, cast

from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.commands import EndShift
from chat.domain.identifiers import StaffId
from chat.domain.people import Sender
from chat.storage.writer import Writer

Result = TypeVar("Result")
Given = TypeVar("Given", covariant=True)


class Statement(Protocol[Given]):
    """A write that decides for itself, inside the writer's transaction."""

    async def run(self, connection: AsyncConnection, now: datetime) -> Given:
        """Read, decide, write: `Refused` is raised before anything is written."""
        ...


class Submit(Protocol):
    """Takes a statement to the writer."""

    async def __call__(self, statement: Statement[Result], /) -> Result:
        """Return what the statement returned, once it is committed.

        Raises:
            Refused: the statement said no.
            Unavailable: the store is away.
        """
        ...


def submitting(writer: Writer) -> Submit:
    """Give the writer's `submit` the type of what each statement returns."""

    async def submit(statement: Statement[Result]) -> Result:
        return cast("Result", await writer.submit(statement))

    return submit


class OffDuty(Protocol):
    """Ends the duty of a bridge-builder who goes home."""

    async def __call__(self, staff_id: StaffId, /) -> None:
        """Return once it is committed; raise `Unavailable` where the store is away."""
        ...


def ending_duty(writer: Writer) -> OffDuty:
    """Let a bridge-builder's duty be ended by the house's one writer."""

    async def end(staff_id: StaffId) -> None:
        await writer.submit(EndShift(staff_id, Sender.BRIDGE))

    return end
