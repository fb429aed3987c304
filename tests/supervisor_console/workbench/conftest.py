"""A house with supervisors, its real store and writer, and a small lexicon that runs."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, web

from chat.networks import Networks
from chat.pages.listening import Runner
from chat.pages.sessions import SessionPages
from chat.pages.settings import PagesSettings
from chat.pages.site import site
from chat.staff.account_statements import NewAccount
from chat.staff.cookie import SessionCookie
from chat.staff.member import StaffMember
from chat.staff.passwords import Passwords
from chat.staff.roles import Role
from chat.staff.settings import PasswordCost
from chat.words import Words
from config.house_lexicon import HouseLexicon
from config.triage import Triage
from supervisor_console.names import StaffNames
from supervisor_console.workbench.pages import LexiconPages
from supervisor_console.workbench.statements import Proposals
from tests.chat.staffing import PASSWORD, House, open_house
from tests.databases import Database, SQLiteFile
from tests.supervisor_console.workbench.beside import CheckedHere

SMALL = {
    "words.yaml": """\
version: "1"
classes: {jeg: [jeg]}
variants: {slukker: [slykker]}
fillers: [bare]
stops: [ikke]
""",
    "theme.yaml": """\
kind: theme
about: For the tests.
entries:
  - id: test.die
    level: 2
    topics: [suicide]
    why: {da: Skriver om at dø., en: Writes of dying.}
    patterns: [jeg dør]
    hits: [jeg dør]
    misses: [jeg sover]
""",
}
STAFF = {"vera": Role.SUPERVISOR, "amina": Role.SUPERVISOR, "sofie": Role.COUNSELLOR}


@dataclass(frozen=True)
class Served:
    """The workbench behind a real port."""

    url: str
    house: House
    triage: Triage
    lexicon: HouseLexicon
    folder: Path
    application: web.Application


@pytest.fixture(scope="session")
def passwords() -> Iterator[Passwords]:
    passwords = Passwords(PasswordCost(memory_kib=7168, passes=5))
    yield passwords
    passwords.close()


@pytest.fixture
async def kept(database: Database, passwords: Passwords) -> AsyncIterator[House]:
    """Each kind of database in turn."""
    async with open_house(database, passwords) as house:
        yield house


@pytest.fixture
async def house(tmp_path: Path, passwords: Passwords) -> AsyncIterator[House]:
    async with open_house(SQLiteFile(tmp_path / "brobygger.db"), passwords) as house:
        for username, role in STAFF.items():
            new = NewAccount.of(username, username.title(), frozenset({role}))
            await house.accounts.add(new, PASSWORD)
        yield house


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon of one entry, in the place of the house's own."""
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for name, text in SMALL.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr("config.triage.LEXICON", folder)
    return folder


@pytest.fixture
async def served(house: House, folder: Path) -> AsyncIterator[Served]:
    words, cookie, triage = Words.load(), SessionCookie(tls=False), Triage("off")
    lexicon = HouseLexicon(triage, Proposals(house.store))
    await lexicon.load()

    async def member_of(request: web.Request) -> StaffMember | None:
        token = cookie.read(request)
        return None if token is None else await house.sessions.who(token)

    apart = CheckedHere()
    signing = SessionPages(
        cookie,
        Networks(),
        house.sessions,
        house.sign_in,
        house.invitations,
        house.clock,
        house.off_duty,
    )
    pages = LexiconPages(
        member_of=member_of,
        running=lexicon,
        proposals=lexicon.proposals,
        submit=house.submit,
        names=StaffNames(house.store),
        check=apart.check,
        measure=apart.measure,
        clock=house.clock,
    )
    application = site(PagesSettings(), words, [signing, pages])
    runner = Runner(application, words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield Served(url, house, triage, lexicon, folder, application)
    await runner.cleanup()


@pytest.fixture
async def vera(served: Served) -> AsyncIterator[ClientSession]:
    async with signed_in(served, "vera") as client:
        yield client


@pytest.fixture
async def amina(served: Served) -> AsyncIterator[ClientSession]:
    async with signed_in(served, "amina") as client:
        yield client


@pytest.fixture
async def sofie(served: Served) -> AsyncIterator[ClientSession]:
    async with signed_in(served, "sofie") as client:
        yield client


@asynccontextmanager
async def signed_in(served: Served, username: str) -> AsyncIterator[ClientSession]:
    async with ClientSession(served.url, cookie_jar=CookieJar(unsafe=True)) as client:
        body = {"username": username, "password": PASSWORD}
        async with client.post("/api/session", json=body) as answer:
            assert answer.status == 204
        yield client
