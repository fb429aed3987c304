"""What stands around every answer: headers, methods, origins, errors."""

import asyncio
import json

import pytest
from aiohttp import ClientSession
from sqlalchemy.exc import OperationalError

from chat.pages.guards import BARE, HEADERS, HSTS, POLICY
from chat.pages.settings import PagesSettings
from tests.chat.pages.conftest import Served, sign_in
from tests.chat.staffing import PASSWORD


async def answers_of_every_kind(served: Served) -> list[tuple[str, int, dict[str, str]]]:
    asked = [
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", "/blank"),
        ("GET", "/favicon.ico"),
        ("GET", "/supervisor"),
        ("GET", f"{served.static.prefix}/chat/web/young/main.js"),
        ("GET", f"{served.static.prefix}/chat/web/young/none.js"),
        ("GET", "/api/service"),
        ("GET", "/api/me"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/nothing/here"),
        ("PUT", "/api/me"),
        ("OPTIONS", "/api/session"),
        ("POST", "/api/session"),
        ("DELETE", "/api/session"),
    ]
    heard = []
    for method, path in asked:
        async with served.client.request(method, path, allow_redirects=False) as answer:
            await answer.read()
            heard.append((f"{method} {path}", answer.status, dict(answer.headers)))
    return heard


async def test_every_answer_wears_the_headers(served: Served) -> None:
    for asked, _, headers in await answers_of_every_kind(served):
        is_page = headers.get("Content-Type", "").startswith("text/html")
        worn = HEADERS if is_page else BARE
        assert {name: headers[name] for name in HEADERS if name in headers} == worn, asked
        assert is_page == (asked in {"GET /", "HEAD /", "GET /blank"}), asked
        assert "Server" not in headers, asked
        assert "Strict-Transport-Security" not in headers, asked
        kept = "immutable" in headers["Cache-Control"]
        assert kept == asked.endswith("main.js"), asked
        assert kept or headers["Cache-Control"] == "no-store", asked


async def test_an_unexpected_failure_wears_them_too_and_tells_nothing(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    served.play.bug = ValueError("kanariefugl /home/secret SELECT")

    async with served.client.get("/api/service") as answer:
        text = await answer.text()

    assert answer.status == 500
    assert answer.headers["Content-Security-Policy"] == BARE["Content-Security-Policy"]
    assert json.loads(text)["error"]["code"] == "unavailable"
    assert "kanariefugl" not in text
    assert "Traceback" not in text
    assert caplog.text == ""


async def test_with_the_database_away_the_answer_is_unavailable(served: Served) -> None:
    served.play.bug = OperationalError("SELECT", {}, OSError())

    async with served.client.get("/api/service") as answer:
        assert (answer.status, (await answer.json())["error"]["code"]) == (503, "unavailable")


def test_the_policy_is_the_strict_one() -> None:
    directives = dict(part.split(" ", 1) for part in POLICY.split("; "))

    assert directives["default-src"] == "'none'"
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert "http" not in POLICY
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["trusted-types"] == "'none'"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/me", "GET,HEAD"),
        ("POST", "/api/me", "GET,HEAD"),
        ("GET", "/api/conversations", "POST"),
        ("TRACE", "/", "GET,HEAD"),
        ("PATCH", "/api/session", "DELETE,POST"),
        ("OPTIONS", "/api/session", "DELETE,POST"),
        ("DELETE", "/", "GET,HEAD"),
    ],
)
async def test_only_listed_methods_are_taken(
    served: Served, method: str, path: str, allowed: str
) -> None:
    async with served.client.request(method, path) as answer:
        assert answer.status == 405
        assert answer.headers["Allow"] == allowed
        assert (await answer.json())["error"]["code"] == "malformed"


@pytest.mark.parametrize("path", ["/x", "/api", "/api/", "/api/me/", "/%2e%2e/etc/passwd"])
async def test_what_does_not_exist_is_not_found(served: Served, path: str) -> None:
    async with served.client.get(path) as answer:
        assert answer.status == 404
        assert (await answer.json())["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 204),
        ({"Origin": "OURS"}, 204),
        ({"Origin": "OURS", "Sec-Fetch-Site": "same-origin"}, 204),
        ({"Sec-Fetch-Site": "same-origin"}, 204),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "OURS", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "OURS.evil.example"}, 403),
        ({"Origin": "http://evil-OURS"}, 403),
        ({"Origin": "OURS/"}, 403),
        ({"Origin": "UPPER"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
        ({"Origin": "http://localhost:1"}, 403),
    ],
)
async def test_another_site_changes_nothing(
    served: Served, headers: dict[str, str], status: int
) -> None:
    said = {
        name: value.replace("OURS", served.url).replace("UPPER", served.url.upper())
        for name, value in headers.items()
    }

    async with served.client.delete("/api/session", headers=said) as answer:
        assert answer.status == status


@pytest.mark.parametrize(
    ("site", "status"),
    [("", 200), ("none", 200), ("same-origin", 200), ("same-site", 403), ("cross-site", 403)],
)
@pytest.mark.usefixtures("sofie")
async def test_another_site_asks_nothing_in_somebodys_name_and_may_lead_to_a_page(
    served: Served, site: str, status: int
) -> None:
    await sign_in(served, "sofie")
    said = {"Sec-Fetch-Site": site} if site else {}

    for path, heard in (("/api/me", status), ("/", 200)):
        async with served.client.get(path, headers=said) as answer:
            assert answer.status == heard, path


async def test_two_origins_are_none_of_ours(served: Served) -> None:
    headers = [("Origin", served.url), ("Origin", "https://evil.example")]

    async with served.client.delete("/api/session", headers=headers) as answer:
        assert answer.status == 403


async def test_a_forwarded_host_does_not_make_an_origin_ours(served: Served) -> None:
    headers = {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}

    async with served.client.delete("/api/session", headers=headers) as answer:
        assert answer.status == 403


@pytest.mark.usefixtures("sofie")
async def test_no_get_changes_anything(served: Served) -> None:
    await sign_in(served, "sofie")

    await answers_of_every_kind(served)
    await sign_in(served, "sofie")
    for path in ("/api/session", "/api/conversations", "/api/conversations/leave"):
        async with served.client.get(path) as answer:
            assert answer.status == 405
    async with served.client.get("/api/me") as answer:
        assert answer.status == 200


class TestBehindTls:
    """The same site, where browsers come over TLS under a name of its own."""

    @pytest.fixture
    def settings(self) -> PagesSettings:
        return PagesSettings(tls=True, allowed_origins=("https://chat.example.dk",))

    @pytest.mark.usefixtures("sofie")
    async def test_the_cookie_is_bound_to_the_host_and_hsts_is_said(self, served: Served) -> None:
        body = {"username": "sofie", "password": PASSWORD}
        async with served.client.post("/api/session", json=body) as answer:
            cookie = answer.headers["Set-Cookie"]

        assert cookie.startswith("__Host-brobygger=")
        assert {part.strip() for part in cookie.split(";")[1:]} == {
            "HttpOnly",
            "Path=/",
            "SameSite=Strict",
            "Secure",
        }
        assert answer.headers["Strict-Transport-Security"] == HSTS

    @pytest.mark.parametrize(
        ("origin", "status"),
        [
            ("https://chat.example.dk", 204),
            ("http://chat.example.dk", 403),
            ("https://chat.example.dk:443", 403),
            ("https://CHAT.example.dk", 403),
            ("SELF", 403),
        ],
    )
    async def test_only_the_named_origin_is_ours(
        self, served: Served, origin: str, status: int
    ) -> None:
        headers = {"Origin": origin.replace("SELF", served.url)}
        async with served.client.delete("/api/session", headers=headers) as answer:
            assert answer.status == status

    @pytest.mark.usefixtures("sofie")
    async def test_a_cookie_without_the_prefix_opens_nothing(self, served: Served) -> None:
        body = {"username": "sofie", "password": PASSWORD}
        async with served.client.post("/api/session", json=body) as answer:
            token = answer.cookies["__Host-brobygger"].value

        async def me(cookie: str) -> int:
            async with (
                ClientSession() as fresh,
                fresh.get(f"{served.url}/api/me", headers={"Cookie": cookie}) as answer,
            ):
                return answer.status

        assert await me(f"__Host-brobygger={token}") == 200
        assert await me(f"brobygger={token}") == 401


async def raw(served: Served, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(sent)
    await writer.drain()
    heard = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()
    return heard


@pytest.mark.parametrize(
    "sent",
    [
        b"kanariefugl\r\n\r\n",
        b"GET /kanariefugl HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nkanariefugl\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: b\r\n kanariefugl\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: kanariefugl\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: kanariefugl" + b"y" * 9000 + b"\r\n\r\n",
        b"GET /" + b"kanariefugl" * 1000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-k: kanariefugl\r\n" * 200 + b"\r\n",
        (
            b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
            b"Transfer-Encoding: chunked\r\n\r\nkanariefugl"
        ),
        b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nkanariefugl",
        (
            b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
            b"Content-Length: 6\r\n\r\nkanariefugl"
        ),
        (
            b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            b"Transfer-Encoding: chunked\r\n\r\nzz\r\nkanariefugl\r\n0\r\n\r\n"
        ),
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
)
async def test_broken_http_gets_an_answer_of_ours(
    served: Served, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    heard = await raw(served, sent)

    head, _, body = heard.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))
    assert json.loads(body)["error"]["code"] in {"malformed", "too_large"}
    assert b"nosniff" in head
    assert b"kanariefugl" not in heard
    assert b"aiohttp" not in heard
    assert caplog.text == ""


async def test_a_line_that_asks_nothing_is_closed(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.pages.listening.FIRST_REQUEST_S", 0.1)

    assert await raw(served, b"GET / HTTP/1.1\r\nHost: a\r\nSlow: ") == b""


async def test_a_body_that_does_not_come_is_given_up(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat.pages.bodies.PATIENCE_S", 0.1)
    head = b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"

    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(head + b"Content-Length: 50\r\n\r\n{")
    heard = await asyncio.wait_for(reader.readuntil(b"}}"), 5)
    writer.close()
    await writer.wait_closed()

    assert heard.startswith(b"HTTP/1.1 408")
    assert b'"timeout"' in heard
