"""What reports are answered with over HTTP. A hidden number is null."""

from chat.pages.answer_bodies import AnswerBody
from supervisor_console.reports.printed import Printed, Row
from supervisor_console.reports.quality import Quality


class PlaceBody(AnswerBody):
    """A place there may be a report on."""

    code: str
    name: str


class QualityBody(AnswerBody):
    """How the service answered over a half-year; a share is in whole percent, hidden is null."""

    half_year: str
    contacts: int | None
    answered: int | None
    abandoned: int | None
    soon: int | None
    flagged: int | None
    assessed: int | None
    bridged: int | None
    complaints: int | None
    campaigns: dict[str, int]
    """Contacts by campaign, where there were five or more."""

    @classmethod
    def of(cls, one: Quality) -> "QualityBody":
        """Return what was decided."""
        return cls.model_validate(one.kept())


class ReportsBody(AnswerBody):
    """`GET /api/reports`: which half-years are over, the latest first, which places there are."""

    half_years: list[str]
    places: list[PlaceBody]
    quality: list[QualityBody]
    """Of the latest half-year that is over, and of the one before."""
    campaigns: list[str]
    """Codes of the campaigns whose link is counted."""


class RowBody(AnswerBody):
    """One line."""

    label: str
    number: int | None
    share: float | None
    before: int | None

    @classmethod
    def of(cls, row: Row) -> "RowBody":
        """Return a line as it is."""
        return cls(label=row.label, number=row.number, share=row.share, before=row.before)


class SectionBody(AnswerBody):
    """One sheet."""

    code: str
    title: str
    of: str
    total: int
    rows: list[RowBody]


class ReportBody(AnswerBody):
    """`GET /api/reports/{half_year}/{place}`: the report in words, as the house sees it."""

    title: str
    span: str
    lead: str
    sums: list[RowBody]
    sections: list[SectionBody]
    notes: list[str]

    @classmethod
    def of(cls, printed: Printed) -> "ReportBody":
        """Return it all."""
        return cls(
            title=printed.title,
            span=printed.span,
            lead=printed.lead,
            sums=[RowBody.of(one) for one in printed.sums],
            sections=[
                SectionBody(
                    code=one.code,
                    title=one.title,
                    of=one.of,
                    total=one.total,
                    rows=[RowBody.of(row) for row in one.rows],
                )
                for one in printed.sections
            ],
            notes=list(printed.notes),
        )
