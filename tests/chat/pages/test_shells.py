"""Pages, static files and health."""

import asyncio
import gzip
from pathlib import Path

import pytest

from chat.pages.shells import Page, PageError, filled
from chat.pages.static import StaticFiles
from tests.chat.pages.conftest import Served, sign_in


async def test_a_page_is_there_before_any_script_in_both_languages(served: Served) -> None:
    for query, language in (
        ("", "da"),
        ("?lang=en", "en"),
        ("?lang=kl", "da"),
        ("?lang=<x>", "da"),
    ):
        async with served.client.get("/" + query) as answer:
            text = await answer.text()
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert f'<html lang="{language}">' in text
        assert f'src="{served.static.prefix}/chat/web/young/main.js"' in text


async def test_a_pages_script_can_be_loaded_from_where_it_says(served: Served) -> None:
    async with served.client.get("/") as page:
        source = (await page.text()).partition('src="')[2].partition('"')[0]

    async with served.client.get(source) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert "export const one" in await answer.text()


async def test_the_blank_page_says_nothing_and_clears(served: Served) -> None:
    async with served.client.get("/blank") as answer:
        text = await answer.text()

    assert "<title>Startside</title>" in text
    assert "<body></body>" in text
    assert "brobygger" not in text.lower()
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("sofie", "vera")
@pytest.mark.parametrize(
    ("who", "path", "status", "location"),
    [
        (None, "/counsellor", 303, "/sign-in?next=/counsellor"),
        (None, "/supervisor?lang=en", 303, "/sign-in?next=/supervisor&lang=en"),
        ("sofie", "/counsellor", 200, None),
        ("sofie", "/supervisor", 303, "/counsellor"),
        ("vera", "/supervisor", 200, None),
        ("vera", "/counsellor", 303, "/supervisor"),
        ("vera", "/sign-in", 200, None),
    ],
)
async def test_staff_pages_are_for_those_they_are_for(
    served: Served, who: str | None, path: str, status: int, location: str | None
) -> None:
    if who is not None:
        assert await sign_in(served, who) == 204

    async with served.client.get(path, allow_redirects=False) as answer:
        assert answer.status == status
        assert answer.headers.get("Location") == location


def test_a_page_stands_in_its_frame(tmp_path: Path) -> None:
    frame, own = tmp_path / "frame.html", tmp_path / "page.html"
    frame.write_text("<head>{{head}}</head>", encoding="utf-8")
    page = Page("/x", own, frame=frame)

    with pytest.raises(PageError, match=r"page\.html: No such file"):
        page.read()
    own.write_text("<link>", encoding="utf-8")

    assert page.read() == "<head><link></head>"


def test_a_page_that_asks_for_more_than_there_is_is_refused() -> None:
    assert filled("{{lang}} {{ lang }}", {"lang": "<da>"}, "x") == "&lt;da&gt; &lt;da&gt;"
    with pytest.raises(PageError, match="x: nothing is known for"):
        filled("{{name}}", {"lang": "da"}, "x")


@pytest.mark.parametrize(
    "name",
    [
        "chat/web/young/page.html",
        "chat/web/young/notes.md",
        "chat/web/young/.hidden.js",
        "chat/web/young/away.js",
        "chat/web/young",
        "chat/web/young/",
        "chat/web/../web/young/main.js",
        "chat/web/%2e%2e/web/young/main.js",
        "../secret.js",
        "%2e%2e%2fsecret.js",
        "..%5csecret.js",
        "chat/web/young/main.js%00.css",
        "/chat/web/young/main.js",
        "CHAT/web/young/main.js",
    ],
)
async def test_nothing_else_is_served(served: Served, name: str) -> None:
    request = f"GET {served.static.prefix}/{name} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(request.encode())
    heard = await asyncio.wait_for(reader.read(), 5)
    writer.close()
    await writer.wait_closed()

    assert heard.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
    assert b"secret" not in heard.partition(b"\r\n\r\n")[2]


async def test_another_version_is_not_found_under_this_ones_name(served: Served) -> None:
    async with served.client.get("/static/0123456789abcdef0123/chat/web/young/main.js") as answer:
        assert answer.status == 404
        assert answer.headers["Cache-Control"] == "no-store"


async def test_files_are_kept_for_ever_and_packed_where_wanted(served: Served) -> None:
    url = f"{served.static.prefix}/chat/web/young/main.js"
    for accepted, packed in (("gzip, br", True), ("identity", False), ("gzip;q=0", False)):
        headers = {"Accept-Encoding": accepted}
        async with served.client.get(url, headers=headers) as answer:
            assert (answer.headers.get("Content-Encoding") == "gzip") is packed
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert answer.headers["Vary"] == "Accept-Encoding"
            assert (await answer.text()).startswith("export const one")
            etag = answer.headers["ETag"]
    async with served.client.get(url, headers={"If-None-Match": etag}) as answer:
        assert (answer.status, await answer.read()) == (304, b"")
    async with served.client.head(url) as answer:
        assert (answer.status, await answer.read()) == (200, b"")


def test_the_digest_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1", encoding="utf-8")
    before = StaticFiles({"web": tmp_path}).prefix
    again = StaticFiles({"web": tmp_path}).prefix
    (tmp_path / "b.css").write_text("", encoding="utf-8")
    with_another = StaticFiles({"web": tmp_path}).prefix
    (tmp_path / "a.js").write_text("2", encoding="utf-8")
    changed = StaticFiles({"web": tmp_path}).prefix

    assert before == again
    assert len({before, with_another, changed}) == 3


def test_what_packing_makes_larger_is_sent_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1", encoding="utf-8")
    (tmp_path / "b.js").write_text("1" * 1000, encoding="utf-8")

    files = StaticFiles({"web": tmp_path})._files

    assert files["web/a.js"].packed is None
    packed = files["web/b.js"].packed
    assert packed is not None
    assert gzip.decompress(packed) == files["web/b.js"].body


async def test_alive_ready_and_numbers(served: Served) -> None:
    async with served.client.get("/healthz") as answer:
        assert await answer.json() == {"ok": True}
    async with served.client.get("/readyz") as answer:
        assert (answer.status, await answer.json()) == (
            200,
            {"ok": True, "parts": {"database": "ok"}, "why": {}},
        )
    async with served.client.get("/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert "brobygger_tries_total 1.0" in await answer.text()


async def test_not_ready_says_which_part_and_not_why(served: Served) -> None:
    served.ready["database"] = False

    async with served.client.get("/readyz") as answer:
        assert answer.status == 503
        failed = {"ok": False, "parts": {"database": "failed"}, "why": {}}
        assert await answer.json() == failed


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via"])
async def test_the_public_cannot_see_readiness_or_numbers(served: Served, header: str) -> None:
    for path, status in (("/healthz", 200), ("/readyz", 404), ("/metrics", 404)):
        async with served.client.get(path, headers={header: "192.0.2.1"}) as answer:
            assert answer.status == status
