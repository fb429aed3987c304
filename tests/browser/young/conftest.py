"""One house for all tests of the young person's page, and a counsellor on duty in it."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
import pytest_asyncio

from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House, staffed
from tests.browser.young.counsellor_at_work import Counsellor


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve all of them together: starting a house and its staff takes seconds each time."""
    with staffed(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def mette(house: House) -> AsyncIterator[Counsellor]:
    """A counsellor on duty, with room for many."""
    async with aiohttp.ClientSession() as http:
        mette = Counsellor(Door(http, house.url))
        await mette.come_to_work(house.counsellor)
        yield mette
        await mette.go_home()
