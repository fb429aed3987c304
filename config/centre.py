"""What `centres.yaml` may say of a centre: one house of a service, turned into a service itself."""

from dataclasses import replace
from datetime import date
from typing import Self

from pydantic import model_validator

from chat.domain.service import Area, Contacts, Service
from config.opening import WEEKDAYS, Hours, Weekday
from config.service import Entry, Identifier, Phone, Text


class WrittenCentre(Entry):
    """One centre as a helpline writes it; `None` means unknown."""

    id: Identifier
    service: Identifier
    name: Text
    municipality: Text
    address: Text | None
    phone: Phone | None = None
    opening: Hours | None
    outreach: tuple[Weekday, ...]
    source: tuple[str, ...]
    verified: bool
    last_checked: date | None
    checked_by: str | None

    @model_validator(mode="after")
    def stands_on_something(self) -> Self:
        """Hold that where somebody is sent has a source, and a check somebody's name."""
        if self.verified and not (self.source and self.address):
            raise ValueError("verified without a source and an address")
        if (self.last_checked is None) != (self.checked_by is None):
            raise ValueError("last_checked and checked_by go together")
        if self.opening is not None and self.opening.week and self.opening.holidays is None:
            raise ValueError("opening says nothing of holidays: write `holidays: []` for closed")
        return self

    def as_service(self, whole: Service, region: str) -> Service:
        """Return the centre: needs, ages and the like are those of the service it belongs to."""
        page = whole.contacts_to_show.web
        return replace(
            whole,
            id=self.id,
            name=self.name,
            area=Area("centre", (region,), (self.municipality,)),
            contacts=Contacts(phone=self.phone, web=page, address=self.address),
            opening=self.opening.as_rule if self.opening else None,
            hours=None,
            waiting_time=None,
            note=None,
            to_check=(),
            source=self.source,
            verified=self.verified,
            last_checked=self.last_checked,
            checked_by=self.checked_by,
            branch_of=whole.id,
            outreach=frozenset(map(WEEKDAYS.index, self.outreach)),
        )


class Centres(Entry):
    """The whole of `centres.yaml`."""

    centres: tuple[WrittenCentre, ...]
