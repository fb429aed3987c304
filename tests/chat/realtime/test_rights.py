"""Who may do what: every event tried by those who have no right to it."""

from uuid import uuid4

import pytest

from chat.realtime import counsellor
from chat.realtime.asking import Ask, asks_of
from config.rehearsal.line import Refused
from config.rehearsal.wire_client import StaffClient
from tests.chat.realtime.wire_house import People, refusal, until

ABOUT_ONE: dict[str, dict[str, object]] = {
    "conversation:open": {},
    "message:send": {"client_id": str(uuid4()), "text": "hej"},
    "events:since": {"seq": 0},
    "seen": {"seq": 1},
    "note:add": {"client_id": str(uuid4()), "text": "en note"},
    "whisper:send": {"client_id": str(uuid4()), "text": "hvisk"},
    "assessment:record": {"answers": {"thoughts": "no"}},
    "emergency:tick": {"step": "called_112", "done": True},
    "safety_plan:update": {"field": "company", "text": "fodbold"},
    "summary:propose": {"text": "Vi talte om skolen."},
    "video:end": {"seq": 1},
    "flag:judge": {"seq": 1, "correct": True},
    "level:set": {"level": 2, "reason": "x"},
    "escalation:raise": {"reason": "x"},
    "conversation:transfer": {"to": "waiting_room"},
    "conversation:pause": {"minutes": 5},
    "conversation:report": {"reason": "x"},
    "bridge:suggest": {"needs": ["family"]},
    "bridge:offer": {"service_id": "alarm-112", "lane": "self"},
    "bridge:call": {"question": "x"},
    "call:end": {},
    "call:pen": {"on": True},
    "companion:ask": {"to": str(uuid4())},
    "companion:end": {},
    "companion:pen": {"on": True},
    "conversation:join": {},
    "conversation:step_out": {},
    "conversation:close": {"reason": "finished"},
    "wrap_up:record": {"main": "family", "outcome": "helped"},
}
"""Every counsellor's event about one conversation, with a payload that is right otherwise."""
TRIED_ELSEWHERE = {
    "typing": "is no question: what a stranger says is passed on to nobody, as seen below",
    "video:offer": "needs a room: tests/chat/domain/test_video_counselling.py",
    "video:link": "needs a room: tests/chat/actions/test_video_links.py",
}


def test_no_event_about_a_conversation_is_left_out() -> None:
    asked = [ask for verbs in counsellor.VERBS for _, ask in asks_of(verbs)]
    named = {ask.event for ask in asks_of_one(asked)}

    assert named == {*ABOUT_ONE, *TRIED_ELSEWHERE}


def asks_of_one(asked: list[Ask]) -> list[Ask]:
    """Return those that name a conversation and cannot do without."""
    return [
        ask
        for ask in asked
        if (named := ask.payload.model_fields.get("conversation_id")) and named.is_required()
    ]


async def test_a_colleagues_conversation_is_as_if_it_were_not(people: People) -> None:
    young = await people.young()
    sofie, jonas = await people.staff("sofie"), await people.staff("jonas")
    talk = await sofie.accept(young.talk.conversation_id)
    theirs, nobodys = {"conversation_id": talk.conversation_id}, {"conversation_id": str(uuid4())}

    for event, payload in ABOUT_ONE.items():
        assert await refusal(jonas, event, {**theirs, **payload}) == "not_assigned", event
        code = await refusal(jonas, event, {**nobodys, **payload})
        assert code in {"not_assigned", "not_found"}, event
    heard: list[str] = []
    young.line._on_event = lambda event, _: heard.append(event)
    await jonas.line.ask("typing", {**theirs, "on": True})
    await talk.say("jeg er her stadig")
    await until(lambda: "event" in heard)
    assert "typing" not in heard


async def test_who_handed_on_has_no_right_any_more(people: People) -> None:
    young = await people.young()
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    here = {"conversation_id": talk.conversation_id}
    await sofie.line.ask("conversation:transfer", {**here, "to": "waiting_room"})

    for event, payload in ABOUT_ONE.items():
        assert await refusal(sofie, event, {**here, **payload}) == "not_assigned", event
    await young.leave()


@pytest.mark.parametrize(
    "event",
    ["shift:start", "conversation:accept", "board", "escalation:acknowledge", "whisper:send"],
)
async def test_the_young_have_their_own_few_events(people: People, event: str) -> None:
    young = await people.young()

    assert await refusal(young, event, {}) == "unknown_event"


async def test_a_supervisors_events_are_not_a_counsellors(people: People) -> None:
    sofie = await people.staff("sofie")

    for event in (
        "escalation:acknowledge",
        "shift:confirm",
        "conversation:take_over",
        "service:hold",
        "retention:show",
        "retention:hold",
        "retention:release",
        "legal_duty:texts",
        "legal_duty:record",
    ):
        assert await refusal(sofie, event, {}) == "unknown_event", event


async def test_without_a_room_of_ones_own_there_is_no_video(people: People) -> None:
    young = await people.young()
    sofie = await people.staff("sofie")
    talk = await sofie.accept(young.talk.conversation_id)
    here = {"conversation_id": talk.conversation_id}

    assert await refusal(sofie, "video:offer", here) == "forbidden"
    assert await refusal(sofie, "video:link", here) == "forbidden"
    assert await refusal(young, "video:link", {}) == "forbidden"
    assert await refusal(young, "video:answer", {"seq": 1, "accept": True}) == "video_over"
    body = {"token": "A" * 43}
    async with people.http.post(f"{people.serving.url}/api/video", json=body) as response:
        assert response.status == 401


@pytest.mark.parametrize("event", ["connect", "disconnect", "connect_error", "*", "message"])
async def test_the_librarys_own_names_are_no_events(people: People, event: str) -> None:
    young = await people.young()

    assert await refusal(young, event, {"token": "x"}) == "unknown_event"


@pytest.mark.parametrize(
    ("name", "role"), [("sofie", "supervisor"), ("karen", "counsellor"), ("karen", "bridge")]
)
async def test_a_console_is_for_its_role_alone(people: People, name: str, role: str) -> None:
    client = StaffClient(people.house, role)

    with pytest.raises(Refused) as refused:
        await client.open(people.accounts[name])

    assert refused.value.code == "forbidden"
    await client.close()


async def test_a_secret_nobody_has_opens_nothing(people: People) -> None:
    young = await people.young()
    stranger = await people.young()
    stranger.token = "A" * 43

    await stranger.line.cut()

    assert await refusal(stranger, "events:since", {"seq": 0}) == "unauthorized"
    assert young.line.is_up


async def test_after_quick_exit_the_secret_is_dead_at_once(people: People) -> None:
    young = await people.young()
    url = f"{people.serving.url}/api/conversations/leave"
    async with people.http.post(url, data=f'{{"token":"{young.token}"}}') as response:
        assert response.status == 204

    for event, payload in (("events:since", {"seq": 0}), ("summary:read", {}), ("return:make", {})):
        assert await refusal(young, event, payload) == "unauthorized"


@pytest.mark.parametrize(
    ("event", "payload", "code"),
    [
        ("message:send", {"client_id": "x", "text": "hej"}, "malformed"),
        ("message:send", {"client_id": str(uuid4()), "text": 7}, "malformed"),
        ("message:send", {"client_id": str(uuid4()), "text": "hej", "to": "x"}, "malformed"),
        ("message:send", {"client_id": str(uuid4()), "text": "ø" * 4001}, "too_long"),
        ("message:send", {"client_id": str(uuid4()), "text": " "}, "malformed"),
        ("message:send", {"client_id": str(uuid4()), "text": "a\0b"}, "malformed"),
        ("message:send", {"client_id": str(uuid4()), "text": "ø" * 40_000}, "too_large"),
        ("events:since", {"seq": -1}, "malformed"),
        ("events:since", {"seq": 1.5}, "malformed"),
        ("seen", {}, "malformed"),
        ("feedback", {"helped": 6}, "malformed"),
        ("conversation:leave", {"how": "gone"}, "malformed"),
    ],
)
async def test_what_is_wrong_is_answered_and_nobody_is_disturbed(
    people: People, event: str, payload: object, code: str
) -> None:
    young, other = await people.young(), await people.young()

    assert await refusal(young, event, payload) == code

    await young.talk.say("jeg er her stadig")
    await other.talk.say("også jeg")
