"""What the directory's page asks, and what it is answered.

An entry's values are held to the rules of `services.yaml` where they are read, not here: one
validator, whoever writes. Here is only their shape, and how long they may be.
"""

from typing import Annotated, Literal

from pydantic import Field

from chat.domain.service import StaleReason
from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import Body, Text

Line = Annotated[str, Text(400, 1)]
Lines = Annotated[list[Line], Field(max_length=40)]
Codes = Annotated[list[Annotated[str, Text(40, 1)]], Field(max_length=100)]
Maybe = Line | None
Version = Annotated[str, Text(36)]
"""The id of the newest edit one has seen of a service; empty where there was none."""
LookedUp = bool
"""Whoever asks has looked the numbers and the address up today: the day and who follow from it."""
LONGEST_OPENING = 2000


class AgesBody(Body):
    """For whom, in years; null is no limit."""

    min: int | None
    max: int | None


class AreaBody(Body):
    """Where it is offered."""

    level: Annotated[str, Text(40, 1)]
    regions: Codes
    municipalities: Codes


class ContactsBody(Body):
    """How to reach it; null is unknown."""

    phone: Maybe
    sms: Maybe
    chat: Maybe
    web: Maybe
    email: Maybe


class ServiceEntryBody(Body):
    """A service as it is to stand, in the words of `services.yaml`."""

    name: Line
    kind: Line
    audience: Maybe
    needs: Codes
    ages: AgesBody
    area: AreaBody
    contacts: ContactsBody
    hours: Annotated[str, Text(2000, 1)] | None
    opening: Annotated[str, Text(LONGEST_OPENING)]
    """In YAML, as the file has it; empty where no clock knows."""
    anonymous: bool | None
    access: Line
    cost: Maybe
    waiting_time: Maybe
    owner: Maybe
    source: Lines
    evidence: Annotated[str, Text(400)]
    source_date: Maybe
    verified: bool
    to_check: Lines
    note: Annotated[str, Text(2000, 1)] | None
    last_checked: Maybe
    checked_by: Maybe


class CentreEntryBody(Body):
    """A centre as it is to stand, in the words of `centres.yaml`."""

    service: Line
    name: Line
    municipality: Annotated[str, Text(40)]
    address: Maybe
    phone: Maybe
    opening: Annotated[str, Text(LONGEST_OPENING)]
    """In YAML, as the file has it; empty where no clock knows."""
    outreach: Annotated[list[Annotated[str, Text(40, 1)]], Field(max_length=7)]
    source: Lines
    verified: bool
    last_checked: Maybe
    checked_by: Maybe


EntryBody = ServiceEntryBody | CentreEntryBody


class EditBody(Body):
    """`POST /api/directory/{service_id}/edit`."""

    version: Version
    entry: EntryBody
    looked_up: LookedUp = False


class NewEntryBody(Body):
    """`POST /api/directory/new`: its id is made of its name."""

    entry: EntryBody
    looked_up: LookedUp = False


class SeenBody(Body):
    """`POST /api/directory/{service_id}/check` or `/retire`: of the entry one has seen."""

    version: Version


class GivenReasonBody(Body):
    """Why an edit is rejected or taken back."""

    reason: Annotated[str, Text(400, 1)]


class AgreeBody(Body):
    """Nothing to add: who agrees is who is signed in."""


class NamedBody(AnswerBody):
    """A code, and what it is called."""

    code: str
    name: str


class ListedBody(AnswerBody):
    """A service or centre as it stands; its entry is as in its file, in JSON types."""

    service_id: str
    centre: bool
    standing: Literal["there", "proposed", "gone"]
    """Whether it is in the directory, retired or not; a new one may wait, or be there no more."""
    version: str
    retired: bool
    verified: bool
    stale: StaleReason | None
    refused: str | None
    """Why its edits no longer fit the files: it is hidden until somebody mends it."""
    entry: dict[str, object]
    opening: str
    """Its opening hours in YAML, as one edits them."""


class EditedBody(AnswerBody):
    """An edit: who, when, and what stood there before and after. Times are ISO 8601 in UTC."""

    edit_id: str
    service_id: str
    state: Literal["proposed", "live", "rejected", "withdrawn"]
    own: bool
    at_once: bool
    """It needed nobody's yes: young people are shown nothing new by it."""
    only_another_withdraws: bool
    """The reader's own, and seen by young people: another supervisor takes it back."""
    before: dict[str, object]
    after: dict[str, object]
    proposed_by: str
    proposed_at: str
    decided_by: str | None
    decided_at: str | None
    withdrawn_by: str | None
    withdrawn_at: str | None
    reason: str | None
    """Why it was rejected or taken back; null where a newer check took its place."""


class DirectoryBody(AnswerBody):
    """The whole directory, whom to check again first, and its edits, the newest first."""

    kinds: list[str]
    needs: list[NamedBody]
    municipalities: list[NamedBody]
    regions: list[NamedBody]
    services: list[ListedBody]
    edits: list[EditedBody]
    """All that wait or are live, and of the others the newest."""
    left_out: int
    """How many older ones, rejected or taken back, are not among them."""
