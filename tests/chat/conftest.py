"""What all tests of the chat share: a real database, and one pool that hashes passwords."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from chat.staff.passwords import Passwords
from chat.staff.settings import PasswordCost
from tests.chat.keeping import Kept, Open, process_on


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    async with process_on(tmp_path / "kept.db") as process:
        yield process


@pytest.fixture
async def another(kept: Kept) -> AsyncIterator[Open]:
    """Open the same file anew, as after a restart: with nothing remembered."""
    async with AsyncExitStack() as stack:

        async def again() -> Kept:
            return await stack.enter_async_context(process_on(kept.file))

        yield again


@pytest.fixture(scope="session")
def passwords() -> Iterator[Passwords]:
    """One pool for the whole run, at the least cost that is allowed."""
    passwords = Passwords(PasswordCost(memory_kib=7168, passes=5))
    yield passwords
    passwords.close()
