"""Who is at work on the counsellors' tests, and who waits outside."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Page

from config.rehearsal.wire_client import House as Door
from tests.browser.conftest import House, staffed
from tests.browser.counsellor.desk import Evening, Street, on_shift
from tests.browsing import Visitors


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve all of them together: each test empties the street and the desks it has used."""
    with staffed(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="session")
def evening(house: House) -> Evening:
    return Evening(
        house.serving.staff("sofie_aften", "counsellor", "Sofie"),
        house.serving.staff("lars_aften", "counsellor", "Lars"),
    )


@pytest_asyncio.fixture(loop_scope="session")
async def street(house: House, evening: Evening) -> AsyncIterator[Street]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        street = Street(Door(http, house.url))
        yield street
        await street.empty(evening.sofie, evening.lars)


@pytest_asyncio.fixture(loop_scope="session")
async def console(house: House, visitors: Visitors, evening: Evening, street: Street) -> Page:
    """Sofie's console, on shift with room for two; on a desktop."""
    assert street.young == []
    return await on_shift(house, await visitors.desktop(), evening.sofie)
