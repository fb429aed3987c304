"""What a supervisor does in a conversation, beside who holds it, over the real wire."""

import asyncio
from datetime import datetime
from uuid import uuid4

import pytest

from config.rehearsal.line import Refused
from tests.supervisor_console.duty import (
    DANGER,
    SOON_S,
    Duty,
    a_talk,
    about,
    acts_on,
    learning,
    reads_written_down,
    watching,
)


async def test_reading_along_is_live_and_written_down_once(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say("hej")
        before = await reads_written_down(duty, two.conversation_id)

        await she.follow(two.conversation_id)
        await two.asking.say("er du der")
        heard = await she.until("event", lambda one: one["data"].get("text") == "er du der")
        await she.line.ask("events:since", about(two.conversation_id, seq=0))

    assert heard["data"]["verdict"]["status"] == "assessed"
    assert await reads_written_down(duty, two.conversation_id) == before + 1


async def test_a_whisper_reaches_the_counsellor_and_never_the_young_person(duty: Duty) -> None:
    whisper = "spørg om der er nogen i huset"
    async with watching(duty) as she, a_talk(duty) as two:
        asked = about(two.conversation_id, client_id=str(uuid4()), text=whisper)
        await she.line.ask("whisper:send", asked)
        again = await she.line.ask("whisper:send", asked)
        await two.answering.say("er du alene")
        await two.asking.say("ja")

        theirs = [event["kind"] for event in two.answering.cursor.events]
        assert theirs.count("whisper") == 1
        assert again["seq"] > 0
        assert whisper not in str(two.asking.cursor.events)
        assert two.asking.cursor.ahead == {}


async def test_lowering_the_level_is_the_supervisors(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        up = about(two.conversation_id, level=2, reason="det lyder tungt")
        down = about(two.conversation_id, level=1, reason="det var en sang")
        await two.counsellor.line.ask("level:set", up)
        with pytest.raises(Refused, match="forbidden"):
            await two.counsellor.line.ask("level:set", down)

        await she.line.ask("level:set", down)

        assert (await she.row_of(two.conversation_id, lambda row: row["level"] == 1))["assessed"]


async def test_a_conversation_with_an_open_escalation_is_not_ended(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        end = about(two.conversation_id, reason="other")
        await two.asking.say(DANGER)
        one = await she.escalation_of(two.conversation_id)
        with pytest.raises(Refused, match="escalated"):
            await she.line.ask("conversation:close", end)
        named = {"escalation_id": one["escalation_id"]}
        await she.line.ask("escalation:acknowledge", named)
        await she.line.ask("escalation:resolve", {**named, "outcome": "called_112"})

        await she.line.ask("conversation:close", end)

        await she.until("board:changed", lambda frame: two.conversation_id in frame["gone"])


async def test_who_reads_along_leaves_no_mark_with_the_young_person(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        await two.asking.say("hej")
        await she.follow(two.conversation_id)

        shown: list[str] = []
        two.young.line._on_event = lambda event, _: shown.append(event)
        await she.line.ask("typing", about(two.conversation_id, on=True))
        await she.line.ask("seen", about(two.conversation_id, seq=3))
        await two.answering.say("hej med dig")
        async with asyncio.timeout(SOON_S):
            while "event" not in shown:  # noqa: ASYNC110 - what is waited for is on its way here
                await asyncio.sleep(0.02)
        assert not {"typing", "seen"} & set(shown)
        with pytest.raises(Refused, match="not_assigned"):
            await she.line.ask(
                "message:send", about(two.conversation_id, client_id=str(uuid4()), text="hej")
            )


async def test_the_pen_goes_to_the_supervisor_and_back_and_all_three_know(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        here = about(two.conversation_id)
        await she.line.ask("conversation:take_over", here)
        row = await she.row_of(two.conversation_id, lambda one: one["beside"] is not None)
        written = about(two.conversation_id, client_id=str(uuid4()), text="jeg hedder Birgit")
        await she.line.ask("message:send", written)
        with pytest.raises(Refused, match="not_assigned"):
            await two.answering.say("mig igen")
        await two.counsellor.line.ask(
            "whisper:send", about(two.conversation_id, client_id=str(uuid4()), text="tak")
        )
        await she.line.ask("conversation:step_out", here)
        await two.answering.say("jeg er her igen")
        await two.asking.say("hej")

    heard = [(one["kind"], one["data"]) for one in two.asking.cursor.events]
    told = [kind for kind, _ in heard if kind in {"joined", "assigned", "left", "message"}]
    assert row["beside"]["display_name"] == "Birgit"
    assert told[1:7] == ["joined", "assigned", "message", "left", "assigned", "message"]
    assert "staff_id" not in str(heard)
    assert "tak" not in [data.get("text") for _, data in heard]


async def test_a_supervisor_seats_somebody_beside_a_counsellor(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two, learning(duty) as nora:
        here = about(two.conversation_id)
        await she.line.ask("companion:ask", {**here, "to": nora.me["staff_id"]})
        row = await she.row_of(two.conversation_id, lambda one: one["companion"] is not None)
        desk = await nora.until("desk", lambda one: bool(one["asked_beside"]))
        await nora.line.ask("conversation:join", here)
        await she.row_of(two.conversation_id, lambda one: "'Nora'" in str(one["companion"]))
        await she.line.ask("companion:end", here)
        await two.asking.say("tak for hjælpen")
        acts = await acts_on(duty, two.conversation_id)

    assert row["companion"]["asked_by"] == desk["asked_beside"][0]["by"] == "Birgit"
    told = [one["data"] for one in two.asking.cursor.events if one["kind"] in {"joined", "left"}]
    assert [(one.get("display_name"), one["role"]) for one in told] == [
        ("Nora", "companion")
    ] * 2 + [(None, "young")]
    assert [act for act in acts if "companion" in act] == ["ask_companion", "end_companion"]


async def test_two_who_write_in_the_plan_at_once_keep_each_others_words(duty: Duty) -> None:
    async with watching(duty) as she, a_talk(duty) as two:
        here = about(two.conversation_id)
        lines = (she.line, two.counsellor.line)
        words = {"company": "fodbold", "own_ways": "gå en tur", "professionals": "112"}
        await asyncio.gather(
            *(
                lines[number % 2].ask("safety_plan:update", {**here, "field": name, "text": text})
                for number, (name, text) in enumerate(words.items())
            )
        )
        await two.asking.say("tak")

        plans = [one["data"] for one in two.asking.cursor.events if one["kind"] == "safety_plan"]
        assert {name: text for name, text in plans[-1].items() if text} == words


async def test_who_reads_along_keeps_a_conversation_and_says_why(duty: Duty) -> None:
    async with watching(duty) as she, watching(duty, duty.colleague) as other, a_talk(duty) as two:
        here = about(two.conversation_id)
        for event in ("retention:show", "retention:hold", "retention:release"):
            payload = {**here, "reason": "x"} if event == "retention:hold" else here
            with pytest.raises(Refused, match="not_assigned"):  # who reads is written down first
                await she.line.ask(event, payload)
        await she.follow(two.conversation_id)
        await other.follow(two.conversation_id)
        with pytest.raises(Refused, match="not_found"):
            await she.line.ask("retention:release", here)
        for reason in (" ", "x" * 401):
            with pytest.raises(Refused, match=r"malformed|too_long"):
                await she.line.ask("retention:hold", {**here, "reason": reason})
        free = await she.line.ask("retention:show", here)
        await she.line.ask("retention:hold", {**here, "reason": "politiet spørger"})
        held = await other.line.ask("retention:show", here)
        await other.line.ask("retention:release", here)
        after = await she.line.ask("retention:show", here)
        acts = await acts_on(duty, two.conversation_id)

    assert {free["by"], free["held_at"], free["reason"], after["by"]} == {None}
    assert (held["by"], held["reason"]) == ("Birgit", "politiet spørger")
    assert datetime.fromisoformat(held["held_at"]).tzinfo is not None
    assert [act for act in acts if act.endswith("legally")] == ["hold_legally", "release_legally"]


async def test_a_conversation_that_never_was_reads_like_anothers(duty: Duty) -> None:
    async with watching(duty) as she:
        with pytest.raises(Refused, match="not_assigned"):
            await she.line.ask("conversation:open", about(str(uuid4()), last_seq=0))
