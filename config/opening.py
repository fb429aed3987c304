"""Opening hours as a policy writes them, turned into the rule of `chat.domain.opening_hours`."""

import re
from datetime import date, time
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from chat.domain.opening_hours import OpeningHours, Span

WRITTEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d) ?[-–] ?([01]\d|2[0-4]):([0-5]\d)")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


def span(value: object) -> object:
    """Return the span that `15:00-22:00` means; 24:00 is the midnight that ends the day."""
    if isinstance(value, Span):
        return value
    written = WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if written is None or (written[3] == "24" and written[4] != "00"):
        message = 'expected hours such as "15:00-22:00", in quotes'
        raise ValueError(message)
    from_hour, from_minute, to_hour, to_minute = map(int, written.groups())
    return Span(time(from_hour, from_minute), time(to_hour % 24, to_minute))


Spans = tuple[Annotated[Span, BeforeValidator(span)], ...]


class Hours(BaseModel):
    """Hours by weekday, on holidays, and on dates that have hours of their own; or `always`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    always: bool = False
    week: dict[Weekday, Spans] = {}
    holidays: Spans | None = None
    exceptions: dict[date, Spans] = {}

    @model_validator(mode="before")
    @classmethod
    def one_word(cls, value: object) -> object:
        """Read the single word `always`."""
        return {"always": True} if value == "always" else value

    @property
    def as_rule(self) -> OpeningHours:
        """Return the rule that answers when the door is open."""
        week = {WEEKDAYS.index(day): spans for day, spans in self.week.items()}
        return OpeningHours(week, self.exceptions, self.holidays, self.always)
