"""How long a half-yearly report takes over a million contacts, on SQLite and on PostgreSQL."""

import asyncio
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from chat.staff.submitting import submitting_alone
from chat.storage.postgresql import take_time
from chat.storage.store import Store
from chat.words import Words
from config.directory import Directory
from config.reasons import load_reasons
from supervisor_console.reports.files import FORMS
from supervisor_console.reports.half_year import HalfYear
from supervisor_console.reports.printed import Printing
from supervisor_console.reports.publishing import Publishing
from supervisor_console.reports.report import Reader
from supervisor_console.reports.summing import Fold
from tests.databases import migrate
from tests.postgresql import postgresql

CONTACTS = 1_000_000
PART = 50_000
GOALS_S = {"sqlite": 15.0, "postgresql": 5.0}
REPORTS = ("the first report, which publishes", "any later report, as PDF")
HALF = HalfYear(2026, 1)
NOW = datetime(2026, 8, 1, tzinfo=UTC)
CHOICES = {
    "hour_band": ("00-04", "12-16", "16-20", "20-24"),
    "age_band": ("12_14", "15_17", "18_20", "21_25"),
    "gender_code": ("girl", "boy", "other"),
    "main_reason": ("suicide", "family", "depression", "anxiety", "bullying", "job", "grief"),
    "outcome": ("helped", "bridged", "referred", "ended_early", "abandoned"),
    "waited": ("0-5", "5-15", "15-45", "45-"),
}


def measured() -> Mapping[str, Mapping[str, float]]:
    """Return seconds by step and kind of database, and the most memory the process ever had."""
    return {kind: asyncio.run(_measured(url)) for kind, url in _databases()}


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield "sqlite", f"sqlite:///{Path(folder) / 'contacts.db'}"
    with _server() as url:
        yield "postgresql", url


@contextmanager
def _server() -> Iterator[str]:
    with postgresql(durable=True) as server:
        server.ask("CREATE DATABASE contacts")
        yield server.url("contacts")


async def _measured(url: str) -> Mapping[str, float]:
    await migrate(url)
    store = Store(url)
    took: dict[str, float] = {}
    with timed(took, "making the contacts"):
        for first in range(1, CONTACTS, PART):  # no statement lasts longer than the house waits
            statement = _many(first, is_sqlite=store.is_sqlite)
            await store.commit(partial(_make, statement))
    submit = submitting_alone(store)
    with timed(took, "summing all of them up, once"):
        while await submit(Fold(at_once=20_000)):
            pass
    publishing = Publishing(store, submit, load_reasons(), lambda: NOW)
    printing = Printing(Words.load(), Directory.load().municipalities)
    for name in REPORTS:
        with timed(took, name):
            published = await publishing.published(HALF, None)
            assert published is not None
            report = published.report("0751", Reader.OUTSIDE)
            FORMS["pdf"].write(printing.printed(report, published.document, "da"))
    await store.close()
    took["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took


def _make(statement: str, connection: Connection) -> None:
    take_time(connection)
    connection.exec_driver_sql(statement)


@contextmanager
def timed(took: dict[str, float], name: str) -> Iterator[None]:
    """Write down how long it took, in seconds."""
    began = time.perf_counter()
    yield
    took[name] = time.perf_counter() - began


def _many(first: int, *, is_sqlite: bool) -> str:
    """Return the statement that makes the contacts, spread by their number."""
    codes = list(Directory.load().municipalities)
    weeks = HALF.weeks
    picked = ", ".join(
        f"{_pick(found, step)} AS {name}"
        for (name, found), step in zip(CHOICES.items(), (3, 5, 7, 11, 13, 17), strict=True)
    )
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
        if is_sqlite
        else "WITH n(i) AS (SELECT * FROM generate_series(%d, %d))"
    ) % (first, first + PART - 1)
    columns = "contact_id, week, municipality, reasons, level, bridged, " + ", ".join(CHOICES)
    identity = "printf('%036d', i)" if is_sqlite else "lpad(i::text, 36, '0')"
    # Our own constants alone.
    return (
        f"INSERT INTO contacts ({columns}) {numbers} "  # noqa: S608
        f"SELECT {identity}, {_pick(weeks, 19)}, {_pick(codes, 1)}, 'family', i % 5, false, "
        f"{picked} FROM n"
    )


def _pick(found: tuple[str, ...] | list[str], step: int) -> str:
    """Return an expression that picks one by the contact's number, some far oftener than others."""
    size = len(found)
    cases = " ".join(f"WHEN {place} THEN '{one}'" for place, one in enumerate(found))
    return f"CASE ((i / {step}) * (i % {step + 2}) + i) % {size} {cases} END"
