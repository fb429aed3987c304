"""Opening a conversation and leaving it, over HTTP."""

import asyncio
import json
import secrets
from time import perf_counter
from typing import Any

import pytest

from chat.domain.refusal import RefusalCode, Refused, Unavailable
from tests.chat.pages.conftest import Served

TOKEN = secrets.token_urlsafe(32)


async def opened(served: Served, body: object) -> tuple[int, Any]:
    async with served.client.post("/api/conversations", json=body) as answer:
        return answer.status, await answer.json()


async def test_the_service_says_how_it_is(served: Served) -> None:
    async with served.client.get("/api/service") as answer:
        body = await answer.json()
        assert answer.headers["Cache-Control"] == "no-store"

    assert {key: body[key] for key in ("state", "next_open", "wait_low_s", "wait_high_s")} == {
        "state": "open",
        "next_open": None,
        "wait_low_s": 60,
        "wait_high_s": 300,
    }
    assert body["help"][0]["name"] == "Livslinien"


async def test_the_help_lines_are_told_in_the_language_of_the_page(served: Served) -> None:
    for asked in ("?lang=en", "?lang=tlh", ""):
        async with served.client.get(f"/api/service{asked}") as answer:
            assert answer.ok

    assert served.play.languages == ["en", "da", "da"]


async def test_everything_may_be_left_out(served: Served) -> None:
    status, body = await opened(served, {})

    assert status == 201
    assert len(body["token"]) == 43
    assert body == {
        "conversation_id": "c-1",
        "token": body["token"],
        "state": "opened",
        "position": 3,
        "wait_low_s": 60,
        "wait_high_s": 300,
    }
    assert served.play.openings[0].lang == "da"


async def test_every_answer_reaches_the_action(served: Served) -> None:
    answers = {
        "token": TOKEN,
        "lang": "en-GB",
        "age_band": "15_17",
        "gender": "ikke-bina\u0308r",
        "municipality": "0751",
        "about": "family",
        "suicide_question": "sometimes",
        "opening": "hej\nkan jeg skrive her?\t💛",
        "campaign": "skolestart_2026",
    }

    status, body = await opened(served, answers)

    assert (status, body["token"]) == (201, TOKEN)
    opening = served.play.openings[0]
    assert (opening.token, opening.lang, opening.gender) == (TOKEN, "en", "ikke-binär")
    assert (opening.opening, opening.campaign) == (answers["opening"], "skolestart_2026")
    assert TOKEN not in repr(opening)
    assert "hej" not in repr(opening)


async def test_the_same_secret_finds_its_conversation_again(served: Served) -> None:
    served.play.existing = True

    assert (await opened(served, {"token": TOKEN}))[0] == 200


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (RefusalCode.CLOSED, 409),
        (RefusalCode.FULL, 409),
        (RefusalCode.HELD, 409),
        (RefusalCode.STARTING, 503),
    ],
)
async def test_a_shut_door_says_who_else_can_help(
    served: Served, code: RefusalCode, status: int
) -> None:
    served.play.refusal = Refused(code)

    answer, body = await opened(served, {"lang": "en"})

    assert answer == status
    assert body["error"]["code"] == code
    assert body["help"][0]["phone"] == "70 201 201"
    assert "Adgang" not in body["error"]["message"]


async def test_a_dead_secret_is_unauthorized(served: Served) -> None:
    served.play.refusal = Refused(RefusalCode.UNAUTHORIZED)

    answer, body = await opened(served, {"token": TOKEN})

    assert (answer, body["error"]["code"]) == (401, "unauthorized")


async def test_one_network_cannot_fill_the_waiting_room(served: Served) -> None:
    for _ in range(10):
        assert (await opened(served, {}))[0] == 201

    status, body = await opened(served, {})

    assert (status, body["error"]["code"]) == (429, "slow_down")
    assert 0 < body["error"]["retry_after_s"] <= 6


async def test_coming_back_and_a_shut_door_do_not_count(served: Served) -> None:
    served.play.existing = True
    for _ in range(20):
        assert (await opened(served, {"token": TOKEN}))[0] == 200
    served.play.existing, served.play.refusal = False, Refused(RefusalCode.FULL)
    for _ in range(20):
        assert (await opened(served, {}))[0] == 409
    served.play.refusal = None

    assert (await opened(served, {}))[0] == 201


async def test_no_cookie_ever(served: Served) -> None:
    for method, path, body in (
        ("GET", "/", None),
        ("GET", "/blank", None),
        ("GET", "/api/service", None),
        ("POST", "/api/conversations", {}),
        ("POST", "/api/conversations/leave", {"token": TOKEN}),
    ):
        async with served.client.request(method, path, json=body) as answer:
            assert answer.status < 400
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("content_type", ["application/json", "text/plain;charset=UTF-8"])
async def test_leaving_is_heard_also_as_a_beacon(served: Served, content_type: str) -> None:
    async with served.client.post(
        "/api/conversations/leave",
        data=json.dumps({"token": TOKEN}),
        headers={"Content-Type": content_type},
    ) as answer:
        assert (answer.status, await answer.read()) == (204, b"")

    assert served.play.left == [TOKEN]


@pytest.mark.parametrize(
    "token", [TOKEN, "", "x", "å" * 200], ids=["real", "empty", "short", "long"]
)
async def test_leaving_answers_the_same_for_any_token(served: Served, token: str) -> None:
    async with served.client.post("/api/conversations/leave", json={"token": token}) as answer:
        assert answer.status == 204


async def test_leaving_takes_the_same_time_whatever_it_found(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def seconds() -> float:
        start = perf_counter()
        async with served.client.post("/api/conversations/leave", json={"token": TOKEN}):
            return perf_counter() - start

    quick = [await seconds() for _ in range(5)]
    leave = served.play.leave

    async def slow(token: str) -> None:
        await asyncio.sleep(0.08)
        await leave(token)

    monkeypatch.setattr(served.play, "leave", slow)
    slower = [await seconds() for _ in range(5)]

    assert min(quick) >= 0.1
    assert sorted(slower)[2] - sorted(quick)[2] < 0.05


@pytest.mark.parametrize("bug", [Unavailable(), Refused(RefusalCode.CLOSED)])
async def test_leaving_answers_the_same_when_it_fails(served: Served, bug: Exception) -> None:
    served.play.bug = bug

    async with served.client.post("/api/conversations/leave", json={"token": TOKEN}) as answer:
        assert answer.status == 204


async def test_a_return_code_opens_its_talk_and_wrong_ones_are_slowed(served: Served) -> None:
    async def back(code: str) -> tuple[int, Any]:
        body = {"code": code, "token": TOKEN}
        async with served.client.post("/api/return", json=body) as answer:
            return answer.status, await answer.json()

    for _ in range(4):
        assert await back("solhat havsti") == (200, {"conversation_id": "c-2"})
    assert [(await back("noget andet"))[0] for _ in range(4)] == [401, 401, 429, 429]
    assert (await back("solhat havsti"))[0] == 429


async def test_a_link_to_a_video_room_is_used_up_and_spent_ones_are_slowed(served: Served) -> None:
    async def come_in(token: str) -> tuple[int, Any]:
        async with served.client.post("/api/video", json={"token": token}) as answer:
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Set-Cookie" not in answer.headers
            return answer.status, await answer.json()

    first = await come_in(TOKEN)

    assert first == (200, {"address": "https://video.eksempel.dk/rum#jwt=x"})
    assert [(await come_in(TOKEN))[0] for _ in range(3)] == [401, 401, 429]
    assert (await come_in("A" * 43))[0] == 429
    async with served.client.get("/video") as answer:
        assert answer.status == 200
