"""What a journey may ask for: a house with staff, a browser, and everybody at their page."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from config.rehearsal.wire_client import Account
from tests.browsing import Visitors, chromium, in_one_loop, visiting
from tests.databases import KINDS, Databases
from tests.journeys.people import Counsellor, Supervisor, YoungPerson
from tests.serving import OPEN_HOUSE, Serving

POLICY = (
    OPEN_HOUSE
    + """\
default_capacity: 2
presence:
  counsellor_missed: 2 s
  counsellor_released: 12 s
"""
)
"""A counsellor who is gone is given up sooner than in life: nobody here waits a minute.

And each has room for one more than is left on their desk by the journey before.
"""


@dataclass(frozen=True)
class House:
    """A running server, and who works there."""

    serving: Serving
    mette: Account
    jonas: Account
    birgit: Account


@dataclass(frozen=True)
class Everybody:
    """Whoever a journey needs, each on a device of their own."""

    house: House
    visitors: Visitors

    async def young_person(self) -> YoungPerson:
        return YoungPerson(await self.visitors.phone(self.house.serving.url))

    async def mette(self) -> Counsellor:
        return await self._counsellor(self.house.mette)

    async def jonas(self) -> Counsellor:
        return await self._counsellor(self.house.jonas)

    async def birgit(self) -> Supervisor:
        page = await self.visitors.desktop(f"{self.house.serving.url}/supervisor")
        birgit = Supervisor(page, self.house.birgit)
        await birgit.come_on_duty()
        return birgit

    async def _counsellor(self, account: Account) -> Counsellor:
        page = await self.visitors.desktop(f"{self.house.serving.url}/counsellor")
        counsellor = Counsellor(page, account)
        await counsellor.come_on_duty()
        return counsellor


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_one_loop(items, Path(__file__).parent)


@pytest.fixture(scope="session", params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house on each kind of database: every journey is made in both."""
    environment: dict[str, str] = {}
    if request.param == "postgresql":
        databases: Databases = request.getfixturevalue("databases")
        environment["BROBYGGER_DATABASE_URL"] = databases.empty().url
    serving = Serving(tmp_path_factory.mktemp("journeys"), POLICY, environment)
    house = House(
        serving,
        serving.staff("mette", "counsellor", "Mette"),
        serving.staff("jonas", "counsellor", "Jonas"),
        serving.staff("birgit", "supervisor", "Birgit"),
    )
    with serving:
        yield house


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def everybody(browser: Browser, house: House) -> AsyncIterator[Everybody]:
    async with visiting(browser) as visitors:
        yield Everybody(house, visitors)
