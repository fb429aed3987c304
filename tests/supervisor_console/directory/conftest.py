from collections.abc import AsyncIterator

import pytest

from tests.chat.staffing import House
from tests.supervisor_console.directory.desk import Desk, at_work


@pytest.fixture
async def desk(kept: House) -> AsyncIterator[Desk]:
    async with at_work(kept) as desk:
        yield desk
