"""Quick exit (luk hurtigt): what is gone, how fast, and where."""

import re

from playwright.async_api import expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import say, talking
from tests.browsing import LINE_DOWN, Visitors

ALL_STORAGE = """async () => ({
  session: Object.keys(sessionStorage).sort(),
  local: Object.keys(localStorage),
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  cookies: document.cookie,
})"""


async def test_quick_exit_leaves_nothing(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette) as conversation_id:
        async with page.expect_popup() as opened:
            await page.evaluate("window.open(location.href)")
        other = await opened.value
        await expect(other.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()
        await say(page, "kanarifugl")
        await expect(other.locator(".message")).to_have_text(["kanarifugl"])

        blank = await page.evaluate(
            """() => {
              const before = performance.now();
              document.querySelector(".quick-exit").click();
              const took = performance.now() - before;
              return { words: document.documentElement.textContent, took };
            }"""
        )

        assert "kanarifugl" not in blank["words"]
        assert blank["took"] < 100  # ms: what somebody at the door can not see
        for tab in (page, other):
            await tab.wait_for_url(f"{house.url}/blank")
            await expect(tab).to_have_title("Startside")
            assert await tab.evaluate("Object.keys(sessionStorage)") == []
        for _ in range(3):
            await page.go_back(wait_until="load")
            assert "kanarifugl" not in await page.content()
        await page.goto(house.url)
        await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()
        await mette.has_heard(1, "left")  # a beacon goes when the browser has time for it
        left = [event for event in mette.heard if event["kind"] == "left"]
        assert [event["data"]["how"] for event in left] == ["quick_exit"]
        assert left[0]["conversation_id"] == conversation_id


async def test_escape_twice_leaves_from_anywhere(house: House, visitors: Visitors) -> None:
    page = await visitors.desktop(house.url)
    await page.get_by_role("button", name="Hvad kan den ikke skjule?").click()
    await expect(page.get_by_role("dialog")).to_be_visible()

    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")

    await page.wait_for_url(f"{house.url}/blank")


async def test_nothing_is_kept_but_one_secret(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.phone(house.url)
    foreign: list[str] = []
    page.on("request", lambda one: foreign.append(one.url) if house.url not in one.url else None)
    async with talking(page, mette):
        await say(page, "hemmeligt")

        assert await page.evaluate(ALL_STORAGE) == {
            "session": ["conversation_id", "token"],
            "local": [],
            "databases": 0,
            "caches": 0,
            "workers": 0,
            "cookies": "",
        }
    assert foreign == []


async def test_the_way_out_is_there_before_any_script(house: House, visitors: Visitors) -> None:
    page = await visitors.phone()
    await page.route("**/*.js", lambda _: None)  # never answered: a line that hangs
    await page.goto(house.url, wait_until="commit")

    await page.get_by_role("link", name="Luk hurtigt").click()

    await page.wait_for_url(f"{house.url}/blank")


async def test_without_net_the_page_is_empty_all_the_same(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    visitors.expect(LINE_DOWN)
    page = await visitors.phone(house.url)
    async with talking(page, mette):
        await say(page, "kanarifugl")
        await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
        await page.context.set_offline(offline=True)

        await page.get_by_role("button", name="Luk hurtigt").click()
        await page.wait_for_url(re.compile(r"/blank|chrome-error:"))
        assert "kanarifugl" not in await page.content()

        await page.context.set_offline(offline=False)
        await page.goto(house.url)
        await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()
        assert await page.evaluate("sessionStorage.length") == 0


async def test_five_tabs_are_emptied_together(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette):
        tabs = [page]
        for _ in range(4):
            async with page.expect_popup() as opened:
                await page.evaluate("window.open(location.href)")
            tabs.append(await opened.value)
        for tab in tabs:
            await expect(tab.get_by_role("heading", name="Mette, rådgiver")).to_be_visible()
        await say(tabs[3], "fra den fjerde")
        for tab in tabs:
            await expect(tab.locator(".message")).to_have_text(["fra den fjerde"])

        await tabs[4].keyboard.press("Escape")
        await tabs[4].keyboard.press("Escape")

        for tab in tabs:
            await tab.wait_for_url(f"{house.url}/blank")
            assert await tab.evaluate("sessionStorage.length") == 0


async def test_a_copy_kept_for_back_is_empty(
    house: House, visitors: Visitors, mette: Counsellor
) -> None:
    page = await visitors.desktop(house.url)
    async with talking(page, mette):
        await say(page, "kanarifugl")
        await expect(page.locator(".message")).to_have_text(["kanarifugl"])

        await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
        assert "kanarifugl" not in await page.content()
        async with page.expect_navigation():  # the house is asked, not the copy
            await page.evaluate(
                "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
            )

        await expect(page.locator(".message")).to_have_text(["kanarifugl"])
