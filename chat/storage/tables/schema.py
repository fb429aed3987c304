"""The one schema that all tables stand in; migrations are compared with it."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, MetaData

metadata = MetaData()


def index_of_few(name: str, *columns: Column[Any], only: ColumnElement[bool]) -> None:
    """Index what the clock and the desks look for: a few rows among all that were ever kept."""
    Index(name, *columns, sqlite_where=only, postgresql_where=only)
