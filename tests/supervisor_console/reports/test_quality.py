"""Quality figures: decided once with the half-year's report, and no share undoes what it hides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from chat.domain.identifiers import StaffId
from config.reasons import load_reasons
from supervisor_console.reports.disclosure import Shown
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.publishing import Publishing
from supervisor_console.reports.quality import Counted, Quality, decided
from supervisor_console.reports.sheets import COUNTRY, OUTCOMES, Whole
from tests.chat.staffing import House
from tests.supervisor_console.reports.counted import contact, keep

LEAST = 5
AUTUMN = HalfYear(2025, 2)
CELLS = st.one_of(st.integers(0, 7), st.integers(0, 300))


def shown(total: int) -> Shown:
    """Return a report that shows the country's sum and hides none of its lines."""
    lines = {
        "outcome": ("abandoned", "bridged"),
        "waited": ("0-5", "5-15"),
        "level": ("2", "3", "4"),
    }
    sheets = {sheet: {COUNTRY: dict.fromkeys(some, 9)} for sheet, some in lines.items()}
    return Shown({Whole.CONTACTS: {COUNTRY: total}} if total >= LEAST else {}, sheets)


def bounds(
    wanted: Sequence[int], seen: Quality, shares: Sequence[tuple[int | None, int, Sequence[int]]]
) -> tuple[float, float]:
    """Return the least and the most that a sum of cells can be, for all that is seen.

    Cells: gone, and of those met: soon, late.
    """
    rows, values = [], []
    for percent, part, whole in shares:
        if percent is not None:
            for sign, edge in ((1, percent + 0.5), (-1, percent - 0.5)):
                row = [-sign * edge / 100 if n in whole else 0.0 for n in range(3)]
                row[part] += sign
                rows.append(row)
                values.append(0.0)
    sums = None if seen.contacts is None else [[1.0, 1.0, 1.0]]
    total = None if seen.contacts is None else [float(seen.contacts)]
    known = {"A_ub": rows or None, "b_ub": values or None, "A_eq": sums, "b_eq": total}
    least = linprog(wanted, bounds=(0, None), **known)
    most = linprog([-one for one in wanted], bounds=(0, None), **known)
    return float(least.fun), float("inf") if most.status == 3 else -float(most.fun)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(CELLS, CELLS, CELLS)
def test_no_share_and_no_complement_gives_a_small_number_away(
    gone: int, soon: int, late: int
) -> None:
    total, met = gone + soon + late, soon + late
    # The other splits of those met are the same split again: flagged or not, bridged or not.
    counted = Counted(total, met, soon, met, soon, soon, 0, {"school": gone})
    seen = decided(counted, AUTUMN, shown(total), LEAST)

    shares = ((seen.abandoned, 0, (0, 1, 2)), (seen.soon, 1, (1, 2)))
    for n, number in enumerate((gone, soon, late)):
        if number < LEAST:
            low, high = bounds([int(n == one) for one in range(3)], seen, shares)
            assert low < 0.5, (gone, soon, late, seen, low, high)
            assert high > LEAST - 0.5, (gone, soon, late, seen, low, high)
    for share, part, whole in (
        (seen.assessed, soon, met),
        (seen.bridged, soon, met),
        (seen.flagged, met, met),
    ):
        assert share is None or min(part, whole - part) >= LEAST
    assert seen.complaints is None
    assert all(n >= LEAST and total - n >= LEAST for n in seen.campaigns.values())


def test_a_line_the_report_hides_stands_under_no_share() -> None:
    counted = Counted(100, 80, 40, 30, 15, 20, 7, {})
    whole = shown(100)
    sheets = {**whole.sheets, "outcome": {COUNTRY: {"abandoned": None, "bridged": 20}}}

    seen = decided(counted, AUTUMN, replace(whole, sheets=sheets), LEAST)

    assert (seen.answered, seen.abandoned, seen.bridged, seen.soon) == (None, None, 25, 50)
    assert (seen.assessed, seen.complaints) == (50, 7)


async def test_figures_stand_as_they_were_published(kept: House) -> None:
    outcomes = [one for one in OUTCOMES if one != "abandoned"] * 8  # no line is small
    met = [
        contact("2025-W40", outcome=one, assessed=n < 40, bridged=n < 16)
        for n, one in enumerate(outcomes)
    ]
    gone = [
        contact("2025-W41", outcome="abandoned", answered=False, waited="15-45", campaign="for_faa")
        for _ in range(20)
    ]
    await keep(kept.store, [*met, *gone])
    publishing = Publishing(kept.store, kept.submit, load_reasons(), kept.clock)

    first = await publishing.published(AUTUMN, StaffId("vera"))
    await keep(kept.store, gone_again(20))
    later = await publishing.published(AUTUMN, StaffId("vera"))

    assert first is not None
    assert later is not None
    assert later.document.quality == first.document.quality
    seen = first.document.quality
    assert seen is not None
    assert (seen.contacts, seen.answered, seen.abandoned) == (84, 76, 24)
    assert seen.campaigns == {"for_faa": 20}


def gone_again(number: int) -> list[Mapping[str, object]]:
    return [contact("2025-W42", outcome="abandoned", answered=False) for _ in range(number)]
