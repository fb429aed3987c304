"""A counsellor asks a specialist, who answers; each at their own page."""

import re
from collections.abc import Iterator

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House, staffed
from tests.browsing import Visitors, picture
from tests.journeys.people import Counsellor, sign_in
from tests.serving import OPEN_HOUSE

AT_ONCE_LATE = "sparring: {hours: always, answered_within: 0.1}"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house where a question has waited too long at once."""
    folder = tmp_path_factory.mktemp("house")
    with staffed(folder, policy=f"{OPEN_HOUSE}{AT_ONCE_LATE}\n") as house:
        yield house


def warning(board: Page) -> Locator:
    return board.get_by_text("Et spørgsmål fra en rådgiver har ventet")


async def seen_by_a_supervisor(board: Page) -> Locator:
    await expect(warning(board)).to_be_visible()
    await picture(board, "supervisor-sparring-late")
    await board.get_by_role("button", name="Se og svar").click()
    shown = board.get_by_role("dialog", name="Spørgsmål, ingen har svaret på")
    await shown.get_by_text("en, der ikke sover?").click()
    await expect(shown.get_by_label(re.compile("^Dit svar"))).to_be_editable()
    await picture(board, "supervisor-sparring-answering")
    await must_be_accessible(board)
    return shown


async def is_told_that_somebody_has_answered(board: Page, shown: Locator) -> None:
    await shown.get_by_label(re.compile("^Dit svar")).fill("Vent til i morgen.")
    await shown.get_by_role("button", name="Send svaret").click()
    await expect(shown.get_by_role("alert")).to_contain_text("svaret")
    await board.reload()
    await expect(board.get_by_role("heading", name=re.compile("^Alle samtaler"))).to_be_visible()
    await expect(warning(board)).to_have_count(0)


async def test_a_question_is_seen_before_it_goes_and_answered(
    house: House, visitors: Visitors
) -> None:
    ida = house.serving.staff("ida.svar", "bridge_builder", "Ida")
    desk = await visitors.desktop(f"{house.url}/counsellor")
    await Counsellor(desk, house.counsellor).come_on_duty()

    await desk.get_by_role("button", name="Spørg en fagperson").click()
    dialog = desk.get_by_role("dialog", name="Spørg en fagperson")
    await dialog.get_by_label("Dit spørgsmål").fill("Hvordan hjælper jeg Liv med tlf 20304050?")
    await dialog.get_by_role("button", name="Vis, hvad der bliver sendt").click()
    await expect(dialog.get_by_role("heading", name="Det her bliver sendt")).to_be_focused()
    await expect(dialog.locator("mark")).to_have_text(
        ["Liv (måske et navn)", "20304050 (et nummer)"]
    )
    await picture(desk, "sparring-shown")
    await must_be_accessible(desk)
    await dialog.get_by_role("button", name="Ret det").click()
    await dialog.get_by_label("Dit spørgsmål").fill("Hvordan taler jeg med en, der ikke sover?")
    await dialog.get_by_role("button", name="Vis, hvad der bliver sendt").click()
    await dialog.get_by_role("button", name="Send det", exact=True).click()
    await expect(dialog.get_by_text("Ingen har svaret endnu.")).to_be_visible()
    await picture(desk, "sparring-sent")
    await dialog.get_by_role("button", name="Luk").click()

    bridge = await visitors.phone(f"{house.url}/bridge")
    await sign_in(bridge, ida)
    board = await visitors.desktop(f"{house.url}/supervisor")
    await sign_in(board, house.supervisor)
    shown = await seen_by_a_supervisor(board)

    question = bridge.locator(".sparring-question", has_text="en, der ikke sover?")
    await expect(question).to_be_visible()
    assert "Mette" not in await question.inner_text()
    await picture(bridge, "sparring-asked")
    await question.locator("summary").click()
    await question.get_by_label(re.compile("^Dit svar")).fill("Begynd med at spørge om natten.")
    await picture(bridge, "sparring-answering")
    assert await bridge.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await must_be_accessible(bridge)
    await question.get_by_role("button", name="Send svaret").click()
    await expect(question).to_have_count(0)
    visitors.expect(re.compile("409"))
    await is_told_that_somebody_has_answered(board, shown)

    await desk.reload()
    await desk.get_by_role("button", name="1 nyt svar").click()
    await expect(desk.get_by_role("dialog")).to_contain_text("Begynd med at spørge om natten.")
    await picture(desk, "sparring-answered")
    await must_be_accessible(desk)
    await desk.set_viewport_size({"width": 360, "height": 640})
    await desk.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    await picture(desk, "sparring-answered-phone")
    await desk.get_by_role("button", name="Luk").click()
    await picture(desk, "sparring-desk-phone")
