"""A report as PDF: for the desk, the mail and the archive of a municipality."""

from fpdf import FPDF

from supervisor_console.reports.printed import Printed, Section, counted, percent
from supervisor_console.reports.typeface import plain

MARGIN, PAGE_WIDTH = 18, 210
"""Millimetres; A4 (ISO 216)."""
NAMES, NUMBERS, BARS = 62, 18, 58
LINE = 6
INK, SOFT, ACCENT = (29, 42, 51), (74, 90, 102), (31, 111, 120)
WIDTH = PAGE_WIDTH - 2 * MARGIN


class Paper(FPDF):
    """A4 with what it is, its page number and how many there are at its foot."""

    what = ""

    def footer(self) -> None:
        """Write them: a page that has come away from the others says whose it is."""
        self.set_y(-14)
        self.set_font("helvetica", size=9)
        self.set_text_color(*SOFT)
        self.cell(WIDTH - 2 * NUMBERS, LINE, plain(self.what))
        self.cell(0, LINE, f"{self.page_no()} / {{nb}}", align="R")


def blank_paper(title: str, language: str) -> Paper:
    """Return a first page with nothing on it."""
    paper = Paper(format="A4")
    paper.set_margin(MARGIN)
    paper.set_auto_page_break(auto=True, margin=MARGIN)
    paper.set_title(title)
    paper.set_lang(language)
    paper.add_page()
    return paper


def written_pdf(printed: Printed) -> bytes:
    """Return it as PDF: text that can be searched, a bar beside each number."""
    paper, language = blank_paper(printed.title, printed.language), printed.language
    paper.what = f"{printed.title}, {printed.span}"
    write(paper, printed.title, 20, style="B")
    write(paper, printed.span, 12, colour=SOFT)
    paper.ln(2)
    write(paper, printed.lead, 11)
    paper.ln(2)
    for one in printed.sums:
        before = "" if one.before is None else counted(one.before, language)
        before = before and f"   ({printed.columns[2].lower()}: {before})"
        number = printed.hidden if one.number is None else counted(one.number, language)
        write(paper, f"{one.label}: {number}{before}", 12, style="B")
    for section in printed.sections:
        _section(paper, printed, section)
    paper.ln(4)
    for note in printed.notes:
        write(paper, note, 9, colour=SOFT)
    return bytes(paper.output())


def _section(paper: Paper, printed: Printed, section: Section) -> None:
    height = (len(section.rows) + 3) * LINE
    if paper.will_page_break(height):
        paper.add_page()
    paper.ln(5)
    write(paper, section.title, 14, style="B")
    paper.set_font("helvetica", size=9)
    paper.set_text_color(*SOFT)
    paper.cell(NAMES, LINE, plain(f"{section.of}: {counted(section.total, printed.language)}"))
    for column in printed.columns:
        paper.cell(NUMBERS, LINE, plain(column), align="R")
    paper.ln(LINE)
    paper.set_font("helvetica", size=10)
    paper.set_text_color(*INK)
    for row in section.rows:
        paper.cell(NAMES, LINE, plain(row.label))
        number = printed.hidden if row.number is None else counted(row.number, printed.language)
        before = "" if row.before is None else counted(row.before, printed.language)
        for text in (number, percent(row.share), before):
            paper.cell(NUMBERS, LINE, plain(text), align="R")
        if row.share:
            paper.set_fill_color(*ACCENT)
            left = MARGIN + NAMES + 3 * NUMBERS + 4
            paper.rect(left, paper.get_y() + 1, max(0.5, row.share * BARS), LINE - 2, style="F")
        paper.ln(LINE)


def write(
    paper: Paper,
    text: str,
    size: int,
    *,
    style: str = "",
    colour: tuple[int, int, int] = INK,
) -> None:
    """Write a paragraph over the whole width; `size` in points."""
    paper.set_font("helvetica", style=style, size=size)
    paper.set_text_color(*colour)
    paper.multi_cell(WIDTH, size * 0.5, plain(text), align="L", new_x="LMARGIN", new_y="NEXT")
