"""My account, and the covered screen, in a real Chromium against the real server."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible_in_every_look
from tests.browser.conftest import House, staffed
from tests.browser.reflow import must_keep_within
from tests.browser.test_sign_in_page import sign_in
from tests.browsing import Visitors, picture
from tests.serving import OPEN_HOUSE

REQUIRED = OPEN_HOUSE.replace(
    "second_factor: optional", "second_factor: required\nsecond_factor_within: 0 s"
)
REFUSED = re.compile("status of 4(00|01|03|29)")


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house that asks everybody for a second factor at once."""
    assert REQUIRED != OPEN_HOUSE
    with staffed(tmp_path_factory.mktemp("strict"), policy=REQUIRED) as house:
        yield house


async def code_of(page: Page, *, steps: int = 0) -> str:
    """Return the code an app would show for the secret on the page, `steps` from now."""
    secret = (await page.locator(".account__secret").inner_text()).replace(" ", "")
    return pyotp.TOTP(secret).at(int(time.time()), counter_offset=steps)


async def pictures(page: Page, name: str) -> None:
    for theme in ("light", "dark"):
        await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        for device, width, height in (("phone", 360, 640), ("desktop", 1280, 800)):
            await page.set_viewport_size({"width": width, "height": height})
            await picture(page, f"{name}-{device}-{theme}")
    await page.emulate_media(color_scheme="light")


async def test_who_has_none_sets_a_code_app_up_before_anything_else(
    strict: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop(f"{strict.url}/sign-in")
    await sign_in(page, strict.counsellor.username, strict.counsellor.password)

    await page.wait_for_url(f"{strict.url}/account?next=/counsellor")
    await expect(page.get_by_text("Før du kan komme på vagt")).to_be_visible()
    await must_be_accessible_in_every_look(page)
    await page.get_by_role("button", name="Sæt kode-app op").click()
    await expect(page.get_by_role("img", name="QR-kode")).to_be_visible()
    await must_be_accessible_in_every_look(page)
    await pictures(page, "account-setting-up")
    await must_keep_within(page, "account-setting-up")
    await page.get_by_label("Koden fra appen").fill("000000")
    await page.get_by_role("button", name="Slå til").click()
    await expect(page.get_by_role("alert")).to_contain_text("Koden passer ikke")
    await page.get_by_label("Koden fra appen").fill(await code_of(page))
    secret = (await page.locator(".account__secret").inner_text()).replace(" ", "")
    await page.get_by_role("button", name="Slå til").click()

    await expect(page.get_by_role("heading", name="Gem dine nødkoder nu")).to_be_focused()
    recovery = await page.locator(".account__recovery code").all_inner_texts()
    assert len(set(recovery)) == 10
    await must_be_accessible_in_every_look(page)
    await pictures(page, "account-recovery")
    await must_keep_within(page, "account-recovery")
    await page.get_by_role("button", name="Jeg har gemt dem").click()
    await page.wait_for_url(f"{strict.url}/counsellor")
    await expect(page.get_by_role("button", name="Lås skærmen")).to_be_visible()

    again = await visitors.phone(f"{strict.url}/sign-in")
    await sign_in(again, strict.counsellor.username, strict.counsellor.password)
    await expect(again.get_by_label("Engangskode")).to_be_focused()
    # A step on: the one that set it up is used.
    later = pyotp.TOTP(secret).at(int(time.time()), counter_offset=1)
    await again.keyboard.type(later)
    await again.keyboard.press("Enter")
    await again.wait_for_url(f"{strict.url}/counsellor")

    lost = await visitors.phone(f"{strict.url}/sign-in")
    await sign_in(lost, strict.counsellor.username, strict.counsellor.password)
    await lost.get_by_role("button", name="Telefonen er væk").click()
    await lost.get_by_label("Engangskode").fill(recovery[0])
    await must_be_accessible_in_every_look(lost)
    await lost.keyboard.press("Enter")
    await lost.wait_for_url(f"{strict.url}/counsellor")


async def test_nothing_else_is_open_before_that(strict: House, visitors: Visitors) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop(f"{strict.url}/sign-in")
    await sign_in(page, strict.supervisor.username, strict.supervisor.password)
    await page.wait_for_url(f"{strict.url}/account?next=/supervisor")

    for path in ("/supervisor", "/supervisor/reports", "/counsellor"):
        await page.goto(strict.url + path)
        assert page.url.startswith(f"{strict.url}/account")
    for path in ("/api/figures", "/api/replies", "/api/staff", "/api/lexicon"):
        said = await page.evaluate("async (path) => (await fetch(path)).json()", path)
        assert said["error"]["code"] == "must_enrol", path
    line = """async () => {
      const { io } = await import(document.querySelector("link[rel=modulepreload]").href
        .replace(/vendor.preact.js$|account.main.js$/, "vendor/socket.io.js"));
      const socket = io("/supervisor", { transports: ["websocket"], reconnection: false });
      return new Promise((told) => {
        socket.on("connect_error", (error) => told(error.data.code));
        socket.on("connect", () => told("connected"));
      });
    }"""
    assert await page.evaluate(line) == "must_enrol"


async def test_in_the_first_days_one_works_and_is_told_until_when(
    tmp_path: Path, visitors: Visitors
) -> None:
    usual = OPEN_HOUSE.replace("second_factor: optional", "second_factor: required")
    with staffed(tmp_path, policy=usual) as house:
        page = await visitors.desktop(f"{house.url}/sign-in")
        await sign_in(page, house.counsellor.username, house.counsellor.password)
        await page.wait_for_url(f"{house.url}/counsellor")

        told_by = re.compile("Sæt kode-app op senest")
        told = page.get_by_role("link", name=told_by)
        await expect(told).to_be_visible()
        await must_be_accessible_in_every_look(page)
        await pictures(page, "desk-code-app-due")
        board = await visitors.desktop(f"{house.url}/sign-in")
        await sign_in(board, house.supervisor.username, house.supervisor.password)
        await board.wait_for_url(f"{house.url}/supervisor")
        await expect(board.get_by_role("link", name=told_by)).to_be_visible()
        await board.context.close()
        await page.goto(f"{house.url}/account")
        await expect(page.get_by_text("Indtil da kan du arbejde som før")).to_be_visible()
        await page.context.close()  # before the house: a page that is open goes on asking it


async def an_hour_passes(house: House, page: Page) -> None:
    """Let everybody's sign-in be an hour old, and the house have noticed: it believes for 4 s."""
    with closing(sqlite3.connect(house.serving.data / "brobygger.db")) as line, line:
        line.execute("UPDATE sessions SET proved_at = proved_at - 3600000000")
    await page.evaluate("""async () => {
      const isProved = async () => (await (await fetch("/api/account")).json()).proved;
      while (await isProved()) await new Promise((again) => setTimeout(again, 250));
    }""")


async def prove(page: Page, password: str, code: str | None = None) -> None:
    asked = page.get_by_role("dialog", name="Er det stadig dig?")
    await asked.get_by_label("Adgangskode").fill(password)
    await asked.get_by_role("button", name="Det er mig").click()
    if code is not None:
        await asked.get_by_label("Engangskode").fill(code)
        await asked.get_by_role("button", name="Det er mig").click()
    await expect(asked).to_have_count(0)


async def test_one_turns_it_on_oneself_and_is_asked_again_before_one_turns_it_off(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop(f"{house.url}/sign-in?next=/account")
    await sign_in(page, house.colleague.username, house.colleague.password)
    await page.wait_for_url(f"{house.url}/account")
    await page.get_by_role("button", name="Sæt kode-app op").click()
    await page.get_by_label("Koden fra appen").fill(await code_of(page))
    secret = (await page.locator(".account__secret").inner_text()).replace(" ", "")
    await page.get_by_role("button", name="Slå til").click()
    await page.get_by_role("button", name="Jeg har gemt dem").click()
    await page.goto(f"{house.url}/account")
    await expect(page.get_by_text("Du har 10 nødkoder tilbage.")).to_be_visible()
    await an_hour_passes(house, page)

    await page.get_by_role("button", name="Slå kode-appen fra").click()
    asked = page.get_by_role("dialog", name="Er det stadig dig?")
    await expect(asked.get_by_label("Adgangskode")).to_be_focused()
    await must_be_accessible_in_every_look(page)
    await pictures(page, "account-proof")
    await asked.get_by_label("Adgangskode").fill("ikke min adgangskode")
    await asked.get_by_role("button", name="Det er mig").click()
    await expect(asked.get_by_role("alert")).to_contain_text("Det passer ikke.")
    later = pyotp.TOTP(secret).at(int(time.time()), counter_offset=1)
    await prove(page, house.colleague.password, later)

    await expect(page.get_by_role("button", name="Sæt kode-app op")).to_be_visible()


async def test_where_one_is_signed_in_is_seen_and_ended_and_a_colleague_is_helped_in(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    hers = await visitors.phone(f"{house.url}/sign-in")
    await sign_in(hers, house.counsellor.username, house.counsellor.password)
    await hers.wait_for_url(f"{house.url}/counsellor")
    elsewhere = await visitors.phone(f"{house.url}/sign-in?next=/account")
    await sign_in(elsewhere, house.supervisor.username, house.supervisor.password)
    await elsewhere.wait_for_url(f"{house.url}/account")
    page = await visitors.desktop(f"{house.url}/sign-in?next=/account")
    await sign_in(page, house.supervisor.username, house.supervisor.password)
    await page.wait_for_url(f"{house.url}/account")
    await expect(page.get_by_text("Her, hvor du sidder nu")).to_be_visible()
    await must_be_accessible_in_every_look(page)
    await pictures(page, "account")

    await page.get_by_role("button", name=re.compile("^Log ud der, hvor")).click()
    await expect(page.get_by_role("button", name=re.compile("^Log ud der, hvor"))).to_have_count(0)
    await elsewhere.reload()
    await elsewhere.wait_for_url(re.compile("/sign-in"))

    await an_hour_passes(house, page)
    row = page.get_by_role("listitem").filter(has_text="Mette")
    await row.get_by_role("button", name="Log ud overalt").click()
    await page.get_by_role("dialog").get_by_role("button", name="Log ud overalt").click()
    await prove(page, house.supervisor.password)
    await expect(hers.get_by_role("heading", name="Du er logget ud")).to_be_visible()


async def test_a_file_asks_who_one_is_before_it_leaves_the_house(
    house: House, visitors: Visitors
) -> None:
    visitors.expect(REFUSED)
    page = await visitors.desktop(f"{house.url}/sign-in?next=/supervisor/figures")
    await sign_in(page, house.supervisor.username, house.supervisor.password)
    await expect(page.get_by_role("button", name="Lås skærmen")).to_be_visible()
    await an_hour_passes(house, page)
    await page.evaluate("""() => {
      const link = Object.assign(document.createElement("a"), { href: "/api/figures" });
      link.setAttribute("download", "");
      link.textContent = "Hent tallene";
      document.querySelector("main").append(link);
    }""")

    await page.get_by_role("link", name="Hent tallene").click()
    async with page.expect_download() as given:
        await prove(page, house.supervisor.password)

    assert (await given.value).url == f"{house.url}/api/figures"
