"""Times in the store: microseconds since 1970 in a BIGINT, aware and UTC outside."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def microseconds(value: datetime | None) -> int | None:
    """Return a time as the store has it."""
    return None if value is None else (value - EPOCH) // MICROSECOND


def instant_of(value: int | None) -> datetime | None:
    """Return a time of the store as it was, in UTC."""
    return None if value is None else EPOCH + timedelta(microseconds=value)


class Instant(TypeDecorator[datetime]):
    """An aware time. A whole number is the same on SQLite and PostgreSQL and sorts as time does."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Count microseconds; a time without a zone is a mistake of ours and raises TypeError."""
        return microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the time back as it was, in UTC."""
        return instant_of(value)
