"""A store with supervisors, on each kind of database."""

from collections.abc import AsyncIterator, Iterator

import pytest

from chat.staff.passwords import Passwords
from chat.staff.settings import PasswordCost
from tests.chat.staffing import House, open_house
from tests.databases import Database
from tests.several import HOUSES, house_of
from tests.supervisor_console.duty import Duty


@pytest.fixture(scope="session")
def passwords() -> Iterator[Passwords]:
    passwords = Passwords(PasswordCost(memory_kib=7168, passes=5))
    yield passwords
    passwords.close()


@pytest.fixture
async def kept(database: Database, passwords: Passwords) -> AsyncIterator[House]:
    """Each kind of database in turn."""
    async with open_house(database, passwords) as house:
        yield house


@pytest.fixture(scope="module", params=HOUSES)
def duty(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Duty]:
    with house_of(request, tmp_path_factory.mktemp("duty")) as processes:
        serving = processes[0]
        yield Duty(
            processes,
            serving.staff("mette", "counsellor", "Mette"),
            serving.staff("birgit", "supervisor", "Birgit"),
            serving.staff("amina", "supervisor", "Amina"),
            serving.staff("nora", "trainee", "Nora"),
        )
