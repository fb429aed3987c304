"""Signing in and out over HTTP."""

import asyncio
from datetime import datetime, timedelta
from http.cookies import SimpleCookie

import pyotp
import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from yarl import URL

from chat.domain.people import Sender
from chat.domain.shift import ShiftState
from chat.domain.work_area import WorkArea
from chat.staff.account_statements import NewAccount
from chat.staff.member import SessionId
from chat.staff.roles import Role
from chat.storage.shifts import Shifts
from chat.storage.tables import shifts
from tests.chat.pages.conftest import Served, sign_in
from tests.chat.staffing import PASSWORD

pytestmark = pytest.mark.usefixtures("sofie")


async def test_sign_in_who_am_i_sign_out(served: Served) -> None:
    async with served.client.get("/api/me") as answer:
        assert answer.status == 401
        assert (await answer.json())["error"]["code"] == "unauthorized"

    assert await sign_in(served, "Sofie ") == 204
    async with served.client.get("/api/me") as answer:
        me = await answer.json()
    assert me.pop("staff_id")
    assert me == {"display_name": "Sofie", "roles": ["counsellor"], "language": "da"}

    async with served.client.delete("/api/session") as answer:
        assert (answer.status, await answer.read()) == (204, b"")
    async with served.client.get("/api/me") as answer:
        assert answer.status == 401


async def test_the_cookie_is_for_the_server_alone(served: Served) -> None:
    body = {"username": "sofie", "password": PASSWORD}
    async with served.client.post("/api/session", json=body) as answer:
        morsel = SimpleCookie(answer.headers["Set-Cookie"])["brobygger"]

    assert (morsel["httponly"], morsel["samesite"], morsel["path"]) == (True, "Strict", "/")
    assert (morsel["domain"], morsel["max-age"], morsel["expires"]) == ("", "", "")
    assert len(morsel.value) == 43


async def test_signing_out_cuts_the_sockets(served: Served) -> None:
    assert await sign_in(served, "sofie") == 204
    token = next(iter(served.client.cookie_jar)).value
    member = await served.house.sessions.who(token)
    assert member is not None
    cut: list[SessionId] = []
    served.house.sessions.tell(cut.append)
    served.house.sessions.hold(member.session_id)

    async with served.client.delete("/api/session") as answer:
        assert answer.status == 204

    assert cut == [member.session_id]


async def test_signing_out_ends_a_bridge_builders_duty(served: Served) -> None:
    house = served.house
    ida = NewAccount.of("ida", "Ida", frozenset({Role.BRIDGE_BUILDER}), area=WorkArea.of("all"))
    await house.accounts.add(ida, PASSWORD)
    assert await sign_in(served, "ida") == 204
    member = await house.sessions.who(next(iter(served.client.cookie_jar)).value)
    assert member is not None
    on = insert(shifts).values(
        staff_id=member.staff_id, role=Sender.BRIDGE.value, state=ShiftState.ON.value, capacity=0
    )

    class GoOn:
        async def run(self, connection: AsyncConnection, _now: datetime) -> None:
            await connection.execute(on)

    await house.submit(GoOn())
    async with served.client.delete("/api/session") as answer:
        assert answer.status == 204

    assert (await Shifts(house.store).of(member.staff_id, Sender.BRIDGE)).state is ShiftState.OFF


async def test_a_new_sign_in_has_a_new_id_and_ends_the_old(served: Served) -> None:
    await sign_in(served, "sofie")
    first = next(iter(served.client.cookie_jar)).value
    await sign_in(served, "sofie")
    second = next(iter(served.client.cookie_jar)).value

    assert first != second
    assert await served.house.sessions.who(first) is None


async def test_an_id_from_elsewhere_is_never_taken_over(served: Served) -> None:
    chosen = "A" * 43
    served.client.cookie_jar.update_cookies({"brobygger": chosen}, URL(served.url))

    assert await sign_in(served, "sofie") == 204

    assert next(iter(served.client.cookie_jar)).value != chosen
    assert await served.house.sessions.who(chosen) is None


async def test_every_wrong_sign_in_hears_the_same_words(served: Served) -> None:
    await served.house.accounts.add(
        NewAccount.of("shut", "Lukket", frozenset({Role.COUNSELLOR})), PASSWORD
    )
    await served.house.accounts.disable("shut")
    heard = []
    for username, password in [
        ("sofie", "noget helt andet"),
        ("nobody", PASSWORD),
        ("shut", PASSWORD),
        ("to ord", PASSWORD),
        ("", ""),
    ]:
        body = {"username": username, "password": password}
        async with served.client.post("/api/session", json=body) as answer:
            content = await answer.json()
            content["error"].pop("id")
            kept = {k: v for k, v in answer.headers.items() if k not in {"Date", "Content-Length"}}
            heard.append((answer.status, content, kept))

    assert heard == [heard[0]] * 5
    assert heard[0][0] == 401
    assert heard[0][1]["error"]["code"] == "bad_credentials"


async def test_after_five_failures_one_waits(served: Served) -> None:
    for _ in range(5):
        assert await sign_in(served, "sofie", "noget helt andet") == 401

    body = {"username": "sofie", "password": PASSWORD}
    async with served.client.post("/api/session", json=body) as answer:
        content = await answer.json()
        assert answer.status == 429
        assert answer.headers["Retry-After"] == "2"
    assert content["error"]["code"] == "slow_down"
    assert content["error"]["retry_after_s"] == 2


async def test_a_code_may_be_sent_where_nobody_has_a_second_factor(served: Served) -> None:
    body = {"username": "sofie", "password": PASSWORD, "code": "123456"}
    async with served.client.post("/api/session", json=body) as answer:
        assert answer.status == 204


async def test_a_right_password_is_asked_for_its_code_and_a_wrong_code_is_as_a_wrong_password(
    served: Served,
) -> None:
    house = served.house
    sofie = next(one for one in await house.accounts.everyone() if one.username == "sofie")
    totp = pyotp.TOTP((await house.factors.begin(sofie.staff_id)).secret)
    await house.factors.confirm(sofie.staff_id, totp.at(house.clock()))
    house.clock.moves(timedelta(minutes=2))

    async def said(**given: str) -> tuple[int, str, str]:
        async with served.client.post("/api/session", json={"username": "sofie", **given}) as no:
            error = (await no.json())["error"] if no.status != 204 else {"code": "", "message": ""}
            return no.status, error["code"], error["message"]

    asked = await said(password=PASSWORD)
    wrong = await said(password="noget helt andet")
    assert asked[:2] == (401, "code_required")
    assert wrong[:2] == (401, "bad_credentials")
    assert await said(password=PASSWORD, code="000000") == wrong
    assert await said(password="noget helt andet", code=totp.at(house.clock())) == wrong
    assert (await said(password=PASSWORD, code=totp.at(house.clock())))[0] == 204


async def test_an_invitation_is_looked_at_and_used_once(served: Served) -> None:
    new = NewAccount.of("mette", "Mette", frozenset({Role.COUNSELLOR}))
    code = (await served.house.accounts.invite(new)).code

    async with served.client.post("/api/invitations/look", json={"code": code}) as answer:
        assert await answer.json() == {"username": "mette", "display_name": "Mette"}
    weak = {"code": code, "password": "kort"}
    async with served.client.post("/api/invitations/accept", json=weak) as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (400, "weak_password")
    good = {"code": code, "password": PASSWORD}
    async with served.client.post("/api/invitations/accept", json=good) as answer:
        assert answer.status == 204
    async with served.client.get("/api/me") as answer:
        assert (await answer.json())["display_name"] == "Mette"
    for path, body in (("look", {"code": code}), ("accept", good)):
        async with served.client.post(f"/api/invitations/{path}", json=body) as answer:
            assert (answer.status, (await answer.json())["error"]["code"]) == (404, "not_found")


async def test_sign_in_and_sign_out_at_the_same_time_leave_no_session_behind(
    served: Served,
) -> None:
    await sign_in(served, "sofie")
    token = next(iter(served.client.cookie_jar)).value
    cookie = {"Cookie": f"brobygger={token}"}

    async def ask(method: str, path: str) -> int:
        async with served.client.request(method, path, headers=cookie) as answer:
            return answer.status

    statuses = await asyncio.gather(
        *(ask("GET", "/api/me") for _ in range(10)),
        ask("DELETE", "/api/session"),
        *(ask("GET", "/api/me") for _ in range(10)),
    )

    assert set(statuses) <= {200, 204, 401}
    assert await ask("GET", "/api/me") == 401
