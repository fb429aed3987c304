"""The demo's past: invented contacts of two half-years for reports, and of the weeks since then.

The weeks since then are what the forecast is reckoned from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from uuid import uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.contact import week_of
from chat.domain.opening_hours import DENMARK
from chat.storage.tables import bridge_results, contacts, ratings
from supervisor_console.reports.half_year import HalfYear

PLACES: Mapping[str | None, float] = {
    "0101": 9, "0751": 5, "0461": 4, "0851": 3, "0621": 1.2, "0825": 0.1, "0360": 0.2, "0741": 0.3,
    None: 6,
}  # fmt: skip
"""How many come from where, of each other: many, few, and those who do not tell."""
USUALLY = 40
ANSWERED = 0.9
RATED = 0.3
BRIDGED = 0.15


@dataclass(frozen=True, slots=True)
class InventPast:
    """Writes the two half-years before this one, and its weeks that are over, where none are."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:
        """Write them all in one transaction."""
        local = now.astimezone(DENMARK)
        this = HalfYear.around(local.date())
        last = this.before
        for half_year, usually in (
            (this, USUALLY),
            (last, USUALLY),
            (last.before, USUALLY * 3 // 4),
        ):
            over = tuple(week for week in half_year.weeks if week < week_of(local))
            counted = select(func.count()).where(contacts.c.week.in_(over))
            if over and not await connection.scalar(counted):
                await self._invent(connection, half_year, usually, over)

    async def _invent(
        self,
        connection: AsyncConnection,
        half_year: HalfYear,
        usually: int,
        over: tuple[str, ...],
    ) -> None:
        rows = [row for row in a_half_year(half_year, usually) if row["week"] in over]
        dice = Random(f"beside {half_year}")  # noqa: S311 - chance that guards nothing
        await connection.execute(insert(contacts), rows)
        answers = [a_rating(dice, half_year, row) for row in rows if dice.random() < RATED]
        await connection.execute(insert(ratings), answers)
        ends = [an_end(dice, row) for row in rows if dice.random() < BRIDGED]
        await connection.execute(insert(bridge_results), ends)


def a_half_year(half_year: HalfYear, usually: int = USUALLY) -> Iterator[Mapping[str, object]]:
    """Return a half-year's contacts as rows; the same ones every time."""
    dice = Random(str(half_year))  # noqa: S311 - chance that guards nothing
    for place, weight in PLACES.items():
        for _ in range(int(usually * weight)):
            answered = dice.random() < ANSWERED
            main = dice.choice(("suicide", "depression", "family", "anxiety", "bullying", "job"))
            ways = ("helped", "helped", "bridged", "referred", "ended_early")
            outcome = dice.choice(ways) if answered else "abandoned"
            yield {
                "contact_id": str(uuid4()),
                "week": dice.choice(half_year.weeks),
                "hour_band": dice.choice(("12-16", "16-20", "20-24", "20-24", "00-04")),
                "municipality": place,
                "age_band": dice.choice(("12_14", "15_17", "15_17", "18_20", "21_25", None)),
                "gender_code": dice.choice(("girl", "girl", "boy", "other", None)),
                "reasons": main,
                "main_reason": main,
                "level": (level := dice.choice((0, 1, 1, 2, 3))),
                "outcome": outcome,
                "bridged": outcome == "bridged",
                "answered": answered,
                "assessed": answered and level > 1 and dice.random() < ANSWERED,
                "waited": dice.choice(("0-5", "0-5", "5-15", "15-45", "45-")),
                "talked": dice.choice(("15-30", "30-60", "60-")) if answered else None,
                "campaign": None,
            }


def a_rating(dice: Random, half_year: HalfYear, row: Mapping[str, object]) -> dict[str, object]:
    """Return what somebody might have said afterwards."""
    before = dice.randint(3, 10)
    same = ("municipality", "age_band", "gender_code", "level")
    return {
        **{name: row[name] for name in same},
        "rating_id": str(uuid4()),
        "half_year": str(half_year),
        "helped": dice.choice((2, 3, 4, 4, 5)),
        "before": before,
        "after": max(0, before - dice.choice((-1, 0, 1, 2, 3))),
    }


def an_end(dice: Random, row: Mapping[str, object]) -> dict[str, object]:
    """Return how a bridge might have ended."""
    result = dice.choice(("held", "held", "held", "not_held", "withdrawn"))
    same = ("week", "municipality")
    return {**{name: row[name] for name in same}, "result_id": str(uuid4()), "result": result}
