"""Who is at work on the supervisors' tests."""

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser.conftest import House
from tests.browser.supervisor.board import Night, signed_in
from tests.browsing import Visitors


@pytest.fixture(scope="module")
def night(house: House) -> Night:
    return Night(
        house.serving.staff("sofie_nat", "counsellor", "Sofie"),
        house.serving.staff("amina_nat", "supervisor", "Amina"),
    )


@pytest_asyncio.fixture(loop_scope="session")
async def console(house: House, visitors: Visitors) -> Page:
    return await signed_in(house, await visitors.desktop(), house.supervisor)
