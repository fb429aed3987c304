"""Statements that run with every message: written once, and run on rows of plain values.

SQLAlchemy's own executemany builds a dict, and calls a processor for each value, for each row: more
time than the database takes for it. What it makes of the statement is used here as it is; and a
server gets all rows of a commit in one, as a column of values each (`unnest`).
"""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Dialect, Insert, Table, Update, bindparam, insert, update

Row = tuple[object, ...]
CHUNK = 16
"""Rows SQLite is given in one step. The driver lets go of the interpreter for each step, and a busy
loop gives it back late: with a step for each row a commit of 200 waited for it 400 times."""


class Prepared:
    """One statement, and the order its values come in."""

    def __init__(
        self, statement: Insert | Update, names: Sequence[str], at_once: "AtOnce", chunk: str
    ) -> None:
        """Prepare a statement whose parameters, in the order they stand in it, are `names`.

        `at_once` is the same for all rows together; `chunk` is SQLite's form for some of them, in
        which `{rows}` stands for rows of values.
        """
        self._statement = statement
        self._names = tuple(names)
        self._chunk = chunk.format(rows=", ".join([f"({', '.join('?' * len(names))})"] * CHUNK))
        self.at_once = at_once
        self._compiled: dict[str, str] = {}

    def run(self, connection: Connection, rows: list[Row]) -> None:
        """Run it once for each row; values are the database's own, times whole microseconds."""
        if not rows:
            return
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(self.at_once.sql(connection.dialect), _columns(rows))
            return
        sql = self._sql(connection)
        whole = len(rows) - len(rows) % CHUNK
        if whole:
            chunks = [sum(rows[at : at + CHUNK], ()) for at in range(0, whole, CHUNK)]
            connection.exec_driver_sql(self._chunk, chunks)
        if whole < len(rows):
            connection.exec_driver_sql(sql, rows[whole:])

    def run_with(
        self, connection: Connection, rows: list[Row], other: "Prepared", others: list[Row]
    ) -> None:
        """Run it, and another that does not hang on it: a server is sent both as one statement.

        Others wait for the rows that a commit holds, and each trip makes them wait longer.
        """
        if not (rows and others and connection.dialect.name == "postgresql"):
            self.run(connection, rows)
            other.run(connection, others)
            return
        columns = _columns(rows)
        one = self.at_once.sql(connection.dialect)
        two = other.at_once.sql(connection.dialect, after=len(columns))
        connection.exec_driver_sql(f"WITH one AS ({one}) {two}", columns + _columns(others))

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


class AtOnce:
    """PostgreSQL's form of a statement for many rows: an array for each column."""

    def __init__(self, text: str, columns: Sequence[Column[object]]) -> None:
        """Begin with SQL in which `{rows}` stands for the rows, as columns of these types."""
        self._text = text
        self._columns = tuple(columns)
        self._sql: dict[int, str] = {}

    def sql(self, dialect: Dialect, *, after: int = 0) -> str:
        """Return the statement; its parameters are lists, `after` so many others."""
        if after not in self._sql:
            types = (column.type.compile(dialect=dialect) for column in self._columns)
            arrays = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(types, after + 1))
            self._sql[after] = self._text.format(rows=f"unnest({arrays})")
        return self._sql[after]


def _columns(rows: list[Row]) -> tuple[list[object], ...]:
    return tuple(map(list, zip(*rows, strict=True)))


def inserting(table: Table) -> Prepared:
    """Prepare an insert of whole rows, in the order of the table's columns."""
    names = [column.name for column in table.columns]
    statement = insert(table).values({name: bindparam(name) for name in names})
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    at_once = AtOnce(into + " SELECT * FROM {rows}", list(table.columns))  # noqa: S608 - our own names
    return Prepared(statement, names, at_once, into + " VALUES {rows}")


def updating(table: Table, key: str, names: Sequence[str], *, counted: str) -> Prepared:
    """Prepare an update of these columns; a row's last value is its key.

    A server also adds one to the column `counted`.
    """
    changed = [column for column in table.columns if column.name in names]
    in_table_order = [column.name for column in changed]
    found = f"b_{key}"
    statement = (
        update(table)
        .where(table.c[key] == bindparam(found))
        .values({name: bindparam(name) for name in in_table_order})
    )
    fresh = ", ".join(f"{name} = fresh.{name}" for name in in_table_order)
    fresh += f", {counted} = {table.name}.{counted} + 1"
    given = ", ".join([*in_table_order, found])
    text = (
        f"UPDATE {table.name} SET {fresh} FROM {{rows}} AS fresh({given})"  # noqa: S608 - our own names
        f" WHERE {table.name}.{key} = fresh.{found}"
    )
    # SQLite names the columns of such rows itself (sqlite.org, lang_select.html, "VALUES").
    numbered = ", ".join(f"{name} = fresh.column{n}" for n, name in enumerate(in_table_order, 1))
    chunk = (
        f"UPDATE {table.name} SET {numbered} FROM (VALUES {{rows}}) AS fresh"  # noqa: S608 - our own names
        f" WHERE {table.name}.{key} = fresh.column{len(in_table_order) + 1}"
    )
    names = [*in_table_order, found]
    return Prepared(statement, names, AtOnce(text, [*changed, table.c[key]]), chunk)
