"""A counsellor asks a specialist, who answers; each at their own page."""

import re

from playwright.async_api import expect

from tests.browser.accessibility import must_be_accessible
from tests.browser.conftest import House
from tests.browsing import Visitors, picture
from tests.journeys.people import Counsellor, sign_in


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

    await desk.reload()
    await desk.get_by_role("button", name="1 nyt svar").click()
    await expect(desk.get_by_role("dialog")).to_contain_text("Begynd med at spørge om natten.")
    await picture(desk, "sparring-answered")
    await must_be_accessible(desk)
    await desk.set_viewport_size({"width": 360, "height": 640})
    await desk.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    await picture(desk, "sparring-answered-phone")
    await desk.get_by_role("button", name="Luk").click()
    await picture(desk, "sparring-desk-phone")
