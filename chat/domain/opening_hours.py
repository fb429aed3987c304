"""Opening hours (åbningstid): when new young people are let into the waiting room.

The hours are those of Danish walls and wrists; the answers are instants. On the two nights when
the clock jumps, the hours are read so that the door is rather open too long than too short.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chat.domain.danish_holidays import is_holiday, is_in_between

DENMARK = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
LOOK_AHEAD = 400
"""Days: a year of closed days and more; after that nobody can say when the door opens."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when on one day; a span that ends no later than it begins runs past midnight."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class DoorState:
    """How the door stands at one moment."""

    is_open: bool
    next_open: datetime | None = None
    """When it opens, while it is closed; `None` when open, or when no opening is in sight."""
    closing_at: datetime | None = None
    """When it closes, while it is open; `None` when closed, or when it never closes."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """A week's hours, and the dates that have hours of their own."""

    week: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    """By weekday, Monday 0. A weekday without spans is closed."""
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    """Dates whose spans replace all others; no spans: closed that day."""
    holidays: tuple[Span, ...] | None = None
    """The hours of a Danish holiday, whatever the weekday; `None`: as on any other day."""
    always: bool = False
    """Open day and night, whatever the week says."""

    def state_at(self, now: datetime) -> DoorState:
        """Return whether the door is open at `now` (aware), and when that changes."""
        if self.always:
            return DoorState(is_open=True)
        closing_at: datetime | None = None
        for begin, end in self.openings(from_day=now.astimezone(DENMARK).date() - DAY):
            if end <= (closing_at or now):
                continue
            if begin > (closing_at or now):
                if closing_at is None:
                    return DoorState(is_open=False, next_open=begin)
                return DoorState(is_open=True, closing_at=closing_at)
            closing_at = end
        return DoorState(is_open=closing_at is not None)

    def openings(self, from_day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield each opening's begin and end in UTC, the earliest begin first."""
        for day in (from_day + DAY * number for number in range(LOOK_AHEAD)):
            for span in sorted(self.spans_of(day), key=lambda one: one.opens):
                last = day if span.closes > span.opens else day + DAY
                yield min(instants(day, span.opens)), max(instants(last, span.closes))

    def open_between(self, since: datetime, until: datetime) -> timedelta:
        """Return how long the door is open between two moments (aware); zero for none."""
        if self.always:
            return max(until - since, timedelta())
        counted, reached = timedelta(), since
        for begin, end in self.openings(from_day=since.astimezone(DENMARK).date() - DAY):
            if begin >= until:
                break
            if min(end, until) > reached:
                counted += min(end, until) - max(begin, reached)
                reached = min(end, until)
        return counted

    def spans_of(self, day: date) -> tuple[Span, ...]:
        """Return one day's spans: those of the date, else of the holiday, else of the weekday.

        On a day that is a holiday to some, the shorter of both: nobody is to call in vain.
        """
        if day in self.exceptions:
            return self.exceptions[day]
        usual = self.week.get(day.weekday(), ())
        if self.holidays is not None and is_holiday(day):
            return self.holidays
        if self.holidays is not None and is_in_between(day):
            return min(self.holidays, usual, key=open_for)
        return usual


def open_for(spans: Iterable[Span]) -> timedelta:
    """Return how long spans that do not overlap last together."""
    return sum((length_of(span) for span in spans), timedelta())


def length_of(span: Span) -> timedelta:
    """Return how long a span lasts on a day without a jump of the clock."""
    opens, closes = (datetime.combine(date.min, wall) for wall in (span.opens, span.closes))
    return closes - opens if closes > opens else closes - opens + DAY


def instants(day: date, wall: time) -> tuple[datetime, datetime]:
    """Return the two readings of a wall time, the same but on a night when the clock jumps."""
    local = datetime.combine(day, wall, DENMARK)
    return local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
