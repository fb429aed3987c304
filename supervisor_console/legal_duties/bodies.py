"""What the letter's page is answered with."""

from chat.pages.answer_bodies import AnswerBody
from supervisor_console.legal_duties.letter import Letter
from supervisor_console.legal_duties.paper import fits_on_paper


class MunicipalityBody(AnswerBody):
    """A municipality it may go to."""

    code: str
    name: str


class LetterSectionBody(AnswerBody):
    """A heading, and what a supervisor wrote under it."""

    heading: str
    text: str


class LetterDoneBody(AnswerBody):
    """What was done, and when."""

    at: str
    text: str


class CitedLawBody(AnswerBody):
    """A law; `whose` says whether these are its own words or ours."""

    name: str
    whose: str
    text: str
    source: str


class LetterBody(AnswerBody):
    """A letter as it is printed, in Danish."""

    draft: bool
    municipality: str | None
    municipalities: list[MunicipalityBody]
    fits_on_paper: bool
    """Whether the PDF can write every sign that was typed."""
    sender: list[str]
    to: str
    day: str
    title: str
    opening: str
    sections: list[LetterSectionBody]
    done_title: str
    done: list[LetterDoneBody]
    law_title: str
    laws: list[CitedLawBody]
    closing: str
    signed: str

    @classmethod
    def of(
        cls, letter: Letter, municipality: str | None, places: list[MunicipalityBody]
    ) -> "LetterBody":
        """Say it as JSON."""
        return cls(
            draft=letter.draft,
            municipality=municipality,
            municipalities=places,
            fits_on_paper=fits_on_paper(letter),
            sender=list(letter.sender),
            to=letter.to,
            day=letter.day,
            title=letter.title,
            opening=letter.opening,
            sections=[
                LetterSectionBody(heading=title, text=text) for title, text in letter.sections
            ],
            done_title=letter.done_title,
            done=[LetterDoneBody(at=at, text=text) for at, text in letter.done],
            law_title=letter.law_title,
            laws=[
                CitedLawBody(name=name, whose=whose, text=text, source=source)
                for name, whose, text, source in letter.laws
            ],
            closing=letter.closing,
            signed=letter.signed,
        )
