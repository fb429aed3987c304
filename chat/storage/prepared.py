"""Statements that run with every message: compiled once, and run on rows of plain values.

SQLAlchemy's own executemany builds a dict, and calls a processor for each value, for each row: more
time than the database takes for it. What it makes of the statement is used here as it is.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Insert, Table, Update, bindparam, insert, update

Row = tuple[object, ...]


class Prepared:
    """One statement, and the order its values come in."""

    def __init__(self, statement: Insert | Update, names: Sequence[str]) -> None:
        """Prepare a statement whose parameters, in the order they stand in it, are `names`."""
        self._statement = statement
        self._names = tuple(names)
        self._compiled: dict[str, str] = {}

    def run(self, connection: Connection, rows: list[Row]) -> None:
        """Run it once for each row; values are the database's own, times whole microseconds."""
        if rows:
            connection.exec_driver_sql(self._sql(connection), rows)

    def _sql(self, connection: Connection) -> str:
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            compiled = self._statement.compile(dialect=dialect)
            order = tuple(getattr(compiled, "positiontup", None) or ())
            if order != self._names:
                message = f"{dialect.name} orders the values as {order}"
                raise AssertionError(message)
            self._compiled[dialect.name] = str(compiled)
        return self._compiled[dialect.name]


def inserting(table: Table) -> Prepared:
    """Prepare an insert of whole rows, in the order of the table's columns."""
    names = [column.name for column in table.columns]
    return Prepared(insert(table).values({name: bindparam(name) for name in names}), names)


def updating(table: Table, key: str, names: Sequence[str]) -> Prepared:
    """Prepare an update of these columns; a row's last value is its key."""
    in_table_order = [column.name for column in table.columns if column.name in names]
    found = f"b_{key}"
    statement = (
        update(table)
        .where(table.c[key] == bindparam(found))
        .values({name: bindparam(name) for name in in_table_order})
    )
    return Prepared(statement, [*in_table_order, found])
