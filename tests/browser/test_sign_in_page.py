"""Signing in, and the way in by invitation, in a real Chromium against the real server."""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import House
from tests.browser.reflow import must_keep_within
from tests.browsing import Visitors, picture

AXE: Final = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
LEVELS_OF_AXE: Final = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
REFUSED: Final = re.compile("status of 4(01|04|09|29)")
PASSWORD: Final = "en hel sætning om tirsdag"


async def must_be_accessible(page: Page) -> None:
    await page.evaluate(AXE)
    found = await page.evaluate("only => axe.run(document, { runOnly: only })", LEVELS_OF_AXE)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []


async def sign_in(page: Page, username: str, password: str) -> None:
    await page.get_by_label("Brugernavn").fill(username)
    await page.get_by_label("Adgangskode").fill(password)
    await page.get_by_role("button", name="Log ind").click()


async def test_a_counsellor_comes_to_the_console_and_a_supervisor_to_the_board(
    house: House, visitors: Visitors
) -> None:
    for account, path in ((house.counsellor, "/counsellor"), (house.supervisor, "/supervisor")):
        page = await visitors.desktop(f"{house.url}/sign-in")
        await expect(page.get_by_label("Brugernavn")).to_be_focused()

        await sign_in(page, account.username, account.password)

        await page.wait_for_url(house.url + path)


async def test_next_leads_only_to_a_page_of_ours_that_is_theirs(
    house: House, visitors: Visitors
) -> None:
    for wish in ("/supervisor", "https://elsewhere.example/", "//elsewhere.example", "/api/me"):
        page = await visitors.desktop(f"{house.url}/sign-in?next={wish}")

        await sign_in(page, house.counsellor.username, house.counsellor.password)

        await page.wait_for_url(f"{house.url}/counsellor")


async def test_wrong_words_are_told_and_stay_to_be_mended(house: House, visitors: Visitors) -> None:
    visitors.expect(REFUSED)
    page = await visitors.phone(f"{house.url}/sign-in")
    await page.get_by_role("button", name="Log ind").click()
    await expect(page.get_by_role("alert")).to_contain_text("Skriv både brugernavn og adgangskode.")
    await must_keep_within(page, "sign-in")

    await sign_in(page, "mette", "forkert")

    await expect(page.get_by_role("alert")).to_contain_text("passer ikke sammen")
    await expect(page.get_by_label("Brugernavn")).to_have_value("mette")
    await expect(page.get_by_label("Adgangskode")).to_be_focused()
    await expect(page.get_by_label("Engangskode")).to_have_count(0)
    root = "document.documentElement"
    assert not await page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
    await must_be_accessible(page)
    await picture(page, "sign-in-wrong-phone")


@pytest.mark.parametrize("dark", [False, True])
async def test_the_page_is_accessible_in_both_themes(
    house: House, visitors: Visitors, *, dark: bool
) -> None:
    page = await visitors.desktop(f"{house.url}/sign-in", dark=dark)
    await expect(page.get_by_role("heading", name="Log ind til vagten")).to_be_visible()

    await must_be_accessible(page)
    await picture(page, f"sign-in-{'dark' if dark else 'light'}")


async def test_too_many_tries_say_how_long_to_wait_and_count_down(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop(f"{house.url}/sign-in")
    answer = '{"ok": false, "error": {"code": "slow_down", "message": "", "retry_after_s": 3}}'

    async def slow_down(route: Route) -> None:
        await route.fulfill(status=429, body=answer, content_type="application/json")

    await page.route("**/api/session", slow_down)
    await sign_in(page, "mette", "forkert")

    await expect(page.get_by_role("alert")).to_contain_text("Vent 3 sekunder, og prøv igen.")
    await expect(page.get_by_role("button", name=re.compile(r"^Log ind om \d s$"))).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("Nu kan du prøve igen.")
    await expect(page.get_by_role("button", name="Log ind", exact=True)).to_be_visible()


async def test_the_code_is_asked_for_only_when_the_house_asks(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop(f"{house.url}/sign-in")
    sent: list[object] = []

    async def ask_for_code(route: Route) -> None:
        sent.append(route.request.post_data_json)
        if len(sent) > 1:
            await route.fulfill(status=204)
            return
        answer = '{"ok": false, "error": {"code": "code_required", "message": ""}}'
        await route.fulfill(status=401, body=answer, content_type="application/json")

    await page.route("**/api/session", ask_for_code)
    given = {"username": "mette", "password": "noget langt og hemmeligt"}
    await sign_in(page, *given.values())
    await expect(page.get_by_label("Engangskode")).to_be_focused()
    await page.keyboard.type("123 456")
    await page.keyboard.press("Enter")

    await expect(page.get_by_label("Engangskode")).to_have_value("123 456")
    assert sent == [given, {**given, "code": "123456"}]


async def test_an_invitation_is_used_once_and_leaves_the_address_line(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    done = house.serving.command(
        "staff", "add", "--role", "counsellor", "--name", "Nanna", "--username", "nanna"
    )
    link = re.search(r"/invitation#\S+", done.stdout)
    assert link is not None, done.stdout + done.stderr
    page = await visitors.phone(house.url + link[0])
    await expect(page.get_by_role("heading", name="Velkommen, Nanna")).to_be_visible()
    assert page.url == f"{house.url}/invitation"
    await expect(page.get_by_label("Brugernavn")).to_have_value("nanna")
    await must_be_accessible(page)
    await picture(page, "invitation-phone")

    await page.get_by_label("Adgangskode", exact=True).fill("for kort")
    await page.get_by_role("button", name="Gem og log ind").click()
    await expect(page.get_by_text("Den skal være på mindst 15 tegn.")).to_be_visible()
    await page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    await page.get_by_label("Adgangskoden igen").fill("noget andet, som er langt")
    await page.get_by_role("button", name="Gem og log ind").click()
    await expect(page.get_by_text("De to adgangskoder er ikke ens.")).to_be_visible()
    await page.get_by_label("Adgangskoden igen").fill(PASSWORD)
    await page.get_by_role("button", name="Gem og log ind").click()
    await page.wait_for_url(f"{house.url}/counsellor")

    again = await visitors.desktop(house.url + link[0])
    await expect(again.get_by_role("heading", name="Linket virker ikke")).to_be_visible()
    await must_be_accessible(again)
