"""Questions about many rows at once, each written once and asked with lists of values.

SQLAlchemy's `in_` writes a parameter for each value: for a server every new number of them is a new
statement, to be parsed, planned and kept by each connection. And a question built anew each time
costs more than its answer.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Select,
    any_,
    bindparam,
    func,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

Places = tuple[Column[Any], Column[Any]]


class Many:
    """Writes conditions for one kind of database."""

    def __init__(self, *, on_server: bool) -> None:
        """Write for a server, or for SQLite."""
        self._on_server = on_server

    def one_of(self, column: Column[Any], values: str) -> ColumnElement[bool]:
        """Return the condition that the column has one of the values of this name."""
        if self._on_server:
            return column == any_(bindparam(values, type_=ARRAY(column.type)))
        return column.in_(bindparam(values, expanding=True))

    def one_of_places(self, columns: Places, values: str) -> ColumnElement[bool]:
        """Return the condition that both columns together have one of these pairs of values."""
        if not self._on_server:
            return tuple_(*columns).in_(bindparam(values, expanding=True))
        lists = (
            func.unnest(bindparam(f"{values}_{n}", type_=ARRAY(column.type)))
            for n, column in enumerate(columns)
        )
        return tuple_(*columns).in_(select(*lists))


class ForMany:
    """One question, as each kind of database is asked it."""

    def __init__(self, write: Callable[[Many], Select[Any]]) -> None:
        """Have it written for both."""
        self._on_server = write(Many(on_server=True))
        self._on_sqlite = write(Many(on_server=False))

    def run(self, connection: Connection, **values: Sequence[Any]) -> CursorResult[Any]:
        """Ask it with these values."""
        return connection.execute(self._for(connection), {k: list(v) for k, v in values.items()})

    def run_at(
        self, connection: Connection, places: Sequence[tuple[Any, Any]]
    ) -> CursorResult[Any]:
        """Ask it about these pairs of values, by the name `places`."""
        if connection.dialect.name != "postgresql":
            return self.run(connection, places=places)
        firsts, seconds = zip(*places, strict=True)
        return self.run(connection, places_0=firsts, places_1=seconds)

    def _for(self, connection: Connection) -> Select[Any]:
        return self._on_server if connection.dialect.name == "postgresql" else self._on_sqlite
