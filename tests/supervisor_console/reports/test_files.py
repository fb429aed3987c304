"""The forms a report is sent in, read back."""

import csv
import re
import zlib
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from chat.words import Words
from config.directory import Directory
from config.reasons import load_reasons
from supervisor_console.reports.document import Document
from supervisor_console.reports.files import FORMS, harmless, written_csv, written_xlsx
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.printed import Printed, Printing
from supervisor_console.reports.report import Reader, report_of
from supervisor_console.reports.sheets import COUNTRY, sheets_of

HALF = HalfYear(2026, 1)


@pytest.fixture(scope="module")
def printed() -> Printed:
    headings = load_reasons()
    sheets = sheets_of(HALF, headings)
    lines = {sheet.code: dict.fromkeys(sheet.lines, 12) for sheet in sheets}
    few = {sheet.code: {sheet.lines[0]: 60, sheet.lines[-1]: 3} for sheet in sheets}
    few["visitors"] = {"all": 63}
    done = {"0851": {"school": (4, 200)}}
    document = Document.of(HALF, {"0751": lines, "0851": few, "": lines}, sheets, headings, done)
    again = Document.read(document.kept())
    assert again.kept() == document.kept()
    printing = Printing(Words.load(), Directory.load().municipalities)
    return printing.printed(report_of("0851", again, None, Reader.OUTSIDE), again, "da")


def test_csv_is_read_back_line_by_line(printed: Printed) -> None:
    rows = list(csv.reader(StringIO(written_csv(printed).decode("utf-8-sig"))))

    assert rows[0][:2] == ["Halvårsrapport: Aalborg", "1.1.2026 – 30.6.2026"]
    assert ["Henvendelser", "Henvendelser", "63", "", ""] in rows
    visits = "Opsøgende arbejde og skolebesøg"
    assert [row[1:] for row in rows if row[0] == visits] == [
        ["Opsøgende besøg", "0", "", ""],
        ["Opsøgende besøg, timer", "0", "", ""],
        ["Skolebesøg", "4", "", ""],
        ["Skolebesøg, timer", "3", "", ""],
    ]
    rows = [row for row in rows if row[0] != visits]
    assert any(row[2] == "skjult" and row[3] == "" for row in rows)
    assert not any(row[2] in {"3", "0"} for row in rows)


def test_a_spreadsheet_holds_numbers_and_no_formula(printed: Printed) -> None:
    with ZipFile(BytesIO(written_xlsx(printed))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()

    assert 'sheet name="Aalborg"' in names
    assert 'ySplit="2"' in sheet
    assert "<v>63</v>" in sheet
    assert "<f>" not in sheet
    assert "skjult" in sheet


def written_on(pdf: bytes) -> str:
    """Return what stands on the pages: fpdf2 writes each as one compressed stream."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return "".join(zlib.decompress(one).decode("latin-1") for one in streams)


def test_people_read_a_thousand_with_its_sign_and_programs_without() -> None:
    headings = load_reasons()
    sheets = sheets_of(HALF, headings)
    lines = {sheet.code: dict.fromkeys(sheet.lines, 1152) for sheet in sheets}
    document = Document.of(HALF, {"": lines}, sheets, headings)
    printing = Printing(Words.load(), {})
    report = report_of(COUNTRY, document, None, Reader.INSIDE)
    danish, english = (printing.printed(report, document, one) for one in ("da", "en"))

    assert "<td>1.152<" in FORMS["html"].write(danish).decode()
    assert "<td>1,152<" in FORMS["html"].write(english).decode()
    assert ",1152," in FORMS["csv"].write(danish).decode("utf-8-sig")
    paper = written_on(FORMS["pdf"].write(danish))
    assert "(1.152)" in paper
    assert paper.count("(Halvårsrapport: Hele landet, 1.1.2026 - 30.6.2026)") == paper.count(
        " / ) Tj"
    )


@pytest.mark.parametrize("text", ["=1+1", "+45", "-x", "@a"])
def test_no_text_becomes_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_every_form_is_written_in_both_languages(printed: Printed) -> None:
    headings = load_reasons()
    sheets = sheets_of(HALF, headings)
    lines = {sheet.code: dict.fromkeys(sheet.lines, 12) for sheet in sheets}
    document = Document.of(HALF, {"": lines}, sheets, headings)
    printing = Printing(Words.load(), {})
    english = printing.printed(report_of(COUNTRY, document, None, Reader.INSIDE), document, "en")

    for one in (printed, english):
        assert FORMS["pdf"].write(one).startswith(b"%PDF-")
        page = FORMS["html"].write(one).decode()
        assert "<svg" in page
        assert "http" not in page
