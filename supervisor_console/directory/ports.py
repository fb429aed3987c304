"""What the directory's page needs of the house: the directory that runs, and who checks it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from chat.domain.need import Needs
from chat.domain.service import Service
from supervisor_console.directory.edits import Fields
from supervisor_console.workbench.proposals import Proposal


class RunningDirectory(Protocol):
    """The directory young people are helped by, kept at what the store says."""

    @property
    def needs(self) -> Needs:
        """Return the vocabulary of needs."""
        ...

    @property
    def kinds(self) -> Sequence[str]:
        """Return the kinds of services there are."""
        ...

    @property
    def municipalities(self) -> Mapping[str, str]:
        """Return the municipalities' names by code."""
        ...

    @property
    def region_names(self) -> Mapping[str, str]:
        """Return the regions' names by code."""
        ...

    @property
    def refused(self) -> Mapping[str, str]:
        """Return which entries' edits no longer fit the files, and why; those are hidden."""
        ...

    def base(self) -> Mapping[str, Fields]:
        """Return every service and centre as its file has it, by its id."""
        ...

    def entries(self) -> Mapping[str, Fields]:
        """Return every service and centre as it stands now, by its id, retired ones too."""
        ...

    def services(self) -> Mapping[str, Service]:
        """Return the services and centres that are used now, without those retired."""
        ...

    def today(self) -> date:
        """Return the day in Denmark."""
        ...

    async def check(self, service_id: str, live: Sequence[Proposal]) -> None:
        """Hold an entry with these edits, and all that leans on it, to the files' own rules.

        Raises:
            Refused: `broken_service` with the reason.
        """
        ...

    async def refresh(self) -> None:
        """Take in what is live now."""
        ...
