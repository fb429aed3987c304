"""What a supervisor's console hears and may do, over the real wire to a real server."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from config.rehearsal.line import Json, Refused
from config.rehearsal.wire_client import House
from tests.faults.two import Two
from tests.supervisor_console.duty import (
    DANGER,
    SOON_S,
    Console,
    Duty,
    a_talk,
    somebody_waits,
    watching,
)


async def test_the_board_shows_who_waits_and_never_a_word_of_theirs(duty: Duty) -> None:
    said = "min kat hedder Trunte"
    async with somebody_waits(duty, age_band="15_17", opening=said) as young, watching(duty) as she:
        board = await she.until("board", lambda _: True)
        row = await she.row_of(young.talk.conversation_id, lambda _: True)

    assert row["state"] == "waiting"
    assert row["age_band"] == "15_17"
    assert row["counsellor"] is None
    assert said not in str(board)


async def test_the_board_follows_from_the_line_to_the_counsellor_to_the_end(duty: Duty) -> None:
    async with watching(duty) as she:
        async with a_talk(duty) as two:
            row = await she.row_of(two.conversation_id, lambda one: one["state"] == "active")
            assert row["counsellor"]["display_name"] == "Mette"

            await two.asking.say("hej")
            await she.row_of(two.conversation_id, lambda one: one["young_wrote_at"] is not None)
            await two.answering.say("hej med dig")
            await she.row_of(two.conversation_id, lambda one: one["staff_wrote_at"] is not None)

        await she.until("board:changed", lambda frame: two.conversation_id in frame["gone"])


async def test_an_escalation_shows_at_once_and_again_after_a_lost_line(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say(DANGER)
        raised = await she.escalation_of(two.conversation_id)

        she.told.clear()
        await she.line.cut()
        again = await she.escalation_of(two.conversation_id)
        # A row from just before may still have been on its way when all was forgotten.
        row = await she.row_of(two.conversation_id, lambda one: one["escalation"] is not None)

    assert again == raised
    assert row["escalation"]["escalation_id"] == raised["escalation_id"]
    assert row["level"] == raised["level"]


async def test_the_words_it_rests_on_are_the_supervisors_to_see_and_nobody_elses(
    duty: Duty,
) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say("min kat hedder Trunte. " + DANGER)
        row = await she.row_of(two.conversation_id, lambda one: one["escalation"] is not None)
        counsellors = two.counsellor.news["escalation"]

    assert "jeg gør det nu" in " ".join(row["escalation"]["words"])
    assert "Trunte" not in str(row)
    assert "words" not in counsellors


async def test_one_of_two_supervisors_has_it_and_the_other_is_told_who(duty: Duty) -> None:
    async with (
        watching(duty) as birgit,
        watching(duty, duty.colleague) as amina,
        a_talk(duty) as two,
    ):
        await two.asking.say(DANGER)
        one = {"escalation_id": (await birgit.escalation_of(two.conversation_id))["escalation_id"]}

        answers = await asyncio.gather(
            *(each.line.ask("escalation:acknowledge", one) for each in (birgit, amina)),
            return_exceptions=True,
        )
        seen = await birgit.escalation_of(two.conversation_id, "acknowledged")

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 1
    assert refused[0].code == "already_acknowledged"
    assert refused[0].error["by"] == seen["acknowledged_by"]["display_name"]


async def test_an_escalation_ends_with_an_outcome_and_leaves_the_board_row(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say(DANGER)
        one = await she.escalation_of(two.conversation_id)
        named = {"escalation_id": one["escalation_id"]}
        await she.line.ask("escalation:acknowledge", named)

        await she.line.ask("escalation:resolve", {**named, "outcome": "stayed", "note": "rolig"})

        ended = await she.escalation_of(two.conversation_id, "resolved")
        assert ended["outcome"] == "stayed"
        await she.row_of(
            two.conversation_id, lambda row: row["level"] >= 3 and row["escalation"] is None
        )


async def test_presence_is_given_confirmed_and_taken_back(duty: Duty) -> None:
    async with watching(duty) as she:
        await she.line.ask("shift:start", {})
        await she.until("on_shift", lambda shift: shift["supervisors"] == 1)
        await she.line.ask("shift:confirm", {})
        she.told.clear()

        await she.line.ask("shift:end", {})

        await she.until("on_shift", lambda shift: shift["supervisors"] == 0)
        with pytest.raises(Refused, match="off_shift"):
            await she.line.ask("shift:confirm", {})


async def shown(two: Two, what: str) -> AsyncIterator[int]:
    """Look at a number of the counsellor's shift again and again, as long as somebody asks."""
    while True:
        yield two.counsellor.news["desk"]["shift"][what]
        await asyncio.sleep(0.05)


async def test_a_hard_talk_is_counted_on_the_counsellors_desk(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        before = two.counsellor.news["desk"]["shift"]["hard_talks"]
        await two.asking.say(DANGER)
        await she.escalation_of(two.conversation_id)

        counted = before
        async with asyncio.timeout(SOON_S):
            async for counted in shown(two, "hard_talks"):
                if counted == before + 1:
                    break
        assert counted == before + 1


async def test_a_held_door_lets_nobody_in_until_it_is_opened(duty: Duty) -> None:
    async with watching(duty) as she, watching(duty, duty.colleague) as colleague:
        async with somebody_waits(duty):
            await she.line.ask("service:hold", {"reason": "strømmen blinker"})
            with pytest.raises(Refused, match="held"):
                async with somebody_waits(duty):
                    pass
        held: Json = {}
        for each in (she, colleague):
            held = await each.until("on_shift", lambda shift: shift["hold"] is not None)
        with pytest.raises(Refused, match="held"):
            async with somebody_waits(duty):
                pass
        for each in (she, colleague):
            each.told.clear()
        await she.line.ask("service:open", {})
        async with somebody_waits(duty):
            pass
        for each in (she, colleague):
            await each.until("on_shift", lambda shift: shift["hold"] is None)

    assert held["hold"]["by"] == "Birgit"
    assert held["hold"]["reason"] == "strømmen blinker"


async def test_a_word_to_all_reaches_every_console_once(duty: Duty) -> None:
    said = "vi lukker kl. 24"
    async with watching(duty) as she, watching(duty, duty.colleague) as colleague:
        await she.line.ask("announce", {"text": said})
        heard = await colleague.until("announcement", lambda one: one["text"] == said)
        await she.until("announcement", lambda one: one["text"] == said)

        names = [name for name, data in colleague.told if data.get("text") == said]
        assert heard["by"] == "Birgit"
        assert names == ["announcement"]


async def test_a_counsellor_is_shown_no_board(duty: Duty) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        curious = Console(House(http, duty.serving.url))
        with pytest.raises(Refused, match="forbidden"):
            await curious.open(duty.counsellor)
        await curious.close()
    assert curious.told == []
