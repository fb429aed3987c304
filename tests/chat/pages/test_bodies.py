"""Bad input gets an answer of ours: never a 5xx, never an echo."""

import gzip
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chat.domain.refusal import Refused
from chat.pages.bodies import LIMIT_BYTES, parse
from chat.pages.settings import PagesSettings
from tests.chat.pages.conftest import Served

CANARY = "kanariefugl-7f3a"
TOKEN = secrets.token_urlsafe(32)


@pytest.fixture
def settings() -> PagesSettings:
    return PagesSettings(conversations_per_network_per_min=None)


async def posted(
    served: Served, data: bytes, path: str = "/api/conversations", **headers: str
) -> tuple[int, Any]:
    sent = {"Content-Type": "application/json"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    async with served.client.post(path, data=data, headers=sent) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"unknown": 1}, "malformed"),
        ({"token": "short"}, "malformed"),
        ({"token": "=" * 43}, "malformed"),
        ({"token": TOKEN[:-1] + "B"}, "malformed"),
        ({"token": TOKEN + "\n"}, "malformed"),
        ({"token": 7}, "malformed"),
        ({"token": [TOKEN]}, "malformed"),
        ({"age_band": "99"}, "malformed"),
        ({"age_band": True}, "malformed"),
        ({"municipality": "751"}, "malformed"),
        ({"municipality": "٠٧٥١"}, "malformed"),
        ({"municipality": "0751\n"}, "malformed"),
        ({"about": "<script>"}, "malformed"),
        ({"suicide_question": "yes"}, "malformed"),
        ({"opening": "a\x00b"}, "malformed"),
        ({"opening": "a\x1b[31mb"}, "malformed"),
        ({"opening": "a\x85b"}, "malformed"),
        ({"opening": "\ud800"}, "malformed"),
        ({"opening": {"a": 1}}, "malformed"),
        ({"opening": "ø" * 1001}, "too_long"),
        ({"opening": "💛" * 1001}, "too_long"),
        ({"gender": "x" * 41}, "too_long"),
        ({"opening": "ø" * 1001, "gender": 3}, "malformed"),
        ([], "malformed"),
        ("text", "malformed"),
        (None, "malformed"),
        (12, "malformed"),
    ],
)
async def test_a_body_that_is_not_what_was_asked_for(
    served: Served, body: object, code: str
) -> None:
    status, said = await posted(served, json.dumps(body).encode())

    assert (status, said["error"]["code"]) == (400, code)
    assert said["ok"] is False
    assert len(said["error"]["id"]) == 8
    assert served.play.openings == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"lang": NaN}',
        b'{"lang": Infinity}',
        b'{"a": 1e999}',
        b'{"lang": "da", "lang": "en"}',
        b'{"opening": ' + b"1" * 5000 + b"}",
        b'{"opening": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"opening": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}",
        b'{"a":[[[[[[[[[1]]]]]]]]]}',
        b"{} {}",
        b"\xef\xbb\xbf{}",
        '{"opening": "\ud800"}'.encode("utf-8", "surrogatepass"),
    ],
)
async def test_what_is_no_json_of_ours(served: Served, raw: bytes) -> None:
    status, said = await posted(served, raw)

    assert (status, said["error"]["code"]) == (400, "malformed")


async def test_lengths_count_code_points_after_nfc(served: Served) -> None:
    composed, taken_apart = "å" * 1000, "a\u030a" * 1000

    for opening in (composed, taken_apart, "💛" * 1000):
        status, _ = await posted(served, json.dumps({"opening": opening}).encode())
        assert status == 201

    assert served.play.openings[1].opening == composed


async def test_a_large_body_is_refused_before_it_is_read(served: Served) -> None:
    status, said = await posted(served, b"x" * (LIMIT_BYTES + 1))

    assert (status, said["error"]["code"]) == (413, "too_large")
    assert "x" * 20 not in json.dumps(said)


async def test_a_body_as_large_as_allowed_is_read(served: Served) -> None:
    padding = b" " * (LIMIT_BYTES - 2)

    assert (await posted(served, b"{" + padding + b"}"))[0] == 201


async def test_chunks_do_not_get_past_the_limit(served: Served) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1024

    async with served.client.post(
        "/api/conversations", data=chunks(), headers={"Content-Type": "application/json"}
    ) as answer:
        assert answer.status == 413


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Type": "text/plain"},
        {"Content_Type": "multipart/form-data; boundary=x"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Content_Type": "application/json5"},
        {"Content_Encoding": "gzip"},
        {"Content_Encoding": "identity"},
    ],
)
async def test_only_plain_json_is_taken(served: Served, headers: dict[str, str]) -> None:
    data = gzip.compress(b"{}") if headers.get("Content_Encoding") == "gzip" else b"{}"

    status, said = await posted(served, data, **headers)

    assert (status, said["error"]["code"]) == (415, "malformed")


@pytest.mark.parametrize("path", ["/api/conversations", "/api/session", "/api/invitations/accept"])
async def test_what_was_sent_is_never_in_the_answer(served: Served, path: str) -> None:
    for body in (
        {CANARY: CANARY},
        {"token": CANARY, "code": CANARY},
        {"username": CANARY, "password": [CANARY]},
        {"opening": CANARY + "\x00"},
        {"lang": CANARY * 10},
    ):
        _, said = await posted(served, json.dumps(body).encode(), path)
        assert CANARY not in json.dumps(said)


FIELDS = ["token", "lang", "age_band", "gender", "opening", "code", "username", "password", "x"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=60)
    | st.sampled_from([TOKEN, "", "\ud800", "\x00", "x" * 3000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
BODIES = st.one_of(
    st.binary(max_size=200),
    VALUES.map(lambda value: json.dumps(value).encode()),
    st.dictionaries(st.sampled_from(FIELDS), VALUES).map(lambda body: json.dumps(body).encode()),
)
PATHS = [
    "/api/conversations",
    "/api/conversations/leave",
    "/api/invitations/look",
    "/api/invitations/accept",
]


async def test_no_body_whatever_is_answered_with_a_5xx(served: Served) -> None:
    bodies: list[tuple[str, bytes, str]] = []

    @given(
        st.sampled_from(PATHS),
        BODIES,
        st.sampled_from(["application/json", "text/plain", "", "multipart/form-data"]),
    )
    @hypothesis_settings(
        max_examples=600, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    def collect(path: str, body: bytes, content_type: str) -> None:
        bodies.append((path, body, content_type))

    collect()
    assert len(bodies) >= 500
    for path, body, content_type in bodies:
        headers = {"Content-Type": content_type} if content_type else {}
        async with served.client.post(path, data=body, headers=headers) as answer:
            assert answer.status < 500, (path, body, content_type)
            if answer.status >= 400:
                said = await answer.json()
                assert set(said["error"]) >= {"code", "message", "id"}


@given(st.binary(max_size=400))
@hypothesis_settings(max_examples=400, deadline=None)
def test_parsing_refuses_or_returns(raw: bytes) -> None:
    with suppress(Refused):
        parse(raw)
