"""Default deny: what a session that is held back may ask of the house, and what wants a proof.

The tables of `chat.staff.door` say what is open; this asks for everything else.
"""

import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from aiohttp import ClientSession, DummyCookieJar
from sqlalchemy import update

from chat.domain.commands import Arrive, Leave, OpenConversation
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import ConversationId, new_conversation_id
from chat.staff.account_statements import AddStaff, NewAccount, WayIn
from chat.staff.door import OPEN_TO, PROVED, PROVED_EVENTS
from chat.staff.member import Back
from chat.staff.ports import submitting
from chat.staff.roles import Role
from chat.staff.session_statements import Credentials
from chat.storage.tables import sessions
from config.application import Application
from config.rehearsal.line import Door, Line, Refused
from config.settings import Settings
from config.starting import Start, started
from tests.chat.domain.building import verdict
from tests.config.test_who_may import EVENTS, JUNK, RULES
from tests.serving import OPEN_HOUSE

S = Role.SUPERVISOR


@dataclass(frozen=True)
class Held:
    """The whole house in this process, and what one supervisor's session may ask of it."""

    app: Application
    http: ClientSession
    token: str

    async def says(self, asked: str) -> str:
        """Return the code a request is refused with, or where a page leads."""
        method, path = asked.split(" ")
        path = re.sub(r"\{\w+\}", str(uuid4()), path)
        cookie = {"Cookie": f"brobygger={self.token}"}
        body = JUNK if method == "POST" else None
        url = self.app.address + path
        async with self.http.request(
            method, url, json=body, headers=cookie, allow_redirects=False
        ) as answer:
            if answer.status == 303:
                return answer.headers["Location"].split("?")[0]
            if answer.content_type != "application/json":
                return str(answer.status)
            return str((await answer.json()).get("error", {}).get("code"))

    async def remembers(self, **what: datetime) -> None:
        """Write down of the session when it was last so, and have the house read it."""
        async with self.app.storage.store.write() as connection:
            await connection.execute(update(sessions).values(what))
        self.app.staff.sessions.look_again(self.token)
        await self.app.staff.sessions.look()

    def line(self, namespace: str = "/supervisor") -> Line:
        headers = {"Cookie": f"brobygger={self.token}"}
        return Line(Door(self.http, self.app.address, namespace, dict, headers), lambda *_: None)


@contextmanager
def laid_out(folder: Path, factor: str) -> Iterator[Start]:
    policy = OPEN_HOUSE.replace(
        "second_factor: optional", f"second_factor: {factor}\nsecond_factor_within: 0 s"
    )
    (folder / "policy.yaml").write_text(policy, encoding="utf-8")
    settings = Settings.load(data_dir=folder / "data", port=0, policy=folder / "policy.yaml")
    with started(settings) as start:
        yield start


@asynccontextmanager
async def signed_in(start: Start) -> AsyncIterator[Held]:
    app = Application(start)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app._storing())
        new = NewAccount.of("vera", "Vera", frozenset({S}))
        submit = submitting(app.storage.writer)
        staff_id = await submit(AddStaff(new, WayIn(password_hash="hash")))
        token = await app.staff.sessions.start(Credentials(staff_id, "hash"))
        await stack.enter_async_context(app._listening())
        http = ClientSession(cookie_jar=DummyCookieJar())
        yield Held(app, await stack.enter_async_context(http), token)


@pytest.fixture
def strict(tmp_path: Path) -> Iterator[Start]:
    """A house that asks everybody for a second factor."""
    with laid_out(tmp_path, "required") as start:
        yield start


@pytest.fixture
def usual(tmp_path: Path) -> Iterator[Start]:
    """A house that leaves it to each."""
    with laid_out(tmp_path, "optional") as start:
        yield start


def asked_by_a_supervisor() -> list[str]:
    return [asked for asked, may in RULES.items() if S in may]


async def test_without_a_factor_all_is_shut_but_what_leads_to_one(strict: Start) -> None:
    async with signed_in(strict) as held:
        for asked in asked_by_a_supervisor():
            said = await held.says(asked)
            if asked in OPEN_TO and Back.MUST_ENROL in OPEN_TO[asked]:
                assert said in {"None", "malformed"}, asked
            elif "/api/" in asked:
                assert said == "must_enrol", asked
            else:
                assert said == "/account", asked
        for namespace in EVENTS:
            line = held.line(namespace)
            with pytest.raises(Refused, match="must_enrol"):
                await line.open()
            await line.close()


async def test_an_old_sign_in_is_asked_who_it_is_before_what_leaves_the_house(usual: Start) -> None:
    async with signed_in(usual) as held:
        assert set(RULES) >= PROVED
        line = held.line()
        await line.open()
        for event in PROVED_EVENTS:
            assert (await line.call(event, JUNK))["error"]["code"] == "malformed"
        for asked in PROVED:
            assert await held.says(asked) != "proof_required", asked

        await held.remembers(proved_at=datetime.now(UTC) - timedelta(minutes=11))

        for asked in asked_by_a_supervisor():
            assert (await held.says(asked) == "proof_required") == (asked in PROVED), asked
        for event in PROVED_EVENTS:
            assert (await line.call(event, JUNK))["error"]["code"] == "proof_required"
        assert (await line.call("announce", JUNK))["error"]["code"] == "malformed"
        await line.close()


async def test_at_a_page_one_left_nobody_reads_a_talk_that_is_over(usual: Start) -> None:
    async with signed_in(usual) as held:
        here = await over(held.app)
        line = held.line()
        await line.open()
        long_ago = datetime.now(UTC) - timedelta(minutes=11)
        await held.remembers(proved_at=long_ago)
        asked = {"conversation_id": here, "last_seq": 0}
        # A program that signed in by itself has no page to leave.
        assert (await line.call("conversation:open", asked))["ok"]
        await line.close()

        line = held.line()
        await line.open()
        await held.remembers(input_at=datetime.now(UTC))
        said = await line.call("conversation:open", asked)
        assert said["error"]["code"] == "proof_required"
        await held.remembers(proved_at=datetime.now(UTC))
        assert (await line.call("conversation:open", asked))["ok"]
        await line.close()


async def over(app: Application) -> ConversationId:
    """Return a conversation that is closed."""
    here = new_conversation_id()
    writer = app.storage.writer
    await writer.submit(OpenConversation(here, os.urandom(32), "Havtorn", "da", verdict()))
    await writer.submit(Arrive(here))
    await writer.submit(Leave(here, LeftHow.LEAVE))
    return here


async def test_a_covered_screen_hears_everything_and_does_nothing(usual: Start) -> None:
    async with signed_in(usual) as held:
        line = held.line()
        await line.open()
        await held.app.staff.sessions.cover(held.token)
        await held.app.staff.sessions.look()

        for asked in asked_by_a_supervisor():
            said = await held.says(asked)
            if asked in OPEN_TO and Back.LOCKED in OPEN_TO[asked]:
                assert said == "malformed", asked
            elif "/api/" in asked:
                assert said == "locked", asked
            else:
                assert said == "/sign-in", asked
        for event in EVENTS["/supervisor"][frozenset({S})].split():
            code = (await line.call(event, JUNK))["error"]["code"]
            assert code == ("malformed" if event in {"events:since", "seen"} else "locked"), event
        again = held.line()
        await again.open()
        assert again.is_up
        await again.close()
        await line.close()
