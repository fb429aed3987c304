"""Waiting, meeting, handing on and coming back, over real sockets."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from config.rehearsal.line import Refused
from config.rehearsal.wire_client import StaffClient, YoungClient
from tests.chat.realtime.wire_house import POLICY, People, people_of, refusal, until
from tests.serving import Serving

RISK = "jeg vil ikke leve mere"


def kinds(client: YoungClient) -> list[str]:
    return [event["kind"] for event in client.talk.cursor.events]


def row(client: StaffClient, news: str, young: YoungClient) -> dict[str, object]:
    rows = client.news.get(news, {}).get("waiting" if news == "waiting_room" else "rows", [])
    here = young.talk.conversation_id
    return next((dict(one) for one in rows if one["conversation_id"] == here), {})


async def test_two_people_talk_and_both_see_it_in_order(people: People) -> None:
    young, sofie = await people.young(), await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)

    for number in range(10):
        await young.talk.say(f"ung {number}")
        await talk.say(f"rådgiver {number}")

    said = [f"{who} {n}" for n in range(10) for who in ("ung", "rådgiver")]
    for log in (young.talk, talk):
        await until(lambda log=log: len(log.cursor.events) >= 22)  # type: ignore[misc] # a lambda
        texts = [one["data"]["text"] for one in log.cursor.events if one["kind"] == "message"]
        assert texts == said


async def test_who_writes_of_risk_goes_ahead_in_the_line(people: People) -> None:
    karen = await people.staff("karen", capacity=None)
    first, second = await people.young(), await people.young()
    await until(lambda: row(karen, "waiting_room", second))

    await second.talk.say(RISK)

    await until(lambda: int(str(row(karen, "waiting_room", second).get("level", 0))) >= 2)
    line = [one["conversation_id"] for one in karen.news["waiting_room"]["waiting"]]
    assert line.index(second.talk.conversation_id) < line.index(first.talk.conversation_id)


async def test_no_word_of_theirs_stands_in_a_list_of_people(people: People) -> None:
    secret = "havørnen flyver lavt"
    young = await people.young(opening=secret, gender="mine egne ord")
    sofie, karen = await people.staff("sofie"), await people.staff("karen", capacity=None)
    await until(lambda: row(sofie, "waiting_room", young) and row(karen, "board", young))

    heard = str(people.heard[sofie]) + str(people.heard[karen])

    assert secret not in heard
    assert "mine egne ord" not in heard


async def test_at_capacity_one_takes_nobody_more(people: People) -> None:
    young, other = await people.young(), await people.young()
    sofie = await people.staff("sofie", capacity=1)
    await until(lambda: sofie.news["desk"]["shift"]["load"] == 0)
    await sofie.accept(young.talk.conversation_id)

    code = await refusal(
        sofie, "conversation:accept", {"conversation_id": other.talk.conversation_id}
    )

    assert code == "at_capacity"


async def test_where_policy_forbids_picking_one_meets_the_next_or_whom_a_colleague_offers(
    tmp_path: Path,
) -> None:
    serving = Serving(tmp_path, POLICY + "picking: off\n")
    staff = {name: serving.staff(name, "counsellor", name.title()) for name in ("sofie", "jonas")}
    async with serving.beside(), people_of((serving,), staff) as people:
        sofie, jonas = await people.staff("sofie"), await people.staff("jonas")
        first, second = await people.young(), await people.young()
        await until(lambda: row(sofie, "waiting_room", second))
        wish = {"conversation_id": second.talk.conversation_id}

        assert await refusal(sofie, "conversation:accept", wish) == "picking_off"
        await sofie.accept(first.talk.conversation_id)

        third = await people.young()
        await until(lambda: row(sofie, "waiting_room", third))
        about = {"conversation_id": first.talk.conversation_id}
        await sofie.line.ask(
            "conversation:transfer", {**about, "to": jonas.me["staff_id"], "note": None}
        )
        await until(lambda: jonas.news.get("offer"))
        await jonas.accept(first.talk.conversation_id)
        assert (await sofie.line.ask("conversation:accept", {}))["conversation_id"] == wish[
            "conversation_id"
        ]


async def test_off_shift_or_pausing_one_takes_nobody(people: People) -> None:
    young = await people.young()
    sofie = await people.staff("sofie")
    wish = {"conversation_id": young.talk.conversation_id}

    await sofie.line.ask("shift:pause", {})
    assert await refusal(sofie, "conversation:accept", wish) == "off_shift"
    await sofie.line.ask("shift:end", {})
    assert await refusal(sofie, "conversation:accept", wish) == "off_shift"


async def test_a_reload_keeps_the_place_and_the_talk(people: People) -> None:
    young, sofie = await people.young(), await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    await talk.say("hej med dig")

    await young.line.cut()
    await talk.say("mens du var væk")

    await until(lambda: kinds(young).count("message") == 2)


async def test_a_counsellor_who_is_gone_is_missed_and_then_given_up(people: People) -> None:
    young, sofie = await people.young(), await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    await talk.say("hej")

    await sofie.close()

    await until(lambda: "released" in kinds(young))
    jonas = await people.staff("jonas")
    again = await jonas.accept(young.talk.conversation_id)
    assert [one["kind"] for one in again.cursor.events].count("message") == 1


async def test_a_counsellor_who_reloads_keeps_what_they_hold(people: People) -> None:
    young, sofie = await people.young(), await people.staff("sofie")
    await sofie.accept(young.talk.conversation_id)
    await sofie.close()
    back = await people.staff("sofie", capacity=None)

    await until(lambda: back.news.get("desk"))

    held = [one["conversation_id"] for one in back.news["desk"]["conversations"]]
    assert young.talk.conversation_id in held


async def test_an_offer_is_taken_by_the_one_it_was_held_out_to(people: People) -> None:
    young = await people.young()
    sofie, jonas = await people.staff("sofie"), await people.staff("jonas")
    talk = await sofie.accept(young.talk.conversation_id)
    here = {"conversation_id": talk.conversation_id}

    hand_on = {**here, "to": jonas.me["staff_id"], "note": "Vil helst tale med en mand"}
    await sofie.line.ask("conversation:transfer", hand_on)
    await until(lambda: people.news(jonas, "offer"))
    await until(lambda: people.news(jonas, "desk")[-1]["offers"])
    assert people.news(jonas, "desk")[-1]["offers"][0]["note"] == hand_on["note"]
    taken = await jonas.accept(talk.conversation_id)

    await until(lambda: people.news(sofie, "unfollowed"))
    assert (
        await refusal(sofie, "message:send", {**here, "client_id": str(uuid4()), "text": "hov"})
        == "not_assigned"
    )
    await taken.say("jeg har læst med")
    await until(lambda: "transferred" in kinds(young))
    # Whoever takes over has the note in the log; the young person has not.
    assert hand_on["note"] in str([one for one in taken.cursor.events if one["kind"] != "note"])
    assert hand_on["note"] not in str(young.talk.cursor.events)
    await young.talk.say("det er fint")
    await until(lambda: "det er fint" in str(taken.cursor.events))

    # Whoever has handed on hears nothing more of it, and may not ask either.
    assert "jeg har læst med" not in str(talk.cursor.events)
    assert "det er fint" not in str(talk.cursor.events)
    assert await refusal(sofie, "events:since", {**here, "seq": 0}) == "not_assigned"
    assert await refusal(sofie, "conversation:open", here) == "not_assigned"


async def test_risk_brings_every_supervisor_at_once_and_one_takes_it(people: People) -> None:
    young, sofie = await people.young(), await people.staff("sofie")
    karen = await people.staff("karen", capacity=None)
    amina = await people.staff("amina", capacity=None)
    await sofie.accept(young.talk.conversation_id)

    await young.talk.say("jeg gør det i aften. jeg har sagt farvel")

    for supervisor in (karen, amina):
        await until(lambda s=supervisor: people.news(s, "escalation"))  # type: ignore[misc] # a lambda
    escalation = people.news(karen, "escalation")[-1]
    mine = {"escalation_id": escalation["escalation_id"]}
    await karen.line.ask("escalation:acknowledge", mine)
    with pytest.raises(Refused) as refused:
        await amina.line.ask("escalation:acknowledge", mine)
    assert refused.value.code == "already_acknowledged"

    here = {"conversation_id": young.talk.conversation_id}
    close = {**here, "reason": "finished"}
    assert await refusal(sofie, "conversation:close", close) == "escalated"
    await karen.line.ask("escalation:resolve", {**mine, "outcome": "stayed", "note": None})
    await sofie.line.ask("conversation:close", close)
    await until(lambda: "closed" in kinds(young))


async def test_open_escalations_are_shown_again_to_a_supervisor_who_comes(people: People) -> None:
    young = await people.young(opening="jeg gør det i aften. jeg har sagt farvel")

    karen = await people.staff("karen", capacity=None)

    here = young.talk.conversation_id
    await until(
        lambda: any(one["conversation_id"] == here for one in people.news(karen, "escalation"))
    )
    shown = [one for one in people.news(karen, "escalation") if one["conversation_id"] == here]
    assert shown[-1]["state"] == "raised"


async def test_the_young_person_learns_nothing_of_levels_or_flags(people: People) -> None:
    young, sofie = await people.young(opening=RISK), await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    await young.talk.say(RISK)
    note = {"conversation_id": talk.conversation_id, "client_id": str(uuid4()), "text": "en note"}
    await sofie.line.ask("note:add", note)
    await talk.say("jeg er her")
    await until(lambda: kinds(young).count("message") == 2)

    heard = str(young.talk.cursor.events)

    assert set(kinds(young)) == {"opened", "assigned", "message"}
    assert not any(word in heard for word in ("verdict", "level", "staff_id", "note", "Havtorn"))


async def test_who_opens_and_never_comes_stands_in_nobodys_way(people: People) -> None:
    opened = await people.house.open_conversation({"token": "B" * 42 + "A", "lang": "da"})
    karen = await people.staff("karen", capacity=None)
    here = str(opened["conversation_id"])
    talk = await karen.follow(here)

    await until(lambda: any(one["kind"] == "closed" for one in talk.cursor.events))


async def test_one_seat_may_have_six_tabs_and_no_more_where_there_are_limits(
    people: People,
) -> None:
    young = await people.young()

    tabs = [YoungClient(people.house) for _ in range(3)]
    for tab in tabs:
        tab.token = young.token
        await tab.open()
    await young.talk.say("i alle faner")

    for tab in tabs:
        await until(lambda tab=tab: kinds(tab).count("message") == 1)  # type: ignore[misc] # a lambda
        await tab.close()


async def test_all_heads_are_told_again_soon_after_the_last_event(people: People) -> None:
    young, sofie = await people.young(), await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    await talk.say("hej")
    ack = await young.talk.say("hej")

    await until(lambda: kinds(young).count("message") == 2)
    await asyncio.wait_for(_heads(young, int(str(ack["seq"]))), 8)


async def _heads(young: YoungClient, seq: int) -> None:
    heard: asyncio.Queue[object] = asyncio.Queue()
    young.talk.head = heard.put_nowait  # type: ignore[method-assign, assignment] # listen in
    while await heard.get() != seq:
        pass
