"""A half-yearly report (halvårsrapport) on one place: numbers, shares, and those before."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from supervisor_console.reports.disclosure import Shown
from supervisor_console.reports.document import Document
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.sheets import VISITORS, Whole
from supervisor_console.reports.visiting import numbers_of


class Reader(StrEnum):
    """Who a report is for: those at work in the house, or anybody."""

    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `None` is a number that must not be shown, or that there is nothing of."""

    code: str
    number: int | None
    share: float | None
    """Of the sheet's total, 0 to 1."""
    before: int | None
    """The half-year before, as it was published then."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet with its numbers."""

    code: str
    total: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of it. Without a total for a whole, none of its sheets is here."""

    place: str
    half_year: HalfYear
    reader: Reader
    totals: dict[Whole, int]
    before: dict[Whole, int]
    parts: tuple[Part, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that may be shown."""
        return not self.parts


def report_of(place: str, document: Document, before: Document | None, reader: Reader) -> Report:
    """Put a place's report together. `before` is what was published of the half-year before."""
    seen = _seen(document, reader)
    earlier = Shown() if before is None else _seen(before, reader)
    return Report(
        place,
        document.half_year,
        reader,
        {whole: found[place] for whole, found in seen.totals.items() if place in found},
        {whole: found[place] for whole, found in earlier.totals.items() if place in found},
        (*_parts(place, document, seen, earlier), *_visits(place, document, before, reader)),
    )


def _seen(document: Document, reader: Reader) -> Shown:
    return document.inside if reader is Reader.INSIDE else document.outside


def _parts(place: str, document: Document, seen: Shown, earlier: Shown) -> Iterator[Part]:
    for sheet in document.sheets:
        total = seen.totals.get(sheet.whole, {}).get(place)
        if total is None or sheet.code == VISITORS:
            continue
        numbers = seen.sheets[sheet.code][place]
        past = earlier.sheets.get(sheet.code, {}).get(place, {})
        yield Part(
            sheet.code,
            total,
            tuple(
                Line(
                    line,
                    numbers[line],
                    None if (number := numbers[line]) is None else number / total,
                    past.get(_a_half_year_earlier(line) if sheet.code == "month" else line),
                )
                for line in sheet.lines
            ),
        )


def _visits(
    place: str, document: Document, before: Document | None, reader: Reader
) -> Iterator[Part]:
    total = _seen(document, reader).totals.get(Whole.VISITORS, {}).get(place)
    if total is None:
        return
    past: dict[str, int] = {}
    if before is not None and place in _seen(before, reader).totals.get(Whole.VISITORS, {}):
        past = numbers_of(place, before.done)
    numbers = numbers_of(place, document.done)
    lines = (Line(code, number, None, past.get(code)) for code, number in numbers.items())
    yield Part(VISITORS, total, tuple(lines))


def _a_half_year_earlier(month: str) -> str:
    """Return the month in the same place of the half-year before: April for October."""
    year, _, number = month.partition("-")
    months = int(year) * 12 + int(number) - 1 - 6
    return f"{months // 12}-{months % 12 + 1:02}"
