"""The site as it is served, on a real staff's side; the young people's actions are played."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar, web
from prometheus_client import CollectorRegistry, Counter

from chat.actions.opening import Opened, Opening
from chat.actions.service import HelpLine, ServiceState
from chat.counts import InProcessCounts
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sparring_steps import SparringSteps
from chat.networks import Networks
from chat.pages.health import HealthPages, Numbers
from chat.pages.listening import Runner
from chat.pages.opening_limit import PerMinute
from chat.pages.replies import Reply, ReplyPages
from chat.pages.sessions import SessionPages
from chat.pages.settings import PagesSettings
from chat.pages.shells import Page, Shells
from chat.pages.site import Part, site
from chat.pages.sparring import SparringPages
from chat.pages.static import StaticFiles
from chat.pages.video import VideoPages
from chat.pages.young import YoungPages
from chat.staff.account_statements import NewAccount
from chat.staff.cookie import SessionCookie
from chat.staff.member import StaffMember
from chat.staff.passwords import Passwords
from chat.staff.roles import Act, Role
from chat.staff.sparring import Sparring
from chat.storage.vault import MasterKey, Vault
from chat.words import Words
from tests.chat.staffing import PASSWORD, House, open_house
from tests.databases import SQLiteFile

OPEN = ServiceState(
    state="open",
    next_open=None,
    closing_at=None,
    wait_low_s=60,
    wait_high_s=300,
    help=(
        HelpLine(
            id="livslinien",
            name="Livslinien",
            about="Rådgivning",
            phone="70 201 201",
            web=None,
            hours="døgnet rundt",
            open_now=True,
            anonymous=True,
        ),
    ),
)


HELLO = Reply(
    id="hello",
    shelf="contact",
    topics=[],
    text="Hej. Jeg hedder {display_name}.",
    text_en="Hi. My name is {display_name}.",
)


@dataclass
class Play:
    """What young people ask for, and what they are told."""

    openings: list[Opening] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    refusal: Refused | None = None
    bug: Exception | None = None
    existing: bool = False

    async def state(self, language: str) -> ServiceState:
        self.languages.append(language)
        if self.bug is not None:
            raise self.bug
        return OPEN

    async def open(self, opening: Opening) -> Opened:
        self.openings.append(opening)
        if self.refusal is not None:
            raise self.refusal
        return Opened("c-1", "opened", 3, 60, 300, existing=self.existing)

    async def leave(self, token: str) -> None:
        self.left.append(token)
        if self.bug is not None:
            raise self.bug

    async def come_back(self, typed: str, token: str) -> ConversationId:
        if typed != "solhat havsti":
            raise Refused(RefusalCode.UNAUTHORIZED)
        self.openings.append(Opening(token))
        return ConversationId("c-2")

    async def use_link(self, token: str) -> str:
        if token in self.left:
            raise Refused(RefusalCode.UNAUTHORIZED)
        self.left.append(token)
        return "https://video.eksempel.dk/rum#jwt=x"


@dataclass(frozen=True)
class Served:
    """The site behind a real port."""

    url: str
    port: int
    client: ClientSession
    house: House
    play: Play
    ready: dict[str, bool]
    static: StaticFiles
    application: web.Application


@pytest.fixture
async def house(tmp_path: Path, passwords: Passwords) -> AsyncIterator[House]:
    async with open_house(SQLiteFile(tmp_path / "brobygger.db"), passwords) as house:
        yield house


@pytest.fixture
def settings() -> PagesSettings:
    """Return what the site is told; a test module says otherwise with a fixture of this name."""
    return PagesSettings()


@pytest.fixture
def web_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "young").mkdir(parents=True)
    (folder / "young/page.html").write_text(
        '<!doctype html><html lang="{{lang}}"><script src="{{static}}/chat/web/young/main.js">',
        encoding="utf-8",
    )
    (folder / "young/main.js").write_text("export const one = 1;\n" * 50, encoding="utf-8")
    (folder / "young/page.css").write_text("p { color: red }", encoding="utf-8")
    (folder / "young/notes.md").write_text("not for browsers", encoding="utf-8")
    (folder / "young/.hidden.js").write_text("not for browsers", encoding="utf-8")
    (folder / "young/away.js").symlink_to(tmp_path / "secret.js")
    (tmp_path / "secret.js").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
async def served(house: House, settings: PagesSettings, web_folder: Path) -> AsyncIterator[Served]:
    play, ready = Play(), {"database": True, "triage": True}
    words, networks = Words.load(), Networks()
    static = StaticFiles({"chat/web": web_folder})
    cookie = SessionCookie(settings.tls)
    page = web_folder / "young/page.html"
    registry = CollectorRegistry()
    Counter("brobygger_tries", "Tries", registry=registry).inc()

    async def database() -> None:
        if not ready["database"]:
            raise OSError("secret reason")

    shells = Shells(
        (
            Page("/", page),
            Page("/counsellor", page, Act.OPEN_COUNSELLOR_CONSOLE),
            Page("/supervisor", page, Act.OPEN_SUPERVISOR_CONSOLE),
            Page("/bridge", page, Act.OPEN_BRIDGE_CONSOLE),
            Page("/sign-in", page),
            Page("/invitation", page),
            Page("/video", page),
        ),
        static.prefix,
        words,
        house.sessions,
        cookie,
    )
    per_min = settings.conversations_per_network_per_min or 1_000_000
    young = YoungPages(
        words,
        networks,
        PerMinute(per_min, InProcessCounts()),
        play.state,
        play.open,
        play.leave,
        play.come_back,
        PerMinute(2, InProcessCounts()),
    )
    video = VideoPages(networks, PerMinute(2, InProcessCounts()), play.use_link)
    signing = SessionPages(
        cookie,
        networks,
        house.sessions,
        house.sign_in,
        house.invitations,
        house.clock,
        house.off_duty,
    )

    async def look() -> None:
        """There is nothing that would have to be read."""

    health = HealthPages({"database": database}, Numbers(registry, look), networks)

    async def member_of(request: web.Request) -> StaffMember | None:
        token = cookie.read(request)
        return None if token is None else await house.sessions.who(token)

    replies = ReplyPages(member_of, lambda: (HELLO,))
    kept = Sparring(house.store, Vault(MasterKey("test", bytes(32))))
    steps = SparringSteps()
    sparring = SparringPages(member_of, kept, house.submit, steps, house.clock, b"s" * 32)
    pages: list[Part] = [young, video, signing, replies, sparring, health, shells, static]
    application = site(settings, words, pages)
    runner = Runner(application, words, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = int(runner.addresses[0][1])
    async with ClientSession(
        base_url=f"http://127.0.0.1:{port}", cookie_jar=CookieJar(unsafe=True)
    ) as client:
        url = f"http://127.0.0.1:{port}"
        yield Served(url, port, client, house, play, ready, static, application)
    await runner.cleanup()


@pytest.fixture
async def sofie(house: House) -> None:
    """An account for a counsellor."""
    await house.accounts.add(
        NewAccount.of("sofie", "Sofie", frozenset({Role.COUNSELLOR})), PASSWORD
    )


@pytest.fixture
async def vera(house: House) -> None:
    """An account for a supervisor."""
    await house.accounts.add(NewAccount.of("vera", "Vera", frozenset({Role.SUPERVISOR})), PASSWORD)


async def sign_in(served: Served, username: str, password: str = PASSWORD) -> int:
    body = {"username": username, "password": password}
    async with served.client.post("/api/session", json=body) as answer:
        return answer.status
