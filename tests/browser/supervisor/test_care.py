"""Looking after somebody in danger: questions, emergency card and plan, in three pages at once."""

from playwright.async_api import Page, expect

from tests.browser.accessibility import must_be_accessible, must_be_accessible_in_every_look
from tests.browser.conftest import House
from tests.browser.counsellor.desk import choose, on_shift
from tests.browser.supervisor.board import Night, card_of, row_of, signed_in
from tests.browser.young.young_person import come_in
from tests.browsing import Visitors, picture


async def answer(desk: Page, question: str, said: str) -> None:
    group = desk.get_by_role("group", name=question)
    await group.get_by_text(said, exact=True).click()


async def test_questions_card_and_plan_reach_those_they_are_for(
    house: House, visitors: Visitors, night: Night
) -> None:
    board = await signed_in(house, await visitors.desktop(), house.supervisor)
    desk = await on_shift(house, await visitors.desktop(), night.sofie, 1)
    young = await visitors.phone(house.url)
    await come_in(young)
    await desk.get_by_role("button", name="Tag den næste").click()
    call_word = await desk.locator(".conversation h2").inner_text()

    await choose(desk, "Spørg om fare")
    await answer(desk, "Har du tænkt på at tage dit eget liv?", "Ja")
    await answer(desk, "Har du haft lyst til at gøre det i virkeligheden?", "Ja")
    await answer(desk, "Er du begyndt at planlægge det", "Svarede ikke")
    await picture(desk, "risk-questions")
    await must_be_accessible(desk)
    await desk.get_by_role("button", name="Gem svarene").click()
    await expect(card_of(board, call_word)).to_contain_text("Svar på spørgsmålene om fare")

    await card_of(board, call_word).get_by_role("button", name="Jeg tager den").click()
    await row_of(board, call_word).get_by_role("button").click()
    await board.get_by_role("button", name="Nødkort").click()
    await board.get_by_label("Jeg har ringet 112").check()
    await expect(board.locator(".ticks time")).to_have_count(1)
    await board.get_by_role("button", name="Hvisk teksten til rådgiveren").click()
    await picture(board, "emergency-card")
    await must_be_accessible_in_every_look(board)
    await board.set_viewport_size({"width": 360, "height": 640})
    await board.emulate_media(color_scheme="dark")
    await picture(board, "emergency-card-phone-dark")
    await board.set_viewport_size({"width": 1280, "height": 800})
    await board.emulate_media(color_scheme="light")
    await board.get_by_role("button", name="Tilbage").click()
    await expect(desk.locator(".log")).to_contain_text("Birgit satte et hak på nødkortet.")
    await expect(desk.locator(".desk__notes")).to_contain_text("Jeg bliver bange for dig nu")
    await board.get_by_text("Forløb:").click()
    await expect(board.locator(".reading__course")).to_contain_text("Jeg har ringet 112")
    await picture(board, "escalation-course")
    await must_be_accessible_in_every_look(board)

    await choose(desk, "Sikkerhedsplan")
    await desk.get_by_label("Det kan jeg selv gøre").fill("gå en tur med hunden")
    await desk.get_by_role("button", name="Vis det for den unge").click()
    await expect(desk.get_by_text("Den unge ser det nu.")).to_be_visible()
    await picture(desk, "safety-plan")
    await must_be_accessible(desk)
    await desk.keyboard.press("Escape")
    await young.get_by_role("button", name="Din plan").click()
    await expect(young.get_by_role("dialog")).to_contain_text("gå en tur med hunden")
    await picture(young, "young-plan")
    await must_be_accessible(young)
    assert "hak på nødkortet" not in await young.content()
