"""Every state of the counsellor's page, on a desktop and a small phone, in light and dark."""

from playwright.async_api import Locator, Page, expect

from tests.browser.accessibility import findings_in_every_look
from tests.browser.counsellor.desk import (
    WORRYING,
    Evening,
    Street,
    box_to,
    meet,
)
from tests.browsing import picture

FIND = "Hvad vil du gøre?"
FOUND_BY_NAME = (
    "Kald en brobygger",
    "Bed en kollega sidde med",
    "Find hjælp",
    "Foreslå et resumé",
    "Spørg en fagperson",
    "Giv videre",
    "Hold pause i samtalen",
    "Meld misbrug",
    "Hæv niveauet",
    "Hent vagthavende",
    "Lyd og besked",
    "Taster",
    "Afslut samtalen",
)
"""Dialogs, by what is typed into the palette."""
IN_DANGER = ("Spørg om fare", "Sikkerhedsplan", "Nødkort")


class Looks:
    """Looks at one state after the other, and remembers what is wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []
        self.wrong: dict[str, object] = {}

    async def at(self, name: str, there: Locator) -> None:
        """Look at the page while `there` is on it, before and after."""
        await expect(there).to_be_visible()
        if found := await findings_in_every_look(self.page):
            self.wrong[name] = found
        await expect(there).to_be_visible()
        self.seen.append(name)

    async def at_dialogs(self, *names: str) -> None:
        """Open one dialog after the other by its name in the palette, and look at each."""
        dialog = self.page.get_by_role("dialog")
        find = self.page.get_by_role("combobox", name=FIND)
        for name in names:
            await self.page.keyboard.press("Control+k")
            await find.press_sequentially(name)
            await find.press("Enter")
            await expect(find).to_have_count(0)
            await self.at(name, dialog)
            await self.page.keyboard.press("Escape")
            await expect(dialog).to_have_count(0)


async def test_every_state_is_accessible_in_every_look(
    console: Page, street: Street, evening: Evening
) -> None:
    looks = Looks(console)
    lars = await street.staff(evening.lars)
    await lars.line.ask("shift:start", {"capacity": 1})
    young = await street.somebody_waits()
    call_word = await meet(console, young)
    await lars.close()
    await young.talk.say("hej. jeg ved ikke hvor jeg skal starte")
    box = box_to(console, call_word)

    await looks.at("talk", box)
    await box.press("Control+k")
    await looks.at("palette", console.get_by_role("combobox", name=FIND))
    await console.keyboard.press("Escape")
    await box.press("/")
    await looks.at("replies", console.get_by_role("group", name="Svarforslag"))
    await console.keyboard.press("Escape")
    await looks.at_dialogs(*FOUND_BY_NAME)

    await young.talk.say(WORRYING)
    await expect(console.get_by_text("Vagthavende er kaldt").first).to_be_visible()
    await looks.at("flagged", console.locator(".log .flagged").first)
    await looks.at_dialogs(*IN_DANGER)

    await young.leave()
    await console.get_by_role("button", name="Registrér og slut").click()
    await looks.at("wrap-up", console.get_by_text("Den samtale var svær."))
    await picture(console, "counsellor-wrap-up-hard")
    assert looks.wrong == {}
    assert len(looks.seen) == 5 + len(FOUND_BY_NAME) + len(IN_DANGER)
