"""What `services.yaml` may say of a service (tilbud)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

DAY_AND_NIGHT = ("døgnet rundt", "hele døgnet")
"""The words by which `hours`, free text as its source has it, says: always. Anything else is not
understood here, and then nobody is told that a line is open now."""
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]


class Entry(BaseModel):
    """A part of an edited file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ages(Entry):
    """For whom, in years; `None` means that the source states no limit."""

    min: int | None
    max: int | None


class Area(Entry):
    """Where it is offered; generic: in every municipality, with contacts of its own in each."""

    level: Literal["national", "region", "municipality", "municipality_generic"]
    regions: tuple[str, ...]
    municipalities: tuple[str, ...]


class Contacts(Entry):
    """How to reach it; `None` means unknown."""

    phone: str | None
    sms: str | None
    chat: str | None
    web: str | None
    email: str | None


class Service(Entry):
    """One service (tilbud), as `services.yaml` describes it."""

    id: Identifier
    name: Text
    kind: str
    audience: str | None
    needs: tuple[str, ...]
    ages: Ages
    area: Area
    contacts: Contacts
    hours: str | None
    anonymous: bool | None
    access: Literal[
        "self", "self_or_referral", "referral_gp", "via_municipality", "via_police",
        "professional_only",
    ]  # fmt: skip
    source: tuple[str, ...]
    evidence: str
    source_date: str | int | None
    verified: bool
    to_check: tuple[str, ...]
    note: str | None
    last_checked: str | None
    checked_by: str | None

    @property
    def open_now(self) -> bool | None:
        """Tell that it is open whenever it is asked, or `None`: we don't know."""
        hours = self.hours or ""
        always = ";" not in hours and any(words in hours for words in DAY_AND_NIGHT)
        return True if always else None


class Services(Entry):
    """The whole of `services.yaml`."""

    version: int
    compiled: str | int
    needs: dict[str, Text]
    kinds: tuple[str, ...]
    services: tuple[Service, ...]
