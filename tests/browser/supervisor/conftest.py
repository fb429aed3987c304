"""Who is at work on the supervisors' tests."""

from collections.abc import Iterator
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.browser.conftest import House, staffed
from tests.browser.supervisor.board import Night, signed_in
from tests.browsing import Visitors

ALONE: Final = {"test_care", "test_figures", "test_lexicon", "test_reports", "test_taking_over"}
"""Modules that count all there is, or leave somebody talking."""


@pytest.fixture(scope="session")
def nights() -> dict[str, Night]:
    """Whoever has been engaged so far, by the address of their house."""
    return {}


@pytest.fixture(scope="session")
def tidy_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with staffed(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Serve those who leave nothing behind together, and each of the others alone."""
    if request.module.__name__.rpartition(".")[2] not in ALONE:
        shared: House = request.getfixturevalue("tidy_house")
        yield shared
        return
    with staffed(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def night(house: House, nights: dict[str, Night]) -> Night:
    if house.url not in nights:
        nights[house.url] = Night(
            house.serving.staff("sofie_nat", "counsellor", "Sofie"),
            house.serving.staff("amina_nat", "supervisor", "Amina"),
        )
    return nights[house.url]


@pytest_asyncio.fixture(loop_scope="session")
async def console(house: House, visitors: Visitors) -> Page:
    return await signed_in(house, await visitors.desktop(), house.supervisor)
