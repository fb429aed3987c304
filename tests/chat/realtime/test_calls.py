"""Who is called into a talk, over the wire: a bridge-builder, or a colleague who sits in."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from config.rehearsal.line import Json
from config.rehearsal.wire_client import StaffClient, YoungClient
from tests.chat.realtime.conftest import Staffed
from tests.chat.realtime.test_bridges import AALBORG, builder
from tests.chat.realtime.wire_house import People, refusal, until

Writes = Callable[[People, Staffed, "Called"], Awaitable[StaffClient]]


def calls(client: StaffClient) -> list[dict[str, Any]]:
    return list(client.news.get("tasks", {"calls": []})["calls"])


def whispers(client: StaffClient, conversation_id: str) -> list[str]:
    events = client.talks[conversation_id].cursor.events
    return [one["data"]["text"] for one in events if one["kind"] == "whisper"]


@dataclass
class Called:
    """A talk of Sofie's into which bridge-builders are called."""

    young: YoungClient
    sofie: StaffClient
    here: Json

    def whisper(self, text: str) -> Json:
        return {**self.here, "client_id": str(uuid4()), "text": text}

    def of_the_young(self) -> list[Json]:
        return list(self.young.talk.cursor.events)

    async def says(self, text: str) -> None:
        """Have the young person write, and wait until the counsellor has it."""
        await self.young.talk.say(text)
        await until(lambda: text in str(self.sofie.talks[self.where].cursor.events))

    @property
    def where(self) -> str:
        return str(self.here["conversation_id"])

    async def may_nobody(self, builder: StaffClient) -> None:
        """Try everything somebody may do who is in."""
        for event, payload in (
            ("conversation:open", {**self.here, "last_seq": 0}),
            ("events:since", {**self.here, "seq": 0}),
            ("whisper:send", self.whisper("en til")),
            ("message:send", self.whisper("hej")),
            ("conversation:step_out", self.here),
        ):
            assert await refusal(builder, event, payload) == "not_assigned"


async def a_talk(people: People) -> Called:
    young = await people.young(age_band="15_17", municipality=AALBORG)
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    return Called(young, sofie, {"conversation_id": talk.conversation_id})


async def on_duty(people: People, staffed: Staffed, name: str, area: str) -> StaffClient:
    one = await builder(people, staffed, name, area)
    await one.line.ask("shift:start", {"capacity": 1})
    return one


async def comes(ida: StaffClient, called: Called, question: str = "hvad siger jeg?") -> Json:
    """Call, and let her be the first; return what the call goes by."""
    await called.sofie.line.ask("bridge:call", {**called.here, "question": question})
    await until(lambda: calls(ida))
    mine = {"call_id": calls(ida)[0]["call_id"]}
    await ida.line.ask("call:answer", mine)
    await ida.follow(called.where)
    return mine


async def test_the_call_goes_to_those_on_duty_there_and_one_wins(
    people: People, staffed: Staffed
) -> None:
    called = await a_talk(people)
    sofie = called.sofie
    question = {**called.here, "question": "hvad siger jeg om nætterne?"}
    assert await refusal(sofie, "bridge:call", question) == "nobody_on_duty"
    off_duty = await builder(people, staffed, "bo", "0851")
    far = await on_duty(people, staffed, "far", "0461 1084")
    assert await refusal(sofie, "bridge:call", question) == "nobody_on_duty"
    ida = await on_duty(people, staffed, "ida", "1081")
    jonas = await people.staff("jonas")
    assert await refusal(jonas, "bridge:call", question) == "not_assigned"

    await sofie.line.ask("bridge:call", question)
    assert await refusal(sofie, "bridge:call", question) == "already_called"
    await until(lambda: calls(ida))
    (call,) = calls(ida)
    assert (call["municipality"], call["conversation_id"]) == (AALBORG, None)
    assert "nætterne" not in str(ida.news)
    assert calls(far) == calls(off_duty) == []
    mine = {"call_id": call["call_id"]}
    assert await refusal(far, "call:answer", mine) == "forbidden"
    await called.may_nobody(ida)
    await off_duty.line.ask("shift:start", {})
    await until(lambda: calls(off_duty))
    await ida.line.ask("call:answer", mine)
    assert await refusal(off_duty, "call:answer", mine) == "taken"
    await until(lambda: calls(off_duty) == [])
    await called.may_nobody(off_duty)


async def test_an_adviser_reads_from_the_call_on_and_writes_with_the_pen_alone(
    people: People, staffed: Staffed
) -> None:
    called = await a_talk(people)
    ida = await on_duty(people, staffed, "ida", "1081")
    await called.says("før kaldet")
    await comes(ida, called)
    await called.says("efter kaldet")
    reading = ida.talks[called.where].cursor
    await until(lambda: "efter kaldet" in str(reading.events))
    assert [one["kind"] for one in reading.events] == ["called", "joined", "message"]
    since = await ida.line.ask("events:since", {**called.here, "seq": 0})
    assert "før kaldet" not in str(since)
    assert "verdict" not in str(since)

    assert await refusal(ida, "message:send", called.whisper("hej")) == "not_assigned"
    assert await refusal(ida, "call:pen", {**called.here, "on": True}) == "not_assigned"
    advice = called.whisper("spørg, hvad der hjælper")
    first = await ida.line.ask("whisper:send", advice)
    assert await ida.line.ask("whisper:send", advice) == first
    await until(lambda: whispers(called.sofie, called.where) == [advice["text"]])
    await called.sofie.line.ask("note:add", called.whisper("kun for os to"))
    await called.sofie.line.ask("whisper:send", called.whisper("tak"))
    await until(lambda: "tak" in str(reading.events))
    assert "kun for os to" not in str(reading.events)

    await called.sofie.line.ask("call:pen", {**called.here, "on": True})
    await ida.line.ask("message:send", called.whisper("hej, jeg er Ida"))
    await until(lambda: "jeg er Ida" in str(called.of_the_young()))
    assert advice["text"] not in str(called.of_the_young())


async def test_who_is_let_go_reads_nothing_more_and_the_young_person_knows(
    people: People, staffed: Staffed
) -> None:
    called = await a_talk(people)
    ida = await on_duty(people, staffed, "ida", "1081")
    mine = await comes(ida, called)
    reading = ida.talks[called.where].cursor

    await called.sofie.line.ask("call:end", called.here)
    await until(lambda: "unfollowed" in ida.news)
    await called.says("nu er hun gået")

    await called.may_nobody(ida)
    assert await refusal(ida, "call:answer", mine) == "call_over"
    assert "nu er hun gået" not in str(reading.events)
    told = [one for one in called.of_the_young() if one["kind"] in {"joined", "left"}]
    assert [(one["kind"], one["data"]["role"]) for one in told] == [
        ("joined", "bridge"),
        ("left", "bridge"),
    ]
    assert "staff_id" not in str(told)


async def test_a_call_word_nobody_gave_and_other_consoles_answer_nothing(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    sofie = await people.staff("sofie")

    made_up = {"call_id": secrets.token_urlsafe(45)}
    assert await refusal(ida, "call:answer", made_up) == "not_found"
    assert await refusal(ida, "bridge:call", {}) == "unknown_event"
    assert await refusal(sofie, "call:answer", made_up) == "unknown_event"


def desk(client: StaffClient) -> Json:
    return client.news.get("desk", {})


def asked(client: StaffClient) -> list[dict[str, Any]]:
    return list(desk(client).get("asked_beside", []))


async def test_a_colleague_comes_beside_reads_whispers_writes_with_the_pen_and_goes(
    people: People, staffed: Staffed
) -> None:
    staffed.accounts["mia"] = staffed.processes[0].staff("mia", "counsellor", "Mia")
    young = await people.young()
    sofie, jonas, mia = [await people.staff(name) for name in ("sofie", "jonas", "mia")]
    talk = await sofie.accept(young.talk.conversation_id)
    here: Json = {"conversation_id": talk.conversation_id}
    await young.talk.say("før hun kom")
    seen = young.talk.cursor.events

    def text(words: str) -> Json:
        return {**here, "client_id": str(uuid4()), "text": words}

    async def may_nothing(client: StaffClient) -> None:
        for event, payload in (
            ("conversation:open", {**here, "last_seq": 0}),
            ("events:since", {**here, "seq": 0}),
            ("whisper:send", text("hvisk")),
            ("message:send", text("hej")),
            ("companion:pen", {**here, "on": True}),
            ("escalation:raise", {**here, "reason": "x"}),
        ):
            assert await refusal(client, event, payload) == "not_assigned"

    me = desk(mia)["me"]["staff_id"]
    assert await refusal(jonas, "companion:ask", {**here, "to": me}) == "not_assigned"
    await sofie.line.ask("companion:ask", {**here, "to": me})
    await until(lambda: asked(mia))
    assert asked(mia)[0]["by"] == desk(sofie)["me"]["display_name"]
    assert "før hun kom" not in str(mia.news)
    await may_nothing(mia)
    assert await refusal(jonas, "conversation:join", here) == "not_assigned"

    once = {**here, "client_id": str(uuid4())}
    page = await mia.line.ask("conversation:join", once)
    assert "før hun kom" in str(page)
    await mia.follow(talk.conversation_id)
    reading = mia.talks[talk.conversation_id].cursor
    await young.talk.say("efter hun kom")
    await until(lambda: "efter hun kom" in str(reading.events))
    await until(lambda: "'role': 'companion'" in str(seen))
    assert "staff_id" not in str(seen)
    await until(lambda: [one["seat"] for one in desk(mia)["conversations"]] == ["companion"])
    assert desk(mia)["shift"]["load"] == 0
    assert await refusal(mia, "message:send", text("hej")) == "not_assigned"
    assert await refusal(mia, "note:add", text("en note")) == "forbidden"

    await mia.line.ask("whisper:send", text("spørg om søvnen"))
    await until(lambda: "spørg om søvnen" in str(talk.cursor.events))
    await sofie.line.ask("companion:pen", {**here, "on": True})
    await mia.line.ask("message:send", text("hej, det er Mia"))
    await until(lambda: "det er Mia" in str(seen))
    assert await refusal(sofie, "message:send", text("hej")) == "not_assigned"
    await mia.line.ask("companion:pen", {**here, "on": False})
    await sofie.line.ask("message:send", text("og det er Sofie"))
    await until(lambda: "og det er Sofie" in str(reading.events))
    assert "søvnen" not in str(seen)

    await sofie.line.ask("companion:end", here)
    await until(lambda: "unfollowed" in mia.news)
    assert await refusal(mia, "conversation:join", once) == "not_assigned"
    await young.talk.say("nu er hun gået")
    await until(lambda: "nu er hun gået" in str(talk.cursor.events))
    await may_nothing(mia)
    assert "nu er hun gået" not in str(reading.events)
    await until(lambda: desk(mia)["conversations"] == [])


async def sits_with_the_pen(people: People, staffed: Staffed, called: Called) -> StaffClient:
    name = f"ea.{uuid4()}"
    staffed.accounts[name] = staffed.processes[0].staff(name, "counsellor", "Ea")
    ea = await people.staff(name)
    await called.sofie.line.ask("companion:ask", {**called.here, "to": ea.me["staff_id"]})
    await until(lambda: asked(ea))
    await ea.line.ask("conversation:join", called.here)
    await called.sofie.line.ask("companion:pen", {**called.here, "on": True})
    return ea


async def advises_with_the_pen(people: People, staffed: Staffed, called: Called) -> StaffClient:
    ida = await on_duty(people, staffed, f"ida.{uuid4()}", "1081")
    await comes(ida, called)
    await called.sofie.line.ask("call:pen", {**called.here, "on": True})
    return ida


async def has_taken_over(people: People, _: Staffed, called: Called) -> StaffClient:
    karen = await people.staff("karen", capacity=None)
    await karen.line.ask("shift:start", {})
    await karen.line.ask("conversation:take_over", called.here)
    return karen


@pytest.mark.parametrize("writes", [sits_with_the_pen, advises_with_the_pen, has_taken_over])
async def test_whoever_writes_is_here_though_the_counsellor_is_gone(
    people: People, staffed: Staffed, writes: Writes
) -> None:
    called = await a_talk(people)
    amina = await people.staff("amina", capacity=None)
    await writes(people, staffed, called)
    gone = called.sofie.me["staff_id"]

    await called.sofie.close()
    await until(lambda: gone not in here_on_shift(amina))
    called.young.counterpart = ""
    await called.young.line.cut()

    await until(lambda: called.young.counterpart)
    assert called.young.counterpart == "here"


async def test_a_companion_with_the_pen_who_loses_the_line_is_away(
    people: People, staffed: Staffed
) -> None:
    called = await a_talk(people)
    ea = await sits_with_the_pen(people, staffed, called)

    await ea.close()

    await until(lambda: called.young.counterpart == "away")


async def test_a_supervisor_who_has_taken_over_and_loses_the_line_is_away_until_they_are_back(
    people: People, staffed: Staffed
) -> None:
    called = await a_talk(people)
    karen = await has_taken_over(people, staffed, called)

    await karen.close()
    await until(lambda: called.young.counterpart == "away")
    called.young.counterpart = ""
    await called.young.line.cut()
    await until(lambda: called.young.counterpart == "away")
    await people.staff("karen", capacity=None)

    await until(lambda: called.young.counterpart == "here")


def here_on_shift(console: StaffClient) -> list[str]:
    staff = console.news.get("on_shift", {"staff": []})["staff"]
    return [one["staff_id"] for one in staff if one["role"] == "counsellor" and one["here"]]


async def test_a_trainee_takes_nobody_and_may_sit_in(people: People, staffed: Staffed) -> None:
    called = await a_talk(people)
    sofie, here = called.sofie, called.here
    staffed.accounts["nora"] = staffed.processes[0].staff("nora", "trainee", "Nora")
    nora = StaffClient(people.house, "counsellor")
    people._open.append(nora)
    await nora.open(staffed.accounts["nora"])
    await nora.line.ask("shift:start", {"capacity": 5})
    await until(lambda: desk(nora)["shift"]["state"] == "on")
    assert desk(nora)["shift"]["capacity"] == 0
    assert await refusal(nora, "conversation:accept", {}) == "forbidden"
    await sofie.line.ask("companion:ask", {**here, "to": desk(nora)["me"]["staff_id"]})
    await until(lambda: asked(nora))
    await nora.line.ask("conversation:join", here)
    await until(lambda: "Nora" in str(called.of_the_young()))
