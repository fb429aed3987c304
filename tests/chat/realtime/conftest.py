"""One real house for the tests of what goes over the wire."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.rehearsal.wire_client import Account
from tests.chat.realtime.serving_sockets import Sockets, serving
from tests.chat.realtime.wire_house import POLICY, People, people_of
from tests.serving import Serving
from tests.several import HOUSES, house_of


@dataclass(frozen=True)
class Staffed:
    """A running house, in one process or in two, and its staff."""

    processes: tuple[Serving, ...]
    accounts: dict[str, Account]


@pytest.fixture(scope="module", params=HOUSES)
def staffed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Staffed]:
    folder: Path = tmp_path_factory.mktemp("house")
    with house_of(request, folder, POLICY) as processes:
        accounts = {
            name: processes[0].staff(name, role, name.title())
            for name, role in (
                ("sofie", "counsellor"),
                ("jonas", "counsellor"),
                ("karen", "supervisor"),
                ("amina", "supervisor"),
            )
        }
        yield Staffed(processes, accounts)


@pytest.fixture
async def people(staffed: Staffed) -> AsyncIterator[People]:
    async with people_of(staffed.processes, staffed.accounts) as everybody:
        yield everybody


@pytest.fixture
async def sockets() -> AsyncIterator[Sockets]:
    """Serve the bare transport, with a namespace that remembers what it was asked."""
    async with serving() as running:
        yield running
