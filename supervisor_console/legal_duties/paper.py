"""The letter as PDF, on the same paper as the reports."""

from supervisor_console.legal_duties.letter import Letter
from supervisor_console.reports.typeface import fits_the_typeface


def fits_on_paper(letter: Letter) -> bool:
    """Tell whether the PDF's typeface has every sign: a name must not come out wrong."""
    typed = (*letter.sender, letter.to, letter.signed, *(text for _, text in letter.sections))
    return all(fits_the_typeface(text) for text in typed)


def letter_pdf(letter: Letter) -> bytes:
    """Return it as PDF: text that can be searched."""
    # Most of a second at every start of every process, for what is asked for now and then.
    from supervisor_console.reports.pdf import SOFT, blank_paper, write  # noqa: PLC0415

    paper = blank_paper(letter.title, "da")
    for line in letter.sender:
        write(paper, line, 10, colour=SOFT)
    paper.ln(6)
    write(paper, letter.to, 11)
    paper.ln(4)
    write(paper, letter.day, 11)
    paper.ln(6)
    write(paper, letter.title, 16, style="B")
    paper.ln(3)
    write(paper, letter.opening, 11)
    for heading, text in letter.sections:
        paper.ln(4)
        write(paper, heading, 12, style="B")
        write(paper, text, 11)
    if letter.done:
        paper.ln(4)
        write(paper, letter.done_title, 12, style="B")
        for at, text in letter.done:
            write(paper, f"{at}: {text}", 11)
    if letter.laws:
        paper.ln(4)
        write(paper, letter.law_title, 12, style="B")
    for name, whose, text, source in letter.laws:
        write(paper, f"{name}. {whose}: {text}", 11)
        write(paper, source, 9, colour=SOFT)
    paper.ln(6)
    write(paper, letter.closing, 11)
    paper.ln(6)
    write(paper, letter.signed, 11)
    return bytes(paper.output())
