"""The staff's side, for its tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat.staff.passwords import Passwords
from tests.chat.staffing import House, open_house


@pytest.fixture
async def house(tmp_path: Path, passwords: Passwords) -> AsyncIterator[House]:
    async with open_house(tmp_path, passwords) as house:
        yield house
