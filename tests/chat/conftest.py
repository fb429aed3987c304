"""What all tests of the chat share: a real database, and one pool that hashes passwords."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import pytest

from chat.staff.passwords import Passwords
from chat.staff.settings import PasswordCost
from tests.chat.keeping import Kept, Open, process_on
from tests.databases import Database


@pytest.fixture
async def kept(database: Database) -> AsyncIterator[Kept]:
    async with process_on(database) as process:
        yield process


@pytest.fixture
async def another(kept: Kept) -> AsyncIterator[Open]:
    """Open the same database anew, as after a restart: with nothing remembered."""
    async with AsyncExitStack() as stack:

        async def again() -> Kept:
            return await stack.enter_async_context(process_on(kept.database))

        yield again


@pytest.fixture(scope="session")
def passwords() -> Iterator[Passwords]:
    """One pool for the whole run, at the least cost that is allowed."""
    passwords = Passwords(PasswordCost(memory_kib=7168, passes=5))
    yield passwords
    passwords.close()
