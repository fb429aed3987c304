"""What every test of a page may ask for: a server with staff, a browser, and visitors."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from config.rehearsal.wire_client import Account
from tests.browsing import Visitors, chromium, in_one_loop, visiting
from tests.serving import OPEN_HOUSE, Serving

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class House:
    """A running server that is always open, and who works there."""

    serving: Serving
    counsellor: Account
    colleague: Account
    supervisor: Account

    @property
    def url(self) -> str:
        return self.serving.url


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    in_one_loop(items, Path(__file__).parent)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve each page's tests alone: who waits in one would stand on the other's board."""
    with staffed(tmp_path_factory.mktemp("house")) as house:
        yield house


@contextmanager
def staffed(
    folder: Path, environment: Mapping[str, str] = NOTHING, *, policy: str = OPEN_HOUSE
) -> Iterator[House]:
    """Serve a house with two counsellors and a supervisor."""
    serving = Serving(folder, policy, environment)
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
async def visitors(browser: Browser) -> AsyncIterator[Visitors]:
    async with visiting(browser) as visitors:
        yield visitors
