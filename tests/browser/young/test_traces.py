"""What the device keeps of a talk: its profile folder on disk is searched for every word of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import House
from tests.browser.young.counsellor_at_work import Counsellor
from tests.browser.young.young_person import say
from tests.browsing import FLAGS
from tests.chromium import executable

WROTE = ("kanarifuglgul", "kanarifuglblaa", "kanarifuglroed", "kanarifuglsort", "kanarifuglhvid")
"""Said at the door, as one's own word, in the talk, by the counsellor, and in the box unsent."""

PLAIN_BOX = """() => {
  const box = document.createElement("input");
  box.value = "kontrolord";
  document.body.append(box);
}"""


@asynccontextmanager
async def at_home(browser: Browser, profile: Path) -> AsyncIterator[BrowserContext]:
    """Open the browser a family shares, with its profile on disk."""
    context = await browser.browser_type.launch_persistent_context(
        profile, executable_path=executable(), args=[*FLAGS], locale="da-DK"
    )
    yield context
    await context.close()


def found(profile: Path, *words: str) -> dict[str, list[str]]:
    """Return the words that lie in any file of the profile, as bytes or as UTF-16, and where."""
    files = {file: file.read_bytes() for file in profile.rglob("*") if file.is_file()}
    where = {
        word: sorted(
            file.name
            for file, held in files.items()
            if word.encode() in held or word.encode("utf-16-le") in held
        )
        for word in words
    }
    return {word: names for word, names in where.items() if names}


async def whole_talk(page: Page, house: House, mette: Counsellor) -> None:
    """Answer everything, be met, write, be answered, and leave something unsent in the box."""
    at_the_door, own_word, written, answered, unsent = WROTE
    await page.goto(house.url)
    await page.get_by_role("button", name="Start en samtale").click()
    await page.get_by_label("Nogle gange").check()
    await page.get_by_label("Mit eget ord").check()
    await page.get_by_label("Dit eget ord").fill(own_word)
    await page.get_by_label("Vil du skrive noget nu?").fill(at_the_door)
    await page.get_by_role("button", name="Videre til køen").click()
    await expect(page.get_by_role("heading", name="Mens du venter")).to_be_visible()
    conversation_id = str(await page.evaluate("sessionStorage.getItem('conversation_id')"))
    await mette.meet(conversation_id)
    await say(page, written)
    await expect(page.get_by_text("Sendt", exact=True)).to_be_visible()
    await mette.write(conversation_id, answered)
    await expect(page.locator(".message")).to_have_text([at_the_door, written, answered])
    await page.get_by_role("textbox", name="Din besked").fill(unsent)


async def test_after_quick_exit_no_word_lies_on_the_disk(
    house: House, browser: Browser, mette: Counsellor, tmp_path: Path
) -> None:
    async with at_home(browser, tmp_path) as context:
        page = await context.new_page()
        await whole_talk(page, house, mette)

        await page.get_by_role("button", name="Luk hurtigt").click()

        await page.wait_for_url(f"{house.url}/blank")
    # What we say it can't hide is there, so the search does find what lies on the disk.
    assert found(tmp_path, "Startside")
    assert found(tmp_path, *WROTE, "Mette, rådgiver") == {}

    async with at_home(browser, tmp_path) as context:
        page = await context.new_page()
        await page.goto(house.url)
        await expect(page.get_by_role("button", name="Start en samtale")).to_be_visible()
        assert await page.evaluate("sessionStorage.length") == 0
    assert found(tmp_path, *WROTE) == {}


async def test_a_browser_that_is_closed_in_the_middle_has_written_no_word_down(
    house: House, browser: Browser, mette: Counsellor, tmp_path: Path
) -> None:
    async with at_home(browser, tmp_path) as context:
        page = await context.new_page()
        await whole_talk(page, house, mette)
        await page.reload()
        await expect(page.locator(".message")).to_have_count(3)

    assert found(tmp_path, "Startside")
    assert found(tmp_path, *WROTE) == {}


async def test_no_answer_is_written_down_to_fill_the_form_in_again(
    house: House, browser: Browser, tmp_path: Path
) -> None:
    async with at_home(browser, tmp_path) as context:
        page = await context.new_page()
        await page.goto(house.url)
        await page.get_by_role("button", name="Start en samtale").click()
        await page.get_by_label("Nogle gange").check()
        await page.get_by_label("Mit eget ord").check()
        await page.get_by_label("Dit eget ord").fill(WROTE[1])
        await page.get_by_label("Vil du skrive noget nu?").fill(WROTE[0])

        # Every few seconds Chromium writes down how the forms of a page stand; a box that is not
        # ours tells when it has.
        await page.evaluate(PLAIN_BOX)
        await page.mouse.wheel(0, 200)
        async with asyncio.timeout(60):
            while not found(tmp_path, "kontrolord"):
                await page.wait_for_timeout(200)

        assert found(tmp_path, "suicide_question", "gender-own", *WROTE) == {}
