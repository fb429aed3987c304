"""A summary over the wire: proposed, agreed to, and brought to the next volunteer with four words."""

import secrets

from config.rehearsal.wire_client import YoungClient
from tests.chat.realtime.test_bridges import back
from tests.chat.realtime.wire_house import People, refusal, until

TEXT = "Vi talte om kanariefuglen og om skolen."


async def test_the_next_volunteer_reads_what_the_young_person_agreed_to_and_brings(
    people: People,
) -> None:
    young = await people.young()
    sofie, jonas = await people.staff("sofie"), await people.staff("jonas")
    talk = await sofie.accept(young.talk.conversation_id)
    here = {"conversation_id": talk.conversation_id}
    seq = (await sofie.line.ask("summary:propose", {**here, "text": TEXT}))["seq"]
    await until(lambda: young.talk.cursor.seq >= seq)
    assert "kanariefugl" not in str(young.talk.cursor.events)
    assert (await young.line.ask("summary:read", {}))["text"] == TEXT
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

    await until(lambda: brought(again) == [TEXT])
    assert [one["data"] for one in talks[0].cursor.events if one["kind"] == "summary_brought"] == [
        {"text": TEXT}
    ]
    assert brought(empty) == brought(goes_on) == []
    assert talk.conversation_id not in str(talks[0].cursor.events)


def brought(young: YoungClient) -> list[str]:
    events = young.talk.cursor.events
    return [str(one["data"]["text"]) for one in events if one["kind"] == "summary_brought"]
