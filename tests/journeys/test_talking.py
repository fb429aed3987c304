"""The main job, from the door to goodbye: two people talk while a supervisor watches."""

from playwright.async_api import expect

from tests.browsing import picture
from tests.journeys.conftest import Everybody

WORRYING = "jeg tænker på at tage mit liv og jeg har en plan"


async def test_a_young_person_and_a_volunteer_talk_while_a_supervisor_watches(
    everybody: Everybody,
) -> None:
    young, mette, birgit = (
        await everybody.young_person(),
        await everybody.mette(),
        await everybody.birgit(),
    )

    await young.come_in()
    await young.say("hej er der nogen")
    await picture(young.page, "young-waiting-phone")
    await expect(mette.waiting()).to_have_count(1)
    call_word = await mette.take_the_next()
    await young.is_met_by("Mette")

    await mette.say("Hej, jeg er her. Hvad har du på hjerte?")
    await young.sees("hej er der nogen", "Hej, jeg er her. Hvad har du på hjerte?")
    await birgit.read_along(call_word)
    await young.say(WORRYING)
    said = ["hej er der nogen", "Hej, jeg er her. Hvad har du på hjerte?", WORRYING]
    await mette.sees(*said)
    await birgit.sees(*said)
    flagged = mette.messages().last.locator(".flagged")
    await expect(flagged.first).to_be_visible()
    await expect(young.messages().last.locator(".flagged")).to_have_count(0)

    await expect(birgit.escalation(call_word)).to_be_visible()
    await picture(birgit.page, "supervisor-escalation-desktop")
    await birgit.acknowledge(call_word)
    await expect(mette.page.get_by_text("Birgit har set den.").first).to_be_visible()
    await picture(mette.page, "counsellor-escalated-desktop")
    await birgit.resolve(call_word)

    await mette.note("Aftalt at hun taler med sin mor i aften")
    await expect(young.page.get_by_text("Aftalt at hun taler")).to_have_count(0)
    await picture(young.page, "young-talk-phone")
    await mette.close()
    await expect(young.page.get_by_role("heading", name="Tak, fordi du skrev.")).to_be_visible()
    await young.page.get_by_label("Ja, meget").check()
    await young.page.get_by_role("button", name="Send svar").click()
    await expect(young.page.get_by_text("Tak for dine svar.")).to_be_visible()
    await picture(young.page, "young-after-phone")


async def test_a_reload_keeps_the_talk_on_both_sides(everybody: Everybody) -> None:
    young, mette = await everybody.young_person(), await everybody.mette()
    await young.come_in()
    await mette.take_the_next()
    said = [f"linje {number}" for number in range(1, 6)]
    for text in said:
        await young.say(text)
    await mette.sees(*said)

    await young.page.reload()
    await young.sees(*said)
    await mette.page.reload()
    await mette.sees(*said)
    await mette.say("jeg er her stadig")
    await young.sees(*said, "jeg er her stadig")
    await mette.close()
