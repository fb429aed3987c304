"""What is asked and answered about one's own account, and by whom others are helped in."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chat.pages.answer_bodies import AnswerBody
from chat.pages.bodies import Body, Text


class NothingBody(Body):
    """A request that says all by its address."""


class CodeBody(Body):
    """`POST /api/factor/confirm`: six digits of the app."""

    code: Annotated[str, Text(40)] = Field(repr=False)


class ProofBody(Body):
    """`POST /api/session/proof`: all that the account is held to."""

    password: Annotated[str, Text(200)] = Field(repr=False)
    code: Annotated[str, Text(40)] | None = Field(default=None, repr=False)


class UnlockBody(Body):
    """`POST /api/session/unlock`: the password or, where there is a second factor, a code."""

    password: Annotated[str, Text(200)] | None = Field(default=None, repr=False)
    code: Annotated[str, Text(40)] | None = Field(default=None, repr=False)


class SessionBody(AnswerBody):
    """One place somebody is signed in at. Where that is, nobody keeps."""

    session_id: str
    started_at: datetime
    used_at: datetime
    current: bool


class AccountBody(AnswerBody):
    """`GET /api/account`."""

    username: str
    display_name: str
    roles: list[str]
    factor_since: datetime | None
    """`null`: there is no second factor."""
    factor_required: bool
    factor_due_at: datetime | None
    """By when one must be set up; `null`: there is one, or none is asked for."""
    must_enrol: bool
    """That day has come: nothing else is open."""
    recovery_left: int
    sessions: list[SessionBody]
    idle_s: int
    """So long a page may lie untouched before it is covered."""
    proved: bool
    """Whether nothing asks for the password anew just now."""
    helps_in: bool
    """Whether this account may help others in: `GET /api/staff`."""


class NewFactorBody(AnswerBody):
    """A secret, shown this once: as text, as an address for apps, and as the square they scan."""

    secret: str = Field(repr=False)
    """In groups of four."""
    address: str = Field(repr=False)
    square_size: int
    """Units along a side of the QR code."""
    square_path: str = Field(repr=False)
    """Its dark modules, as the `d` of an SVG path."""


class RecoveryBody(AnswerBody):
    """Ten codes, shown this once; each opens in the place of the app, once."""

    recovery_codes: list[str] = Field(repr=False)


class ColleagueBody(AnswerBody):
    """Somebody who may be helped in."""

    staff_id: str
    username: str
    display_name: str
    roles: list[str]
    has_factor: bool


class ColleaguesBody(AnswerBody):
    """`GET /api/staff`: every account that is open, but one's own."""

    staff: list[ColleagueBody]
