"""What all tests of the chat share."""

from collections.abc import Iterator

import pytest

from chat.staff.passwords import Passwords
from chat.staff.settings import PasswordCost


@pytest.fixture(scope="session")
def passwords() -> Iterator[Passwords]:
    """One pool for the whole run, at the least cost that is allowed."""
    passwords = Passwords(PasswordCost(memory_kib=7168, passes=5))
    yield passwords
    passwords.close()
