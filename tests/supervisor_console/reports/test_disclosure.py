"""An attacker reads every table, of every place, of this report and the last, and reckons.

They know all equations and that nobody is counted less than 0 times; a small number is safe when,
for all they can reckon, it may be 0 and may be one that could have been shown.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from supervisor_console.reports.disclosure import Counts, Shown, shown
from supervisor_console.reports.sheets import COUNTRY, Sheet, Whole

LEAST = 10
INSIDE = 5
SHEETS = (
    Sheet("age", Whole.CONTACTS, ("young", "middle", "old", "unknown")),
    Sheet("gender", Whole.CONTACTS, ("girl", "boy", "unknown")),
    Sheet("result", Whole.BRIDGES, ("held", "not_held", "withdrawn")),
    Sheet("helped", Whole.RATINGS, ("yes", "no")),
)
PLACES = ("", "0101", "0147", "0151", "0153", "0155")
NUMBER = st.one_of(st.integers(0, 4), st.integers(0, 14), st.integers(0, 60))


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Split a number by weights, to the last one."""
    whole = sum(weights) or 1
    parts = [total * weight // whole for weight in weights]
    return [parts[0] + total - sum(parts), *parts[1:]]


@st.composite
def data(draw: st.DrawFn) -> Counts:
    """Return counts whose sheets split the same contacts."""
    found: dict[str, Mapping[str, Mapping[str, int]]] = {}
    for place in PLACES[: draw(st.integers(1, len(PLACES)))]:
        first = draw(st.lists(NUMBER, min_size=4, max_size=4))
        weights = draw(st.lists(st.integers(0, 9), min_size=3, max_size=3))
        lines = {
            "age": first,
            "gender": spread(sum(first), weights),
            "result": draw(st.lists(NUMBER, min_size=3, max_size=3)),
            "helped": draw(st.lists(NUMBER, min_size=2, max_size=2)),
        }
        found[place] = {
            sheet.code: dict(zip(sheet.lines, lines[sheet.code], strict=True)) for sheet in SHEETS
        }
    return found


class Attacker:
    """Holds every equation that what was published gives, one variable a number of a place."""

    def __init__(self, seen: Sequence[Shown], places: Sequence[str], whole: Whole) -> None:
        self.sheets = [sheet for sheet in SHEETS if sheet.whole is whole]
        self.names = {
            (sheet.code, place, line): n
            for n, (sheet, place, line) in enumerate(
                (sheet, place, line)
                for sheet in self.sheets
                for place in places
                for line in sheet.lines
            )
        }
        self.places = places
        rows: list[np.ndarray] = []
        values: list[float] = []
        for one in seen:
            for equation, value in self._equations(one, whole):
                rows.append(equation)
                values.append(value)
        for sheet in self.sheets[1:]:  # each sheet splits the same whole, also where it is hidden
            for place in places:
                rows.append(self._sum(sheet, place) - self._sum(self.sheets[0], place))
                values.append(0)
        self.rows, self.values = rows or [np.zeros(len(self.names))], values or [0.0]

    def bounds(self, wanted: np.ndarray) -> tuple[float, float]:
        """Return the least and the most a sum can be."""
        least = linprog(wanted, A_eq=self.rows, b_eq=self.values, bounds=(0, None))
        most = linprog(-wanted, A_eq=self.rows, b_eq=self.values, bounds=(0, None))
        if most.status == 3:
            return float(least.fun), float("inf")
        assert least.status == most.status == 0
        return float(least.fun), -float(most.fun)

    def cell(self, sheet: Sheet, place: str, line: str) -> np.ndarray:
        found = np.zeros(len(self.names))
        for one in self.places if place == COUNTRY else [place]:
            found[self.names[sheet.code, one, line]] = 1
        return found

    def _sum(self, sheet: Sheet, place: str) -> np.ndarray:
        return np.asarray(sum(self.cell(sheet, place, line) for line in sheet.lines))

    def _equations(self, one: Shown, whole: Whole) -> Iterator[tuple[np.ndarray, float]]:
        for place, total in one.totals.get(whole, {}).items():
            for sheet in self.sheets:
                yield self._sum(sheet, place), total
        for sheet in self.sheets:
            for place, lines in one.sheets.get(sheet.code, {}).items():
                for line, number in lines.items():
                    if number is not None:
                        yield self.cell(sheet, place, line), number


def every_number(one: Shown) -> Iterator[tuple[tuple[str, str, str], int | None]]:
    for sheet, places in one.sheets.items():
        for place, lines in places.items():
            for line, number in lines.items():
                yield (sheet, place, line), number


def number_of(counts: Counts, sheet: Sheet, place: str, line: str) -> int:
    places = counts if place == COUNTRY else [place]
    return sum(counts[one][sheet.code][line] for one in places)


def must_stay_hidden(counts: Counts, seen: Sequence[Shown], least: int) -> None:
    for whole in Whole:
        if not any(whole in one.totals for one in seen):
            continue
        attacker = Attacker(seen, list(counts), whole)
        told = {place for one in seen for place in one.totals.get(whole, {})}
        for sheet in attacker.sheets:
            for place in (*counts, COUNTRY):
                for line in sheet.lines:
                    number = number_of(counts, sheet, place, line)
                    if number >= least or (place not in told and not _rest(counts, told, sheet)):
                        continue
                    low, high = attacker.bounds(attacker.cell(sheet, place, line))
                    assert low < 0.5, (sheet.code, place, line, number, low, high)
                    assert high > least - 0.5, (sheet.code, place, line, number, low, high)


def _rest(counts: Counts, told: set[str], sheet: Sheet) -> int:
    return sum(sum(counts[place][sheet.code].values()) for place in counts if place not in told)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(data())
def test_no_table_no_sum_and_no_two_reports_give_a_small_number_away(counts: Counts) -> None:
    inside = shown(counts, SHEETS, INSIDE)
    outside = shown(counts, SHEETS, LEAST, under=inside)

    for one, least in ((inside, INSIDE), (outside, LEAST)):
        assert all(number is None or number >= least for _, number in every_number(one))
    hidden_inside = {where for where, number in every_number(inside) if number is None}
    shown_outside = {where for where, number in every_number(outside) if number is not None}
    assert not hidden_inside & shown_outside
    must_stay_hidden(counts, [outside], LEAST)
    must_stay_hidden(counts, [inside, outside], INSIDE)


def test_what_is_great_everywhere_is_all_shown() -> None:
    lines = {sheet.code: dict.fromkeys(sheet.lines, 60 // len(sheet.lines)) for sheet in SHEETS}

    outside = shown({"": lines, "0101": lines, "0147": lines}, SHEETS, LEAST)

    assert set(outside.totals[Whole.CONTACTS]) == {"0101", "0147", COUNTRY}
    assert outside.sheets["age"]["0101"] == lines["age"]
    assert outside.sheets["gender"][COUNTRY] == dict.fromkeys(SHEETS[1].lines, 60)


def test_what_one_reader_must_not_see_no_other_is_shown() -> None:
    """Alone, the wider suppression would have shown the country's 42 that the narrower hides."""
    numbers = {"0101": [5, 1, 39], "0147": [35, 1, 3]}
    sheet = Sheet("gender", Whole.CONTACTS, ("girl", "boy", "unknown"))
    counts = {
        place: {"gender": dict(zip(sheet.lines, row, strict=True))}
        for place, row in numbers.items()
    }
    sheets = (sheet, *(one for one in SHEETS if one.whole is not Whole.CONTACTS))
    inside = shown(counts, sheets, INSIDE)
    outside = shown(counts, sheets, LEAST, under=inside)

    assert shown(counts, sheets, LEAST).sheets["gender"][COUNTRY]["unknown"] == 42
    assert inside.sheets["gender"][COUNTRY]["unknown"] is None
    assert outside.sheets["gender"][COUNTRY]["unknown"] is None
