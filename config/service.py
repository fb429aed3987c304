"""What `services.yaml` may say of a service (tilbud), turned into `chat.domain.service`."""

import re
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from chat.domain.service import Access, Ages, Area, Contacts, Cost, Service
from config.opening import Hours

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
Years = Annotated[int, Field(ge=0, le=120)]
PHONE: Final = r"^(\d{3,4}|116 ?\d{3}|\d{8}|(\d{2} ){3}\d{2}|\d{2} \d{3} \d{3})$"
"""112, 1813 and the like, 116 111 and its kin, or eight digits in the usual groups (the Danish
numbering plan)."""
Phone = Annotated[str, StringConstraints(pattern=PHONE)]
Web = Annotated[str, StringConstraints(pattern=r"^(https://)?[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?$")]
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Entry(BaseModel):
    """A part of an edited file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WrittenAges(Entry):
    """For whom, in years; `None` means that the source states no limit."""

    min: Years | None
    max: Years | None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Hold that the youngest is not older than the oldest."""
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is higher than max")
        return self


class WrittenArea(Entry):
    """Where it is offered."""

    level: Literal["national", "region", "municipality", "municipality_generic"]
    regions: tuple[str, ...]
    municipalities: tuple[str, ...]

    @model_validator(mode="after")
    def says_where(self) -> Self:
        """Hold that a region's service names regions and nothing else, and so for the others."""
        named = {"region": bool(self.regions), "municipality": bool(self.municipalities)}
        for level, has in named.items():
            if has != (level == self.level):
                raise ValueError(f"level {self.level} {'with' if has else 'without'} a {level}")
        return self


class WrittenContacts(Entry):
    """How to reach it; `None` means unknown."""

    phone: Phone | None
    sms: Phone | None
    chat: Web | None
    web: Web | None
    email: Annotated[str, StringConstraints(pattern=EMAIL)] | None


class WrittenService(Entry):
    """One service as a helpline writes it; what may be left out is unknown when it is."""

    id: Identifier
    name: Text
    kind: str
    audience: str | None
    needs: Annotated[tuple[str, ...], Field(min_length=1)]
    ages: WrittenAges
    area: WrittenArea
    contacts: WrittenContacts
    hours: str | None
    opening: Hours | None = None
    anonymous: bool | None
    access: Access
    cost: Cost | None = None
    waiting_time: Text | None = None
    owner: Text | None = None
    source: tuple[str, ...]
    evidence: str
    source_date: str | int | None
    verified: bool
    to_check: tuple[str, ...]
    note: str | None
    last_checked: date | None
    checked_by: str | None

    @model_validator(mode="after")
    def stands_on_something(self) -> Self:
        """Hold that what a young person may see has a source, and a check somebody's name."""
        if self.verified and not self.source:
            raise ValueError("verified without a source")
        if (self.last_checked is None) != (self.checked_by is None):
            raise ValueError("last_checked and checked_by go together")
        if self.opening is not None and self.opening.week and self.opening.holidays is None:
            raise ValueError("opening says nothing of holidays: write `holidays: []` for closed")
        return self

    @property
    def as_service(self) -> Service:
        """Return the value the rules speak of."""
        return Service(
            id=self.id,
            name=self.name,
            kind=self.kind,
            needs=self.needs,
            ages=Ages(self.ages.min, self.ages.max),
            area=Area(self.area.level, self.area.regions, self.area.municipalities),
            contacts=Contacts(**self.contacts.model_dump()),
            access=self.access,
            verified=self.verified,
            audience=self.audience,
            hours=self.hours,
            opening=self.opening.as_rule if self.opening else None,
            anonymous=self.anonymous,
            cost=self.cost,
            waiting_time=self.waiting_time,
            owner=self.owner,
            source=self.source,
            to_check=self.to_check,
            note=self.note,
            last_checked=self.last_checked,
            checked_by=self.checked_by,
        )


class Services(Entry):
    """The whole of `services.yaml`."""

    version: int
    compiled: str | int
    kinds: tuple[str, ...]
    services: tuple[WrittenService, ...]
