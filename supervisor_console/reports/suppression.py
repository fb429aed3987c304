"""Small-cell suppression (diskretionering): which numbers of a table must not be shown.

A table has a row for each place and a column for each line; the last row, the whole country, is the
sum of the others. Sums of rows are shown, too. Hidden are all numbers under the least that may be
shown, zero with them, and so many more that nobody can reckon a small one out of what is left: for
all that a reader can know, each small number may be 0, and may be the least that may be shown.

That much is a circulation in a network, whose nodes are places and lines and whose arcs are the
hidden cells: how far a cell may move is how much flow finds a way around it. Where too little does,
the cheapest way is opened, and the cells it takes are hidden.

Source: Gusfield, A graph theoretic approach to statistical data security, SIAM Journal on Computing
17(3), 1988 (bounds by flow); Castro, A shortest-paths heuristic for statistical data protection in
positive tables, INFORMS Journal on Computing 19(4), 2007 (hiding along the cheapest way).
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from math import inf
from typing import NamedTuple


class Cell(NamedTuple):
    """A place in a table: counted from 0, the last row is the whole country."""

    row: int
    column: int


class Onward(NamedTuple):
    """A step along a cell's arc, or against it: the cell grows, or shrinks."""

    cell: Cell
    grows: bool
    onward: int
    """The node it leads to."""


Table = Sequence[Sequence[int]]


def hidden(places: Table, least: int, already: Collection[Cell] = ()) -> frozenset[Cell]:
    """Return the cells to hide; row `len(places)` is the whole country.

    Args:
        places: counts, a row each place, no number negative. Every row sums up to `least` or more:
            a place with fewer is shown nowhere, and stands with others of its kind in one row.
        least: the least number that may be shown.
        already: cells that are hidden for other reasons, and stay so.
    """
    network = Network([*places, [sum(column) for column in zip(*places, strict=True)]])
    network.hide(already)
    small = [cell for cell, number in network.cells() if number < least]
    network.hide(small)
    for cell in small:
        number = network.counts[cell.row][cell.column]
        network.open_ways(cell, least - number, grows=True)
        network.open_ways(cell, number, grows=False)
    return frozenset(network.hidden)


class Network:
    """The cells of a table as arcs: place -> line for a place, line -> country for the country."""

    def __init__(self, counts: Table) -> None:
        """Begin with nothing hidden; the last row is the sum of the others."""
        self.counts = counts
        self.hidden: set[Cell] = set()
        self._rows, self._columns = len(counts), len(counts[0])
        self._country = self._rows - 1
        self._moved: dict[Cell, int] = {}
        self._open: list[list[Onward]] = [[] for _ in range(self._rows + self._columns)]
        """From each node on, the steps along hidden cells: these cost nothing."""
        self._all = [list(self._steps(node)) for node in range(self._rows + self._columns)]

    def cells(self) -> Iterator[tuple[Cell, int]]:
        """Return every cell with its number."""
        for row, numbers in enumerate(self.counts):
            for column, number in enumerate(numbers):
                yield Cell(row, column), number

    def hide(self, cells: Iterable[Cell]) -> None:
        """Hide cells."""
        for cell in cells:
            if cell not in self.hidden:
                self.hidden.add(cell)
                tail, head = self._ends(cell)
                self._open[tail].append(Onward(cell, True, head))
                self._open[head].append(Onward(cell, False, tail))

    def open_ways(self, cell: Cell, needed: int, *, grows: bool) -> None:
        """Hide what it takes for a reader to think this cell so much greater, or smaller.

        There are always such cells: with all of a place hidden, and all of the country, a number
        may be anything from 0 to the place's sum.
        """
        tail, head = self._ends(cell)
        start, goal = (head, tail) if grows else (tail, head)
        self._moved = {}
        while needed > 0:
            way = self._open_way(start, goal, cell) or self._cheapest(start, goal, cell)
            flow = int(min(needed, *(self._room(step) for step in way)))
            for step in way:
                moved = self._moved.get(step.cell, 0)
                self._moved[step.cell] = moved + (flow if step.grows else -flow)
            self.hide(step.cell for step in way)
            needed -= flow

    def _open_way(self, start: int, goal: int, without: Cell) -> list[Onward]:
        """Return the fewest steps along hidden cells; none where these lead nowhere."""
        came: dict[int, tuple[int, Onward]] = {}
        queue = deque([start])
        while queue:
            node = queue.popleft()
            for step in self._open[node]:
                onward = step.onward
                if onward == start or onward in came or step.cell == without:
                    continue
                if not step.grows and self._room(step) <= 0:
                    continue
                came[onward] = (node, step)
                if onward == goal:
                    return _back(came, start, goal)
                queue.append(onward)
        return []

    def _cheapest(self, start: int, goal: int, without: Cell) -> list[Onward]:
        """Return the steps that hide least (Dijkstra)."""
        queue: list[tuple[int, int]] = [(0, start)]
        best = {start: 0}
        came: dict[int, tuple[int, Onward]] = {}
        while queue:
            cost, node = heappop(queue)
            if node == goal:
                break
            if cost > best[node]:
                continue
            for step in self._all[node]:
                if step.cell == without or self._room(step) <= 0:
                    continue
                total = cost + self._price(step.cell)
                if total < best.get(step.onward, inf):
                    best[step.onward] = total
                    came[step.onward] = (node, step)
                    heappush(queue, (total, step.onward))
        return _back(came, start, goal)

    def _steps(self, node: int) -> Iterator[Onward]:
        if node >= self._rows:
            column = node - self._rows
            for row in range(self._rows):
                yield Onward(Cell(row, column), row == self._country, row)
        else:
            for column in range(self._columns):
                yield Onward(Cell(node, column), node != self._country, self._rows + column)

    def _ends(self, cell: Cell) -> tuple[int, int]:
        line = self._rows + cell.column
        return (line, cell.row) if cell.row == self._country else (cell.row, line)

    def _room(self, step: Onward) -> float:
        """Return how far a cell may still move: up without end, down to nothing."""
        if step.grows:
            return inf
        cell = step.cell
        return self.counts[cell.row][cell.column] + self._moved.get(cell, 0)

    def _price(self, cell: Cell) -> int:
        """Return what hiding it would cost: nothing where it is hidden, else as it is great."""
        return 0 if cell in self.hidden else 1 + self.counts[cell.row][cell.column]


def _back(came: Mapping[int, tuple[int, Onward]], start: int, goal: int) -> list[Onward]:
    way: list[Onward] = []
    while goal != start:
        goal, step = came[goal]
        way.append(step)
    return way
