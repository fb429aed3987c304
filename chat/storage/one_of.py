"""A column that is one of many values, so asked that a server prepares one statement for all sizes.

SQLAlchemy's `in_` writes a parameter for each value: every new number of them is a new statement,
to be parsed, planned and kept by each connection.
"""

from collections.abc import Sequence

from sqlalchemy import Column, ColumnElement, Connection, any_, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY


def one_of(
    connection: Connection, column: Column[object], values: Sequence[object]
) -> ColumnElement[bool]:
    """Return the condition that the column has one of these values."""
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(values), ARRAY(column.type)))
    return column.in_(values)


def one_of_places(
    connection: Connection,
    columns: tuple[Column[object], Column[object]],
    places: Sequence[tuple[object, object]],
) -> ColumnElement[bool]:
    """Return the condition that both columns together have one of these pairs of values."""
    if connection.dialect.name != "postgresql":
        return tuple_(*columns).in_(places)
    lists = zip(columns, zip(*places, strict=True), strict=True)
    arrays = (literal(list(values), ARRAY(column.type)) for column, values in lists)
    return tuple_(*columns).in_(select(*(func.unnest(array) for array in arrays)))
