"""Default deny: every route and every event of the whole house, asked by each role and by nobody.

Both tables are written by hand. What is added to the house and stands in neither fails here, and
so does what answers somebody whom they do not name.
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from uuid import uuid4

import pytest
import pytest_asyncio
from aiohttp import ClientSession, DummyCookieJar

from chat.pages.guards import HEADERS
from chat.pages.listening import Runner
from chat.staff.account_statements import AddStaff, NewAccount, WayIn
from chat.staff.ports import submitting
from chat.staff.roles import Role
from chat.staff.session_statements import Credentials
from chat.staff.sessions import Sessions
from chat.storage.writer import Writer
from config.application import Application
from config.rehearsal.line import Door, Line, Refused
from config.settings import Settings
from config.starting import Start, started
from tests.serving import OPEN_HOUSE

C, T, S, B = Role.COUNSELLOR, Role.TRAINEE, Role.SUPERVISOR, Role.BRIDGE_BUILDER
WITH_COOKIE: Mapping[frozenset[Role], str] = {
    frozenset(Role): "GET /api/account; POST /api/factor; POST /api/factor/confirm;"
    " POST /api/factor/recovery; POST /api/factor/remove; POST /api/session/proof;"
    " POST /api/session/unlock; POST /api/session/lock; POST /api/session/input;"
    " POST /api/sessions/{session_id}/end; POST /api/sessions/end-others",
    frozenset({S, Role.ADMIN}): "GET /api/staff; POST /api/staff/{staff_id}/factor/remove;"
    " POST /api/staff/{staff_id}/sessions/end",
    frozenset({C, T}): "GET /counsellor",
    frozenset({C, T, S, B}): "GET /api/replies",
    frozenset({C}): "GET /api/sparring; POST /api/sparring; POST /api/sparring/look;"
    " POST /api/sparring/seen",
    frozenset({B}): "GET /bridge",
    frozenset({B, S}): "GET /api/sparring/open; GET /api/sparring/late;"
    " POST /api/sparring/{sparring_id}/answer",
    frozenset({S}): "GET /supervisor; GET /supervisor/lexicon; GET /supervisor/figures;"
    " GET /supervisor/reports; GET /supervisor/directory; GET /supervisor/letter;"
    " GET /api/lexicon; POST /api/lexicon/try; POST /api/lexicon/effect;"
    " POST /api/lexicon/proposals; POST /api/lexicon/proposals/{proposal_id}/approve;"
    " POST /api/lexicon/proposals/{proposal_id}/reject;"
    " POST /api/lexicon/proposals/{proposal_id}/withdraw;"
    " GET /api/figures; GET /api/figures/today; GET /api/forecast; GET /api/reports;"
    " GET /api/reports/{half_year}/{place};"
    " GET /api/reports/{half_year}/{place}/{form};"
    " GET /api/complaints; GET /api/complaints/waiting;"
    " POST /api/complaints/{complaint_id}/close;"
    " GET /api/visits; POST /api/visits; POST /api/visits/{visit_id}/remove;"
    " GET /api/legal-duties/{conversation_id}/letter;"
    " GET /api/legal-duties/{conversation_id}/letter.pdf;"
    " GET /api/directory; POST /api/directory/new; POST /api/directory/{service_id}/edit;"
    " POST /api/directory/{service_id}/check; POST /api/directory/{service_id}/retire;"
    " POST /api/directory/edits/{edit_id}/approve; POST /api/directory/edits/{edit_id}/reject;"
    " POST /api/directory/edits/{edit_id}/withdraw",
}
FOR_ANYBODY = (
    "GET /; GET /video; GET /complaint; GET /sign-in; GET /invitation; GET /account; GET /blank;"
    " GET /favicon.ico; GET /api/service; POST /api/conversations; POST /api/conversations/leave;"
    " POST /api/return; POST /api/video; POST /api/complaints; POST /api/session;"
    " DELETE /api/session; GET /api/me; POST /api/invitations/look; POST /api/invitations/accept;"
    " GET /healthz; GET /readyz; GET /metrics; GET /socket.io/; GET /static/{path}"
)
EVENTS: Mapping[str, Mapping[frozenset[Role], str]] = {
    "/counsellor": {
        frozenset({C, T}): "shift:start shift:pause shift:end conversation:open events:since seen"
        " message:send typing whisper:send escalation:raise companion:pen conversation:join"
        " conversation:step_out",
        frozenset({C}): "conversation:accept offer:decline conversation:transfer wrap_up:record"
        " note:add flag:judge level:set conversation:close conversation:pause conversation:report"
        " summary:propose video:offer video:end video:link care:texts assessment:record"
        " emergency:tick safety_plan:update bridge:suggest bridge:offer bridge:call call:end"
        " call:pen companion:ask companion:end",
    },
    "/supervisor": {
        frozenset({S}): "shift:start shift:confirm shift:end conversation:open events:since seen"
        " escalation:acknowledge escalation:resolve note:add whisper:send flag:judge level:set"
        " escalation:raise conversation:close care:texts assessment:record emergency:tick"
        " safety_plan:update bridge:suggest bridge:offer bridge:call call:end call:pen"
        " conversation:join conversation:take_over conversation:step_out conversation:transfer"
        " message:send typing service:hold service:open announce drill:start drill:show"
        " bridge:let_go retention:show retention:hold retention:release legal_duty:texts"
        " legal_duty:record companion:ask companion:end video:offer video:end video:link"
        " video:bookings",
    },
    "/bridge": {
        frozenset({B}): "bridge:take bridge:update bridge:plan bridge:history bridge:details"
        " shift:start shift:end call:answer conversation:open events:since whisper:send"
        " message:send typing call:pen conversation:step_out video:offer video:end video:link",
    },
}
OF_THE_YOUNG = (
    "message:send events:since typing seen conversation:leave feedback bridge:answer"
    " bridge:withdraw return:make summary:read summary:answer video:answer video:end video:link"
)
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\s(style|on[a-z]+)=|javascript:", re.IGNORECASE)
JUNK = {"nobody": "asks so"}


@dataclass(frozen=True)
class Served:
    """The whole house in this process, and a cookie for everybody who works there."""

    app: Application
    cookies: Mapping[Role, str]

    @property
    def url(self) -> str:
        return self.app.address

    @property
    def routes(self) -> set[str]:
        assert self.app.site is not None
        runner = self.app.site._runner
        assert isinstance(runner, Runner)
        found = set()
        for route in runner.app.router.routes():
            assert route.resource is not None
            path = route.resource.canonical
            path = "/static/{path}" if path.startswith("/static/") else path
            if route.method != "HEAD":
                found.add(f"{route.method} {path}")
        return found


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    folder = tmp_path_factory.mktemp("house")
    (folder / "policy.yaml").write_text(OPEN_HOUSE, encoding="utf-8")
    settings = Settings.load(data_dir=folder / "data", port=0, policy=folder / "policy.yaml")
    with started(settings) as start:
        yield start


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(start: Start) -> AsyncIterator[Served]:
    app = Application(start)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(app._storing())
        cookies = {
            role: await cookie_of(app.storage.writer, app.staff.sessions, role) for role in Role
        }
        await stack.enter_async_context(app._listening())
        yield Served(app, cookies)


async def cookie_of(writer: Writer, sessions: Sessions, role: Role) -> str:
    """Make an account of this role, and sign it in."""
    new = NewAccount.of(f"{role}", role.title(), frozenset({role}))
    staff_id = await submitting(writer)(AddStaff(new, WayIn(password_hash="hash")))
    return f"brobygger={await sessions.start(Credentials(staff_id, 'hash'))}"


@pytest_asyncio.fixture(loop_scope="module")
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=DummyCookieJar()) as http:
        yield http


def listed(written: str) -> list[str]:
    return written.split("; ")


RULES = {one: may for may, written in WITH_COOKIE.items() for one in listed(written)}


@pytest.mark.asyncio(loop_scope="module")
async def test_every_route_has_a_rule_and_holds_everybody_to_it(
    served: Served, http: ClientSession
) -> None:
    assert served.routes == {*RULES, *listed(FOR_ANYBODY)}

    for asked, may in RULES.items():
        method, path = asked.split(" ")
        path = re.sub(r"\{\w+\}", str(uuid4()), path)
        body = JUNK if method == "POST" else None
        for role in (None, *Role):
            headers = {} if role is None else {"Cookie": served.cookies[role]}
            async with http.request(
                method, served.url + path, json=body, headers=headers, allow_redirects=False
            ) as answer:
                said = f"{asked} as {role}: {answer.status}"
                if role in may:
                    # Triage takes seconds to load, and is not what is asked about here.
                    starting = asked == "GET /api/lexicon" and answer.status == 503
                    assert starting or answer.status in {200, 400, 404}, said
                elif path.startswith("/api/"):
                    assert answer.status == (401 if role is None else 403), said
                elif role is None or role is Role.ADMIN:
                    assert answer.status == (303 if role is None else 403), said
                    assert role or answer.headers["Location"].startswith("/sign-in?next="), said
                else:
                    assert answer.status == 303, said
                    assert f"GET {answer.headers['Location']}" != asked, said


@pytest.mark.asyncio(loop_scope="module")
async def test_every_page_wears_its_policy_and_nothing_inline(
    served: Served, http: ClientSession
) -> None:
    pages = 0
    for asked in served.routes - {"GET /static/{path}"}:
        method, path = asked.split(" ")
        if method != "GET" or "{" in path:
            continue
        role = next(iter(RULES.get(asked, ())), None)
        headers = {} if role is None else {"Cookie": served.cookies[role]}
        async with http.get(served.url + path, headers=headers) as answer:
            if answer.content_type != "text/html":
                continue
            pages += 1
            worn = {name: answer.headers.get(name) for name in HEADERS}
            assert worn == HEADERS, asked
            assert answer.headers["Cache-Control"] == "no-store", asked
            assert not INLINE.findall(await answer.text()), asked
    assert pages == 15


@pytest.mark.asyncio(loop_scope="module")
async def test_every_event_has_a_rule_and_holds_everybody_to_it(
    served: Served, http: ClientSession
) -> None:
    ways_in = served.app.sockets.transport.namespaces
    assert {path.decode() for path in ways_in} == {*EVENTS, "/young"}
    assert set(ways_in[b"/young"].handlers) == set(OF_THE_YOUNG.split())

    for namespace, table in EVENTS.items():
        rules = {event: may for may, events in table.items() for event in events.split()}
        assert set(ways_in[namespace.encode()].handlers) == set(rules), namespace
        let_in = frozenset[Role]().union(*table)
        for role in (None, *Role):
            headers = {} if role is None else {"Cookie": served.cookies[role]}
            line = Line(Door(http, served.url, namespace, dict, headers), lambda *_: None)
            if role not in let_in:
                with pytest.raises(Refused, match="unauthorized" if role is None else "forbidden"):
                    await line.open()
                await line.close()
                continue
            await line.open()
            for event, may in rules.items():
                answer = await line.call(event, JUNK)
                code = "malformed" if role in may else "forbidden"
                assert answer.get("error", {}).get("code") == code, f"{event} as {role}"
            await line.close()


@pytest.mark.asyncio(loop_scope="module")
async def test_a_cookie_is_no_secret_and_a_secret_no_cookie(
    served: Served, http: ClientSession
) -> None:
    staff, secret = {"Cookie": served.cookies[Role.SUPERVISOR]}, {"token": "A" * 43}
    strangers = [
        Line(Door(http, served.url, "/young", dict, staff), lambda *_: None),
        *(Line(Door(http, served.url, path, lambda: secret), lambda *_: None) for path in EVENTS),
    ]
    for line in strangers:
        with pytest.raises(Refused, match="unauthorized"):
            await line.open()
        await line.close()
