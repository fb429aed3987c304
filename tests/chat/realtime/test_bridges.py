"""A bridge over the wire: suggested, offered, said yes to, handed over, and taken back."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from config.rehearsal.line import Json
from config.rehearsal.wire_client import StaffClient, YoungClient
from tests.chat.realtime.conftest import Staffed
from tests.chat.realtime.wire_house import People, refusal, until

SERVICE = "headspace-centre"
WITHDRAWN = "startlinjen"
"""One test takes it out: another process may not have heard yet that it is back."""
AALBORG = "0851"
NOT_OFFERED = {"not_found", "malformed", "nobody_there"}
SHARE = {"name": "Liv", "phone": "20 30 40 50"}
SUMMARY = "Vi talte om kanariefuglen og om skolen."
SECRETS = ("20 30 40 50", "Liv")


async def builder(people: People, staffed: Staffed, name: str, area: str) -> StaffClient:
    if name not in staffed.accounts:
        made = staffed.processes[0].staff(name, "bridge_builder", name.title(), area)
        staffed.accounts[name] = made
    client = StaffClient(people.house, "bridge")
    people._open.append(client)
    await client.open(staffed.accounts[name])
    return client


def tasks(client: StaffClient) -> list[dict[str, Any]]:
    return list(client.news.get("tasks", {"bridges": []})["bridges"])


async def task_of(client: StaffClient, *, among: list[dict[str, Any]] | None = None) -> Json:
    """Return what her list calls the hand-over that has just come: no id of the talk's."""
    before = [one["bridge_id"] for one in among or []]
    new: list[str] = []

    def come() -> bool:
        new[:] = [
            one["bridge_id"]
            for one in tasks(client)
            if one["lane"] and one["bridge_id"] not in before
        ]
        return bool(new)

    await until(come)
    return {"bridge_id": new[0]}


def statuses(client: StaffClient) -> list[tuple[str, str]]:
    return [(one["bridge_id"], one["status"]) for one in tasks(client)]


def kinds(young: YoungClient) -> list[str]:
    return [one["kind"] for one in young.talk.cursor.events]


def of_the_bridge(events: list[Json]) -> list[Json]:
    told = {"bridge_offered", "bridge_answered", "bridge_updated", "bridge_withdrawn"}
    return [one for one in events if one["kind"] in told]


async def each_event_tells_the_whole_bridge(
    young: YoungClient, at_the_desk: list[Json], bridge_id: object
) -> None:
    """Live and read anew, for the young person and, with the note, for the counsellor."""
    live = of_the_bridge(young.talk.cursor.events)
    await until(lambda: len(of_the_bridge(at_the_desk)) == len(live))
    since = await young.line.ask("events:since", {"seq": 0})
    assert of_the_bridge(since["events"]) == live
    card = live[0]["data"]["service"]
    for log, is_staff in ((live, False), (of_the_bridge(at_the_desk), True)):
        for told in (event["data"] for event in log):
            assert (told["bridge_id"], told["lane"]) == (bridge_id, "hand_over")
            assert (told["service"], told["asked"]) == (card, ["name", "phone"])
            assert {"status", "message_to_young"} <= set(told)
            assert ("note" in told) is is_staff
    whole_logs = f"{young.talk.cursor.events} {at_the_desk}"
    assert not any(secret in whole_logs for secret in SECRETS)


async def asked(
    people: People, name: str, method: str, path: str, body: object = None
) -> dict[str, Any]:
    """Ask for the directory as a supervisor does."""
    account, house = people.accounts[name], people.house
    cookie = await house.sign_in(account.username, account.password)
    headers = {"Cookie": cookie, "Origin": house.url}
    url = f"{house.url}/api/directory{path}"
    async with people.http.request(method, url, json=body, headers=headers) as answer:
        assert answer.status == 200
        return dict(await answer.json())


def said(found: Json) -> list[str]:
    return [why for service in found["services"] for why in service["reasons"]]


async def test_who_suits_is_told_with_reasons_and_in_danger_112_first(people: People) -> None:
    young = await people.young(age_band="15_17", municipality=AALBORG, about="loneliness")
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    here = {"conversation_id": talk.conversation_id}

    calm = await sofie.line.ask("bridge:suggest", {**here, "needs": ["bullying"]})
    named = await sofie.line.ask("bridge:suggest", {**here, "anonymous": False})
    danger = await sofie.line.ask("bridge:suggest", {**here, "needs": ["acute_danger"]})

    assert any("Ensomhed" in why for why in calm["services"][0]["reasons"])
    assert not calm["emergency"]
    wished = [any("den unge ønsker" in why for why in said(one)) for one in (calm, named)]
    assert wished == [True, False]
    assert danger["emergency"]
    assert danger["services"][0]["service_id"] == "alarm-112"
    assert all(one["checked"] or not one["phone"] for one in danger["services"])
    assert await refusal(sofie, "bridge:suggest", {**here, "needs": ["nonsense"]}) == "malformed"
    karen = await people.staff("karen", capacity=None)
    assert await refusal(karen, "bridge:suggest", here) == "not_assigned"
    for lane, ask, service in (
        ("self", [], "no-such"),
        ("hand_over", ["phone"], "alarm-112"),
        ("self", ["phone"], SERVICE),
        ("hand_over", [], SERVICE),
    ):
        wish = {**here, "service_id": service, "lane": lane, "ask": ask}
        assert await refusal(sofie, "bridge:offer", wish) in NOT_OFFERED


async def test_a_code_that_is_no_municipality_says_nothing_of_a_place(people: People) -> None:
    young = await people.young(municipality="9999")
    sofie = await people.staff("sofie")

    talk = await sofie.accept(young.talk.conversation_id)

    opened = next(event for event in talk.cursor.events if event["kind"] == "opened")
    assert opened["data"]["municipality"] is None


async def test_a_bridge_is_walked_from_offer_to_holding_and_seen_by_those_it_concerns(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    far = await builder(people, staffed, "far", "0461 1084")
    young = await people.young(age_band="15_17", municipality=AALBORG)
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    wish = {
        "conversation_id": talk.conversation_id,
        "service_id": WITHDRAWN,
        "lane": "hand_over",
        "ask": ["phone", "name"],
        "message_to_young": "prøv dem",
        "note": "ring efter kl. 15",
    }
    offered = {"bridge_id": (await sofie.line.ask("bridge:offer", wish))["bridge_id"]}
    assert await refusal(sofie, "bridge:offer", wish) == "conflict"
    assert await refusal(ida, "bridge:take", offered) == "not_found"
    assert tasks(ida) == []

    for wrong in (
        {"name": "Liv"},
        {"phone": "ring!"},
        {"phone": "12 34 56 7"},
        {"phone": "20304050", "email": "a@b.dk"},
    ):
        answer = {**offered, "accept": True, "share": wrong}
        assert await refusal(young, "bridge:answer", answer) == "malformed"
    await young.line.ask("bridge:answer", {**offered, "accept": True, "share": SHARE})
    again = {**offered, "accept": True, "share": SHARE}
    assert await refusal(young, "bridge:answer", again) == "already_answered"

    await until(lambda: tasks(ida))
    (task,) = tasks(ida)
    assert task["shared"] == ["name", "phone"]
    assert (task["service"]["service_id"], task["service"]["retired"]) == (WITHDRAWN, False)
    assert (task["municipality"], task["age_band"], task["topics"]) == (AALBORG, "15_17", [])
    mine = {"bridge_id": task["bridge_id"]}
    nobodys = {"bridge_id": mine["bridge_id"][::-1].replace("=", "A")}
    assert await refusal(ida, "bridge:take", nobodys) == "not_found"
    assert await refusal(far, "bridge:take", mine) == "forbidden"
    assert await refusal(far, "bridge:history", mine) == "forbidden"
    assert await refusal(far, "bridge:details", mine) == "not_assigned"
    assert await refusal(ida, "bridge:details", mine) == "not_assigned"

    # It is taken out of the directory while somebody is on their way there: the task stays.
    listed = await asked(people, "karen", "get", "")
    version = next(one["version"] for one in listed["services"] if one["service_id"] == WITHDRAWN)
    out = await asked(people, "karen", "post", f"/{WITHDRAWN}/retire", {"version": version})
    await until(lambda: [one["service"]["retired"] for one in tasks(ida)] == [True])
    assert tasks(ida)[0]["service"]["name"] == task["service"]["name"]
    await ida.line.ask("bridge:take", mine)
    assert (await ida.line.ask("bridge:details", mine))["shared"] == SHARE
    back = f"/edits/{out['edit_id']}/withdraw"
    assert (await asked(people, "amina", "post", back, {"reason": "x"}))["state"] == "withdrawn"
    contact = {"status": "first_contact", "note": "ringet", "message_to_young": "vi ses"}
    far_ahead = {**mine, **contact, "follow_up_at": "2099-01-01T12:00:00Z"}
    assert await refusal(ida, "bridge:update", far_ahead) == "malformed"
    await ida.line.ask("bridge:update", {**mine, **contact})
    await ida.line.ask("bridge:update", {**mine, "status": "held"})
    await until(lambda: kinds(young).count("bridge_updated") == 4)
    last = young.talk.cursor.events
    assert [one["data"].get("message_to_young") for one in last][-2] == "vi ses"
    assert "ringet" not in str(last)
    history = await ida.line.ask("bridge:history", mine)
    assert [one["status"] for one in history["moves"]] == [
        "sent",
        "received",
        "first_contact",
        "held",
    ]
    await each_event_tells_the_whole_bridge(young, talk.cursor.events, offered["bridge_id"])
    assert tasks(far) == []
    await young.leave()


async def test_an_id_nobody_gave_is_answered_like_one_of_others_whatever_its_form(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    young, sofie = await people.young(), await people.staff("sofie")
    karen = await people.staff("karen", capacity=None)

    for made_up in (str(uuid4()), f"{uuid4()}.7", "12", "æ" * 200):
        bridge, raised = {"bridge_id": made_up}, {"escalation_id": made_up}
        for client, event, payload in (
            (ida, "bridge:take", bridge),
            (ida, "bridge:update", {**bridge, "status": "held"}),
            (ida, "call:answer", {"call_id": made_up}),
            (young, "bridge:answer", {**bridge, "accept": False}),
            (young, "bridge:withdraw", bridge),
            (sofie, "offer:decline", {"offer_id": made_up}),
            (sofie, "conversation:accept", {"conversation_id": str(uuid4())}),
            (karen, "escalation:acknowledge", raised),
            (karen, "escalation:resolve", {**raised, "outcome": "stayed"}),
        ):
            assert await refusal(client, event, payload) == "not_found", event
    await young.leave()


async def test_a_number_is_not_put_together_with_what_the_house_saw_in_the_talk(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    young = await people.young(municipality=AALBORG, age_band="15_17")
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    others = {one["bridge_id"] for one in tasks(ida)}
    danger = {"conversation_id": talk.conversation_id, "level": 3, "reason": "x"}
    await sofie.line.ask("level:set", danger)

    def new() -> list[dict[str, Any]]:
        return [one for one in tasks(ida) if one["bridge_id"] not in others]

    await until(lambda: [one for one in new() if one["call_word"]])
    (saw,) = new()
    wish = {"conversation_id": talk.conversation_id, "service_id": SERVICE, "lane": "hand_over"}
    offered = await sofie.line.ask("bridge:offer", {**wish, "ask": ["phone"]})
    answer = {"bridge_id": offered["bridge_id"], "accept": True, "share": {"phone": "20304050"}}
    await young.line.ask("bridge:answer", answer)

    await until(lambda: len(new()) == len(("seen", "handed")))

    seen, handed = sorted(new(), key=lambda one: one["lane"] is not None)
    assert seen["bridge_id"] == saw["bridge_id"]
    assert (handed["municipality"], handed["age_band"]) == (AALBORG, "15_17")
    assert {"trigger": "level", "topics": [], "call_word": None, "level": 0}.items() <= seen.items()
    assert not joined(seen, handed)
    moves = [await ida.line.ask("bridge:history", {"bridge_id": one["bridge_id"]}) for one in new()]
    for told in (ida.news, moves):
        assert talk.conversation_id not in str(told)
    await young.leave()


def joined(one: Json, other: Json) -> set[str]:
    """Name what says of two tasks that they are of one talk."""
    of_the_talk = one.keys() - {"lane", "owner", "ended_at", "shared", "service"}
    return {name for name in of_the_talk if one[name] is not None and one[name] == other[name]} - (
        {"topics"} if one["topics"] == [] else set()
    )


async def test_a_yes_is_taken_back_after_it_was_read_and_nobody_has_it_any_more(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    young = await people.young(municipality=AALBORG)
    other = await people.young()
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    offered = await sofie.line.ask(
        "bridge:offer",
        {
            "conversation_id": talk.conversation_id,
            "service_id": SERVICE,
            "lane": "hand_over",
            "ask": ["phone"],
        },
    )
    bridge = {"bridge_id": offered["bridge_id"]}
    share = {"phone": "20 30 40 50"}
    before = tasks(ida)
    await young.line.ask("bridge:answer", {**bridge, "accept": True, "share": share})
    task = await task_of(ida, among=before)
    received = {**task, "status": "received"}
    at = {"follow_up_at": "2099-01-01T12:00:00Z"}
    assert await refusal(ida, "bridge:update", {**received, **at}) == "malformed"
    await ida.line.ask("bridge:update", {**received, "note": "ringer i dag"})
    moves = (await ida.line.ask("bridge:history", task))["moves"]
    assert [moves[-1][name] for name in ("status", "note")] == ["received", "ringer i dag"]
    assert all(one["conversation_id"] is None for one in tasks(ida))
    assert await refusal(other, "bridge:withdraw", bridge) == "not_found"

    answer = await young.line.ask("bridge:withdraw", bridge)

    assert answer["seen_by"] == "Ida"
    assert (await ida.line.ask("bridge:details", task))["shared"] is None
    assert await refusal(ida, "bridge:update", {**task, "status": "held"}) == "closed"
    assert await refusal(young, "bridge:withdraw", bridge) == "closed"
    await until(lambda: (task["bridge_id"], "withdrawn") in statuses(ida))
    assert [one["data"]["seen_by"] for one in talk.cursor.events if "seen_by" in one["data"]]
    await young.leave()


async def test_four_words_open_a_talk_that_is_over_once_more_and_a_yes_is_taken_back(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    young = await people.young(municipality=AALBORG)
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    wish = {"conversation_id": talk.conversation_id, "service_id": SERVICE}
    offered = await sofie.line.ask("bridge:offer", {**wish, "lane": "hand_over", "ask": ["phone"]})
    bridge = {"bridge_id": offered["bridge_id"]}
    share = {"phone": "20 30 40 50"}
    token = secrets.token_urlsafe(32)
    before = tasks(ida)
    await young.line.ask("bridge:answer", {**bridge, "accept": True, "share": share})
    task = await task_of(ida, among=before)
    first = (await young.line.ask("return:make", {}))["code"]
    code = (await young.line.ask("return:make", {}))["code"]
    assert await back(people, code, token) == 401  # it goes on
    await young.leave()
    async with people.http.post(
        f"{people.serving.url}/api/conversations/leave", json={"token": young.token}
    ) as left:
        assert left.status == 204

    assert await back(people, first, token) == 401
    assert await back(people, "solhat havsti kagebro ulvehus", token) == 401
    assert await back(people, code.upper(), token) == 200
    again = YoungClient(people.house)
    again.token = token
    people._open.append(again)
    assert await again.open() == talk.conversation_id
    await until(lambda: "bridge_offered" in kinds(again))
    await again.line.ask("bridge:withdraw", bridge)

    assert await refusal(ida, "bridge:take", task) == "closed"
    stranger = YoungClient(people.house)
    stranger.token = young.token
    people._open.append(stranger)
    assert await stranger.open() != talk.conversation_id  # the old secret opens it no more


async def test_a_task_is_planned_by_whoever_has_it_and_let_go_by_a_supervisor_who_reads_along(
    people: People, staffed: Staffed
) -> None:
    ida = await builder(people, staffed, "ida", "1081")
    young = await people.young(municipality=AALBORG)
    sofie, karen = await people.staff("sofie"), await people.staff("karen", capacity=None)
    talk = await sofie.accept(young.talk.conversation_id)
    wish = {"conversation_id": talk.conversation_id, "service_id": SERVICE}
    offered = await sofie.line.ask("bridge:offer", {**wish, "lane": "hand_over", "ask": ["phone"]})
    bridge = {"bridge_id": offered["bridge_id"]}
    before = tasks(ida)
    share = {"phone": "20 30 40 50"}
    await young.line.ask("bridge:answer", {**bridge, "accept": True, "share": share})
    task = await task_of(ida, among=before)
    soon = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    plan = {**task, "follow_up_at": soon, "note": "ringer tirsdag"}
    assert await refusal(ida, "bridge:plan", plan) == "not_assigned"
    await ida.line.ask("bridge:take", task)
    assert await refusal(ida, "bridge:plan", {**plan, "follow_up_at": "2026-01-01"}) == "malformed"

    await ida.line.ask("bridge:plan", plan)

    moves = (await ida.line.ask("bridge:history", task))["moves"]
    assert (moves[-1]["status"], moves[-1]["follow_up_at"]) == ("planned", soon)
    assert await refusal(karen, "bridge:let_go", bridge) == "not_assigned"
    await karen.follow(talk.conversation_id)
    await karen.line.ask("bridge:let_go", bridge)
    await until(lambda: (task["bridge_id"], "sent") in statuses(ida))
    assert await refusal(ida, "bridge:details", task) == "not_assigned"
    assert await refusal(karen, "bridge:let_go", bridge) == "closed"
    await young.line.ask("bridge:withdraw", bridge)
    await until(lambda: "bridge_withdrawn" in kinds(young))
    assert "planned" not in str(young.talk.cursor.events)


async def test_the_next_volunteer_reads_what_the_young_person_agreed_to_and_brings(
    people: People,
) -> None:
    young = await people.young()
    sofie, jonas = await people.staff("sofie"), await people.staff("jonas")
    talk = await sofie.accept(young.talk.conversation_id)
    here = {"conversation_id": talk.conversation_id}
    seq = (await sofie.line.ask("summary:propose", {**here, "text": SUMMARY}))["seq"]
    await until(lambda: young.talk.cursor.seq >= seq)
    assert "kanariefugl" not in str(young.talk.cursor.events)
    assert (await young.line.ask("summary:read", {}))["text"] == SUMMARY
    assert await refusal(young, "summary:answer", {"seq": seq, "answer": "maybe"}) == "malformed"
    await young.line.ask("summary:answer", {"seq": seq, "answer": "yes"})
    code = (await young.line.ask("return:make", {}))["code"]
    goes_on = await people.young(summary_of=young.token)
    await young.leave()
    await sofie.line.ask("wrap_up:record", {**here, "main": "family", "outcome": "helped"})
    token = secrets.token_urlsafe(32)
    assert await back(people, code, token) == 200

    again = await people.young(summary_of=token)
    empty = await people.young(summary_of=young.token)  # dead since the words were used
    talks = [await jonas.accept(one.talk.conversation_id) for one in (again, empty, goes_on)]

    await until(lambda: brought(again) == [SUMMARY])
    assert [one["data"] for one in talks[0].cursor.events if one["kind"] == "summary_brought"] == [
        {"text": SUMMARY}
    ]
    assert brought(empty) == brought(goes_on) == []
    assert talk.conversation_id not in str(talks[0].cursor.events)


async def back(people: People, code: str, token: str) -> int:
    url = people.serving.url
    async with people.http.post(
        f"{url}/api/return",
        json={"code": code, "token": token},
        headers={"Origin": url},
    ) as answer:
        return answer.status


def brought(young: YoungClient) -> list[str]:
    events = young.talk.cursor.events
    return [str(one["data"]["text"]) for one in events if one["kind"] == "summary_brought"]
