"""A store with supervisors, on each kind of database."""

from collections.abc import AsyncIterator, Iterator

import pytest

from chat.staff.passwords import Passwords
from chat.staff.settings import PasswordCost
from tests.chat.staffing import House, open_house
from tests.databases import Database


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
