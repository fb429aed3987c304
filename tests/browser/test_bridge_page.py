"""The bridge-builder's tasks: from a flag to a task that is taken, followed up and ended."""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browser.dropping import must_not_open_what_is_dropped
from tests.browser.reflow import must_keep_within
from tests.browsing import Visitors, picture
from tests.faults.two import two_who_talk

DANGER = "jeg har sagt farvel og jeg gør det nu"


async def working(house: House, page: Page, name: str) -> Page:
    """Open the tasks as a bridge-builder who is new in the house."""
    account = house.serving.staff(name, "bridge_builder", name.capitalize())
    await page.context.request.post(
        f"{house.url}/api/session",
        data={"username": account.username, "password": account.password},
        headers={"Origin": house.url},
    )
    await page.goto(f"{house.url}/bridge")
    await expect(page.get_by_text("Ingen opgaver lige nu.")).to_be_visible()
    return page


async def test_on_a_phone_a_task_takes_the_place_of_the_list_and_gives_it_back(
    house: House, visitors: Visitors
) -> None:
    phone = await working(house, await visitors.phone(), "eva")
    await expect(phone.get_by_text("Vælg en opgave.")).to_be_hidden()
    async with two_who_talk(house.url, house.colleague, age_band="15_17") as two:
        await two.asking.say(DANGER)
        row = phone.get_by_role("button", name="15–17 år")
        await row.tap()
        await expect(phone.locator("#task-title")).to_be_focused()
        await expect(phone.locator("#task-title")).to_be_in_viewport(ratio=1)
        await expect(row).to_be_hidden()
        await phone.get_by_role("button", name="Jeg tager den").tap()
        await phone.get_by_label("Note. Kun personale ser den.").fill("ringer igen kl. 9")
        await must_be_accessible(phone)
        await must_keep_within(phone, "bridge-task-phone")

        await phone.get_by_role("button", name="Alle opgaver").tap()

        await expect(row).to_be_focused()
        await expect(row).to_be_in_viewport(ratio=1)
        await expect(phone.locator("#task-title")).to_have_count(0)
        await must_keep_within(phone, "bridge-list-phone")
        await row.tap()
        note = phone.get_by_label("Note. Kun personale ser den.")
        await expect(note).to_have_value("ringer igen kl. 9")
        await phone.set_viewport_size({"width": 1280, "height": 800})
        await expect(row).to_be_visible()
        await expect(phone.get_by_role("button", name="Alle opgaver")).to_be_hidden()
        await phone.get_by_role("button", name="Broen holder").tap()
        await two.young.leave()


async def test_back_on_a_phone_gives_the_list_back_and_only_then_leaves_the_page(
    house: House, visitors: Visitors
) -> None:
    phone = await working(house, await visitors.phone(), "vera")
    sofie = house.serving.staff("sofie", "counsellor", "Sofie")
    row = phone.get_by_role("button", name="15–17 år")
    title = phone.locator("#task-title")
    note = phone.get_by_label("Note. Kun personale ser den.")
    async with two_who_talk(house.url, sofie, age_band="15_17") as two:
        await two.asking.say(DANGER)
        await row.tap()
        await phone.get_by_role("button", name="Jeg tager den").tap()
        await note.fill("ringer igen kl. 9")

        await phone.go_back()

        await expect(row).to_be_focused()
        await expect(row).to_be_in_viewport(ratio=1)
        await expect(title).to_have_count(0)
        await phone.go_forward()
        await stands_at_the_list(phone)
        await row.tap()
        await expect(note).to_have_value("ringer igen kl. 9")
        await phone.set_viewport_size({"width": 1280, "height": 800})
        await stands_at_the_list(phone)
        await expect(title).to_be_visible()
        await phone.set_viewport_size({"width": 360, "height": 640})
        await expect(row).to_be_hidden()
        await phone.get_by_role("button", name="Alle opgaver").tap()
        await stands_at_the_list(phone)
        await expect(row).to_be_focused()
        await row.tap()
        await expect(title).to_be_focused()
        assert phone.url == f"{house.url}/bridge"
        await phone.reload()
        await stands_at_the_list(phone)

        await phone.go_back()

        await expect(phone).to_have_url("about:blank")
        await phone.go_forward()
        await row.tap()
        await phone.get_by_role("button", name="Broen holder").tap()
        await two.young.leave()


async def stands_at_the_list(phone: Page) -> None:
    """Wait until nothing of what was opened and closed is left in the history."""
    await expect(phone.get_by_role("button", name="15–17 år")).to_be_visible()
    await phone.wait_for_function("() => !history.state")


async def test_a_flag_becomes_a_task_that_two_see_and_one_ends(
    house: House, visitors: Visitors
) -> None:
    pages = [await working(house, await visitors.desktop(), name) for name in ("ida", "bo")]
    mine, theirs = pages

    async with two_who_talk(house.url, house.counsellor, age_band="15_17") as two:
        await two.asking.say(DANGER)
        await expect(theirs.get_by_text("Vælg en opgave.")).to_be_visible()
        for page in pages:
            await page.get_by_role("button", name="15–17 år").click()
        await mine.get_by_role("button", name="Jeg tager den").click()
        await expect(
            theirs.get_by_role("heading", name=re.compile("^Følg op .*: 1$"))
        ).to_be_visible()
        await expect(theirs.get_by_role("button", name="Jeg tager den")).to_have_count(0)
        await mine.get_by_label("Note. Kun personale ser den.").fill("aftalt opkald i morgen")
        await mine.get_by_role("button", name="Jeg har fulgt op").click()
        await expect(theirs.locator(".task-moves")).to_contain_text("aftalt opkald i morgen")
        await picture(mine, "bridge-tasks")
        await must_be_accessible(mine)
        await theirs.set_viewport_size({"width": 360, "height": 480})
        await theirs.get_by_role("button", name="Alle opgaver").click()
        await theirs.get_by_role("button", name="15–17 år").click()
        await expect(theirs.locator("#task-title")).to_be_in_viewport()
        await theirs.set_viewport_size({"width": 360, "height": 640})
        await theirs.emulate_media(color_scheme="dark")
        await picture(theirs, "bridge-tasks-phone-dark")
        await must_be_accessible(theirs)

        await mine.get_by_role("button", name="Broen holder").click()
        await expect(theirs.get_by_text("Ingen opgaver lige nu.")).to_be_visible()
        assert "sagt farvel" not in await mine.content()
        assert "broen" not in str(two.asking.cursor.events).lower()
        await two.young.leave()


async def test_a_file_dropped_on_the_tasks_is_not_opened_in_their_place(
    house: House, visitors: Visitors
) -> None:
    page = await working(house, await visitors.desktop(), "nanna")

    await must_not_open_what_is_dropped(page, ["main", "body"])
