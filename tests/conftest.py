"""What every test may rely on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.databases import KINDS, Database, Databases, OnServer, SQLiteFile
from tests.postgresql import postgresql

# No deadline for an example: two cores shared with a browser make the clock a poor judge.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """One PostgreSQL server for the whole run, started by the first who needs it."""
    with postgresql() as server:
        yield Databases(server)


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own: the test runs once on each kind."""
    if request.param == "sqlite":
        yield SQLiteFile(tmp_path / "brobygger.db")
    else:
        yield from _dropped(request, Databases.new)


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with nothing in it, of each kind."""
    if request.param == "sqlite":
        yield SQLiteFile(tmp_path / "brobygger.db")
    else:
        yield from _dropped(request, Databases.empty)


@pytest.fixture
def on_server(request: pytest.FixtureRequest) -> Iterator[OnServer]:
    """A database on PostgreSQL, for what only a server can do: serve several processes."""
    yield from _dropped(request, Databases.new)


def _dropped(
    request: pytest.FixtureRequest, make: Callable[[Databases], OnServer]
) -> Iterator[OnServer]:
    databases: Databases = request.getfixturevalue("databases")
    made = make(databases)
    yield made
    databases.drop(made)
