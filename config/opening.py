"""Opening hours as a policy writes them, turned into the rule of `chat.domain.opening_hours`."""

import re
from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from chat.domain.opening_hours import OpeningHours, Span

WRITTEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d) ?[-–] ?([01]\d|2[0-4]):([0-5]\d)")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = Weekday.__args__  # type: ignore[attr-defined]  # typing hides it


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
    """Hours by weekday, and the dates that have hours of their own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    week: dict[Weekday, Spans]
    exceptions: dict[date, Spans] = {}


def as_rule(opening: Literal["always"] | Hours) -> OpeningHours:
    """Return the rule that these hours are."""
    if opening == "always":
        return OpeningHours(always=True)
    week = {WEEKDAYS.index(day): spans for day, spans in opening.week.items()}
    return OpeningHours(week, opening.exceptions)
