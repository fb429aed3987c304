"""A report as a file to send: a spreadsheet, a table of plain text, a page to print."""

import csv
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO, StringIO
from types import MappingProxyType
from typing import NamedTuple

from supervisor_console.reports.printed import Printed, Row, Section, counted, percent
from supervisor_console.reports.sheets import VISITORS

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would reckon with instead of showing it (OWASP, CSV Injection)."""
BAR_WIDTH, BAR_HEIGHT, NAME_WIDTH = 420, 22, 220

PAGE_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d2a33; background: #fff; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid #ccd3d8; text-align: end; }
th:first-child { text-align: start; font-weight: normal; }
caption { text-align: start; color: #4a5a66; }
svg { max-width: 100%; height: auto; }
section { break-inside: avoid; margin-block: 2rem; }
"""


class Form(NamedTuple):
    """A form a report can be sent in."""

    media_type: str
    ending: str
    write: Callable[[Printed], bytes]


def rows_of(printed: Printed) -> Iterator[tuple[str, str, Row]]:
    """Return every line as sheet, what it splits, and numbers: the sums of wholes first."""
    for one in printed.sums:
        yield one.label, one.label, one
    for section in printed.sections:
        for one in section.rows:
            yield section.title, section.of, one


def written_csv(printed: Printed) -> bytes:
    """Return it as CSV (RFC 4180); marked, so that spreadsheets read æ, ø and å."""
    text = StringIO(newline="")
    out = csv.writer(text)
    out.writerow([printed.title, printed.span, "", "", ""])
    out.writerow(["", "", *printed.columns])
    for sheet, _, row in rows_of(printed):
        number = printed.hidden if row.number is None else row.number  # as programs read one
        numbers = (number, percent(row.share), "" if row.before is None else row.before)
        out.writerow([*map(harmless, (sheet, row.label)), *numbers])
    for note in printed.notes:
        out.writerow([harmless(note), "", "", "", ""])
    return text.getvalue().encode("utf-8-sig")


def written_xlsx(printed: Printed) -> bytes:
    """Return it as a spreadsheet, written row by row: no formula, no macro, no link."""
    # As what writes PDF: not at every start, for what is asked for now and then.
    from xlsxwriter import Workbook  # noqa: PLC0415

    file = BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, {"constant_memory": True, **options}) as book:
        sheet = book.add_worksheet(printed.place)
        sheet.freeze_panes(2, 2)
        sheet.repeat_rows(0, 1)
        sheet.fit_to_pages(1, 0)
        bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0 %"})
        sheet.set_column(0, 1, 36)
        sheet.set_column(2, 4, 10)
        sheet.write_row(0, 0, [printed.title, printed.span], bold)
        sheet.write_row(1, 2, printed.columns, bold)
        n = 1
        for title, _, row in rows_of(printed):
            n += 1
            sheet.write_row(n, 0, [title, row.label])
            sheet.write(n, 2, printed.hidden if row.number is None else row.number)
            if row.share is not None:
                sheet.write_number(n, 3, row.share, share)
            if row.before is not None:
                sheet.write_number(n, 4, row.before)
        for place, note in enumerate(printed.notes):
            sheet.write_string(n + 2 + place, 0, note)
    return file.getvalue()


def written_html(printed: Printed) -> bytes:
    """Return it as one page that stands alone and asks nobody for anything."""
    sums = "".join(
        f"<li>{escape(one.label)}: <b>{_number(printed, one)}</b>"
        + (
            f" ({escape(printed.columns[2])}: {_before(printed, one)})"
            if one.before is not None
            else ""
        )
        for one in printed.sums
    )
    sections = "".join(_section(printed, one) for one in printed.sections)
    notes = "".join(f"<li>{escape(note)}" for note in printed.notes)
    page = (
        f'<!doctype html><html lang="{escape(printed.language)}"><meta charset=utf-8>'
        f"<title>{escape(printed.title)}</title><style>{PAGE_STYLE}</style>"
        f"<h1>{escape(printed.title)}</h1><p>{escape(printed.span)}<p>{escape(printed.lead)}"
        f"<ul>{sums}</ul>{sections}<ul>{notes}</ul></html>"
    )
    return page.encode()


def harmless(text: str) -> str:
    """Return a text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _section(printed: Printed, section: Section) -> str:
    rows = "".join(
        f"<tr><th scope=row>{escape(row.label)}<td>{escape(_number(printed, row))}"
        f"<td>{percent(row.share)}<td>{_before(printed, row)}"
        for row in section.rows
    )
    heads = "".join(f"<th scope=col>{escape(one)}" for one in printed.columns)
    total = counted(section.total, printed.language)
    return (
        f"<section><h2>{escape(section.title)}</h2>{_bars(section)}"
        f"<table><caption>{escape(section.of)}: {total}</caption>"
        f"<tr><td>{heads}{rows}</table></section>"
    )


def _bars(section: Section) -> str:
    """Draw shares as bars; the table beside them says the same, so that it may be passed over."""
    if section.code == VISITORS:
        return ""  # what was done on visits is no share of who came
    parts = []
    for place, row in enumerate(section.rows):
        top = place * (BAR_HEIGHT + 4)
        name = escape(row.label)
        parts.append(f'<text x="0" y="{top + 16}" font-size="13">{name}</text>')
        if row.share is not None:
            parts.append(
                f'<rect x="{NAME_WIDTH}" y="{top}" width="{max(1, row.share * BAR_WIDTH):.0f}" '
                f'height="{BAR_HEIGHT}" fill="#1f6f78"/>'
            )
    height = len(section.rows) * (BAR_HEIGHT + 4)
    width = NAME_WIDTH + BAR_WIDTH
    box = f'viewBox="0 0 {width} {height}" width="{width}" aria-hidden="true"'
    return f"<svg {box}>{''.join(parts)}</svg>"


def _number(printed: Printed, row: Row) -> str:
    return printed.hidden if row.number is None else counted(row.number, printed.language)


def _before(printed: Printed, row: Row) -> str:
    return "" if row.before is None else counted(row.before, printed.language)


def written_pdf(printed: Printed) -> bytes:
    """Return it as PDF."""
    # Most of a second at every start of every process, for what is asked for now and then.
    from supervisor_console.reports import pdf  # noqa: PLC0415

    return pdf.written_pdf(printed)


FORMS = MappingProxyType(
    {
        "pdf": Form("application/pdf", "pdf", written_pdf),
        "xlsx": Form(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            written_xlsx,
        ),
        "csv": Form("text/csv", "csv", written_csv),
        "html": Form("text/html", "html", written_html),
    }
)
