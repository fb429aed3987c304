"""A report in words: what each of its forms (page, PDF, spreadsheet, CSV) writes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chat.words import Words
from supervisor_console.reports.document import LEAST_INSIDE, LEAST_OUTSIDE, Document
from supervisor_console.reports.report import Line, Part, Reader, Report
from supervisor_console.reports.sheets import COUNTRY, UNKNOWN, Whole


@dataclass(frozen=True, slots=True)
class Row:
    """One line, named."""

    label: str
    number: int | None
    share: float | None
    before: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """One sheet, named."""

    code: str
    title: str
    of: str
    """What its lines split: contacts, bridges, answers."""
    total: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole report, in one language."""

    language: str
    place: str
    title: str
    span: str
    lead: str
    sums: tuple[Row, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    columns: tuple[str, str, str]
    """What stands above numbers, shares, and numbers of the half-year before."""
    hidden: str


@dataclass(frozen=True, slots=True)
class Printing:
    """Puts reports in words."""

    words: Words
    places: Mapping[str, str]
    """Municipalities by official code."""

    def printed(self, report: Report, document: Document, language: str) -> Printed:
        """Return the report in words; the headings are those it was published with."""
        say = self.words.say
        place = self.name_of(report.place, language)
        least = LEAST_INSIDE if report.reader is Reader.INSIDE else LEAST_OUTSIDE
        half_year = report.half_year
        return Printed(
            language=language,
            place=place,
            title=say("report.title", language, place=place),
            span=f"{_day(half_year.first, language)} – {_day(half_year.last, language)}",
            lead=say("report.empty" if report.is_empty else "report.lead", language),
            sums=tuple(self._sum(report, whole, language) for whole in report.totals),
            sections=tuple(self._section(part, document, language) for part in report.parts),
            notes=(
                say("report.note.hidden", language, least=least),
                say("report.note.reason", language),
                say("report.note.before", language),
                say("report.note.weeks", language),
            ),
            columns=(
                say("report.column.number", language),
                say("report.column.share", language),
                say("report.column.before", language),
            ),
            hidden=say("report.hidden", language),
        )

    def name_of(self, place: str, language: str) -> str:
        """Return what a place is called."""
        return (
            self.words.say("report.country", language) if place == COUNTRY else self.places[place]
        )

    def _sum(self, report: Report, whole: Whole, language: str) -> Row:
        label = self.words.say(f"report.whole.{whole}", language)
        return Row(label, report.totals[whole], None, report.before.get(whole))

    def _section(self, part: Part, document: Document, language: str) -> Section:
        whole = next(one.whole for one in document.sheets if one.code == part.code)
        return Section(
            code=part.code,
            title=self.words.say(f"report.sheet.{part.code}", language),
            of=self.words.say(f"report.whole.{whole}", language),
            total=part.total,
            rows=tuple(
                Row(
                    self._label(part, line, document, language),
                    line.number,
                    line.share,
                    line.before,
                )
                for line in part.lines
            ),
        )

    def _label(self, part: Part, line: Line, document: Document, language: str) -> str:
        say, code = self.words.say, line.code
        if code == UNKNOWN:
            return say("report.line.unknown", language)
        if part.code == "reason":
            return document.headings[code][language == "en"]
        if part.code == "month":
            year, _, month = code.partition("-")
            return say(f"report.line.month.{month}", language, year=year)
        if part.code == "level":
            name = say(f"level.{code}", language)
            return say("report.line.level", language, level=code, name=name)
        if part.code == "hours":
            start, _, end = code.partition("-")
            return say("report.line.hours", language, start=start, end=end)
        kind = {"age": "age_band", "helped": "young.feedback.helped"}.get(part.code)
        return say(f"{kind or f'report.line.{part.code}'}.{code}", language)


def _day(day: date, language: str) -> str:
    return f"{day:%Y-%m-%d}" if language == "en" else f"{day.day}.{day.month}.{day.year}"


def counted(number: int, language: str) -> str:
    """Return a number as one reads it: 1.152 in Danish, 1,152 in English."""
    grouped = f"{number:,}"
    return grouped if language == "en" else grouped.replace(",", ".")


def percent(share: float | None) -> str:
    """Return a share as whole percent; nothing over a hidden number."""
    return "" if share is None else f"{share * 100:.0f} %"
