"""Effect (effekt): young people's answers on before and after, row by row, for research.

No row says when in the half-year, or where. A row is like at least nine others in all that somebody
might know of a young person from elsewhere: their age band and gender.

Source: k-anonymity by generalisation and suppression, Sweeney, International Journal of
Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 2002.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.audit import Audit, append
from chat.storage.tables import audit, ratings
from supervisor_console.reports.half_year import HalfYear

LEAST_ALIKE = 10
ACT = "export_effect"
CODE_BOOK = Path(__file__).parent / "code_book.md"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one young person said. `None` is not told, or taken out so that nobody stands alone."""

    half_year: str
    age_band: str | None
    gender: str | None
    level: int
    helped: int | None
    before: int | None
    after: int | None


def answers_of(connection: Connection, half_year: HalfYear) -> list[Answer]:
    """Return the answers of a half-year, in no order that says when they came."""
    r = ratings.c
    query = select(
        r.half_year, r.age_band, r.gender_code, r.level, r.helped, r.before, r.after
    ).where(r.half_year == str(half_year))
    return in_order(Answer(*row) for row in connection.execute(query))


def indistinct(answers: Iterable[Answer], least: int = LEAST_ALIKE) -> list[Answer]:
    """Take out gender, then age, of those too few are like; and whoever still stands out.

    Every row that is left has `least` rows or more of its age band and gender.
    """
    left, kept = list(answers), list[Answer]()
    wider: tuple[Callable[[Answer], Answer], ...] = (
        lambda one: one,
        lambda one: replace(one, gender=None),
        lambda one: replace(one, gender=None, age_band=None),
    )
    for widen in wider:
        classes: dict[tuple[str | None, str | None], list[Answer]] = {}
        for one in map(widen, left):
            classes.setdefault((one.age_band, one.gender), []).append(one)
        left = [one for found in classes.values() if len(found) < least for one in found]
        kept += [one for found in classes.values() if len(found) >= least for one in found]
    return in_order(kept)


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Return them by what they say."""
    return sorted(answers, key=lambda one: tuple(map(str, astuple(one))))


@dataclass(frozen=True, slots=True)
class ExportEffect:
    """Writes into the audit log who agreed, and a digest of the rows: an export is made once.

    Two exports of one half-year could differ by whoever answered between them; so a later one is
    the same rows, or is refused.
    """

    half_year: HalfYear
    answers: Sequence[Answer]
    by: Sequence[StaffId]

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write it; `conflict` where this half-year was exported with other rows."""
        subject = f"{self.half_year} {sha256(written(self.answers).encode()).hexdigest()}"
        of_it = audit.c.subject.startswith(str(self.half_year)) & (audit.c.act == ACT)
        other = select(audit.c.n).where(of_it, audit.c.subject != subject)
        if (await connection.execute(other)).first() is not None:
            raise Refused(RefusalCode.CONFLICT)
        for one in self.by:
            await append(connection, now, Audit(ACT, one, subject=subject))


def written(answers: Sequence[Answer]) -> str:
    """Return the rows as CSV."""
    text = StringIO(newline="")
    out = csv.writer(text)
    out.writerow(field.name for field in fields(Answer))
    out.writerows(["" if told is None else told for told in astuple(one)] for one in answers)
    return text.getvalue()


def packed(answers: Sequence[Answer]) -> bytes:
    """Return a ZIP of the rows as CSV, and the code book that says what they mean."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("effect.csv", written(answers))
        archive.writestr("code_book.md", CODE_BOOK.read_text(encoding="utf-8"))
    return file.getvalue()
