"""Promise 7: a bad line, a bad day. Pages mend themselves; nothing is lost or said twice."""

import asyncio

from playwright.async_api import expect

from tests.browsing import LINE_DOWN
from tests.journeys.conftest import Everybody
from tests.journeys.people import AFTER_A_FAULT_MS

ROUNDS = 12


async def test_what_is_written_without_a_network_is_sent_when_it_is_back(
    everybody: Everybody,
) -> None:
    everybody.visitors.expect(LINE_DOWN)
    young, mette = await everybody.young_person(), await everybody.mette()
    await young.come_in()
    await mette.take_the_next()
    await young.say("jeg er i toget")
    await mette.sees("jeg er i toget")

    await young.page.context.set_offline(offline=True)
    await expect(young.page.get_by_text("Du er uden net.").first).to_be_visible()
    await young.say("nu forsvinder nettet")
    await mette.say("jeg venter på dig")
    await young.page.context.set_offline(offline=False)

    both = {"nu forsvinder nettet", "jeg venter på dig"}
    await expect(young.messages()).to_have_count(3, timeout=AFTER_A_FAULT_MS)
    await expect(mette.messages()).to_have_count(3, timeout=AFTER_A_FAULT_MS)
    seen = await mette.messages().all_inner_texts()
    await young.sees(*seen)
    assert set(seen[1:]) == both
    await mette.close()


async def test_a_server_killed_in_a_burst_comes_back_and_nothing_is_lost_or_doubled(
    everybody: Everybody,
) -> None:
    everybody.visitors.expect(LINE_DOWN)
    young, mette, birgit = (
        await everybody.young_person(),
        await everybody.mette(),
        await everybody.birgit(),
    )
    await young.come_in()
    call_word = await mette.take_the_next()
    await birgit.read_along(call_word)

    async def burst() -> None:
        for number in range(1, ROUNDS + 1):
            await young.say(f"ung {number}")
            await mette.say(f"rådgiver {number}")

    writing = asyncio.create_task(burst())
    await expect(mette.messages()).not_to_have_count(0)
    everybody.house.serving.kill()
    await everybody.house.serving.start_beside()
    await writing

    for page in (young, mette, birgit):
        await expect(page.messages()).to_have_count(2 * ROUNDS, timeout=AFTER_A_FAULT_MS)
    seen = await young.messages().all_inner_texts()
    await mette.sees(*seen)
    await birgit.sees(*seen)
    for who in ("ung", "rådgiver"):
        own = [text for text in seen if text.startswith(who)]
        assert own == [f"{who} {number}" for number in range(1, ROUNDS + 1)]
    await mette.close()


async def test_a_counsellor_who_is_gone_is_given_up_and_the_young_person_is_met_first(
    everybody: Everybody,
) -> None:
    young, mette = await everybody.young_person(), await everybody.mette()
    await young.come_in()
    await mette.take_the_next()
    await mette.say("hej")
    await young.sees("hej")

    await mette.page.context.close()
    given_up = young.page.locator(".house-word", has_text="måtte gå. Du er forrest i køen")
    await expect(given_up).to_be_visible(timeout=AFTER_A_FAULT_MS)
    later = await everybody.young_person()
    await later.come_in()
    jonas = await everybody.jonas()
    await expect(jonas.waiting()).to_have_count(2)
    await jonas.take_the_next()
    await young.is_met_by("Jonas")
    await young.sees("hej")
    await jonas.say("hej, jeg tager over")
    await young.sees("hej", "hej, jeg tager over")
    await jonas.close()
    await jonas.take_the_next()
    await jonas.close()
