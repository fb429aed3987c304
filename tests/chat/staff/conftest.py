"""The staff's side, for its tests."""

from collections.abc import AsyncIterator

import pytest

from chat.staff.passwords import Passwords
from tests.chat.staffing import House, open_house
from tests.databases import Database


@pytest.fixture
async def house(database: Database, passwords: Passwords) -> AsyncIterator[House]:
    async with open_house(database, passwords) as house:
        yield house
