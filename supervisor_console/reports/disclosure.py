"""What may be shown of a half-year's counts, of all places and the country at once.

Places are looked at together, because the country's numbers are the sum of theirs. A place with too
few is not shown at all; all such places and those who told none stand in one row, which nobody is
shown and anybody can reckon out: so it, too, must hold enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from supervisor_console.reports.sheets import COUNTRY, Sheet, Whole
from supervisor_console.reports.suppression import Cell, hidden

Lines = Mapping[str, int]
Counts = Mapping[str, Mapping[str, Lines]]
"""Place -> sheet -> line -> number. The empty place is nobody's; a missing number is 0."""
ShownLines = Mapping[str, int | None]
"""Line -> number; `None` is hidden."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What readers see: the sums of a whole, place by place, and each sheet's lines."""

    totals: Mapping[Whole, Mapping[str, int]] = field(default_factory=dict)
    """A place that is missing is shown nowhere."""
    sheets: Mapping[str, Mapping[str, ShownLines]] = field(default_factory=dict)
    """Sheet -> place -> lines."""


def shown(counts: Counts, sheets: Sequence[Sheet], least: int, under: Shown | None = None) -> Shown:
    """Return what may be shown where nothing under `least` may be.

    `under` is what is shown to others of the same counts: what is hidden there is hidden here, so
    that two readers together know no more than the one who sees most.
    """
    totals: dict[Whole, Mapping[str, int]] = {}
    tables: dict[str, Mapping[str, ShownLines]] = {}
    for whole in Whole:
        of_it = [sheet for sheet in sheets if sheet.whole is whole]
        if not of_it:
            continue
        sums = {place: _sum(found, of_it[0]) for place, found in counts.items()}
        if sum(sums.values()) < least:
            continue
        places = _places(sums, least, None if under is None else under.totals.get(whole, {}))
        totals[whole] = {place: sums[place] for place in places} | {COUNTRY: sum(sums.values())}
        for sheet in of_it:
            beside = None if under is None else under.sheets.get(sheet.code, {})
            tables[sheet.code] = _lines(counts, sheet, places, least, beside)
    return Shown(totals, tables)


def _places(sums: Mapping[str, int], least: int, among: Mapping[str, int] | None) -> list[str]:
    """Return the places with enough that leave, by their absence, enough in the row of the rest."""
    places = sorted(
        (place for place in sums if place and sums[place] >= least),
        key=lambda place: (sums[place], place),
    )
    if among is not None:
        places = [place for place in places if place in among]
    rest = sum(sums.values()) - sum(sums[place] for place in places)
    while 0 < rest < least and places:
        rest += sums[places.pop(0)]
    return sorted(places)


def _lines(
    counts: Counts,
    sheet: Sheet,
    places: Sequence[str],
    least: int,
    beside: Mapping[str, ShownLines] | None,
) -> Mapping[str, ShownLines]:
    rest = [place for place in counts if place not in set(places)]
    table = [_row(counts[place], sheet) for place in places]
    others = [sum(column) for column in zip(*(_row(counts[p], sheet) for p in rest), strict=True)]
    if sum(others):
        table.append(others)
    country = len(table)
    names = {**{place: row for row, place in enumerate(places)}, COUNTRY: country}
    already = [
        Cell(row, column)
        for place, row in names.items()
        for column, line in enumerate(sheet.lines)
        if beside is not None and beside.get(place, {}).get(line) is None
    ]
    gone = hidden(table, least, already)
    whole = [*table, [sum(column) for column in zip(*table, strict=True)]]
    return {
        place: {
            line: None if Cell(row, column) in gone else whole[row][column]
            for column, line in enumerate(sheet.lines)
        }
        for place, row in names.items()
    }


def _row(found: Mapping[str, Lines], sheet: Sheet) -> list[int]:
    """Return a place's numbers; what stands under a line nobody knows is under the last one."""
    lines = found.get(sheet.code, {})
    numbers = [lines.get(line, 0) for line in sheet.lines]
    numbers[-1] += sum(lines.values()) - sum(numbers)
    return numbers


def _sum(found: Mapping[str, Lines], sheet: Sheet) -> int:
    return sum(_row(found, sheet))
