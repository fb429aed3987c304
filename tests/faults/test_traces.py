"""Promise 5: a whole run, with everything that can go wrong in it, leaves no trace of anybody.

Canaries are said, typed and sent from an address of their own; then every line the server printed
and every file it wrote is searched for them, as they are and as they would look encoded.
"""

import asyncio
import base64
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import aiohttp

from config.rehearsal.line import Door, Json, Line, Refused
from config.rehearsal.wire_client import Account
from tests.faults.two import Two, two_who_talk
from tests.serving import Serving

ADDRESS = "127.83.119.41"
BROWSER = "Kanariebrowser/7.3"
SAID = "kanariefuglen synger om natten ved søen"
OPENING = "åbningskanarien har ikke sovet i tre døgn"
GENDER = "kanariegul"
NOTE = "notatkanarien skal ingen se"
COMMENT = "kommentarkanarien var glad"
CLOSING = "afslutningskanarien"
SUMMARY = "resumékanarien talte om skolen"
QUESTION = "spørgekanarien vil have et råd"
SPARRING = "sparringskanarien kender en på 15"
COMPLAINT = "klagekanarien blev ikke hørt"
CONTACT = "klagekanarie@eksempel.dk"
NAMES = ("Kanarius Mette", "kanarius.mette")


def encodings(text: str) -> Iterator[bytes]:
    """How a text may stand in a file."""
    raw = text.encode()
    yield raw
    yield text.encode("utf-16-le")
    yield text.encode("latin-1", errors="ignore")
    yield json.dumps(text)[1:-1].encode()
    yield quote(text).encode()
    yield base64.b64encode(raw)[:-4]
    yield base64.urlsafe_b64encode(raw)[:-4]
    yield raw.hex().encode()


def traces(files: list[Path], canaries: list[str]) -> list[str]:
    """Name every file in which a canary sings."""
    return [
        f"{canary!r} in {file.name}"
        for file in files
        for canary in canaries
        if any(form in file.read_bytes() for form in encodings(canary))
    ]


async def everything_happens(two: Two) -> None:
    """Talk, note, close, look back, and do all of it wrongly too."""
    where = {"conversation_id": two.conversation_id}
    await two.asking.say(SAID)
    await two.answering.say(f"du skriver: {SAID}")
    console, young = two.counsellor.line, two.young.line
    note = {**where, "client_id": "0c7d3a34-7c11-4d8e-9d38-5a8e1a4e2b11", "text": NOTE}
    await console.ask("note:add", note)
    for minutes in (5, 0):
        pause = {**where, "minutes": minutes, "reason": NOTE}
        await console.ask("conversation:pause", pause)
    await console.ask("safety_plan:update", {**where, "field": "company", "text": NOTE})
    await console.ask("summary:propose", {**where, "text": SUMMARY})
    await young.ask("summary:read", {})
    for event, more in (
        ("bridge:call", {"question": QUESTION}),
        ("companion:ask", {"to": QUESTION}),
        ("video:offer", {"at": SAID}),
        ("summary:propose", {"text": SUMMARY * 200}),
    ):
        await console.call(event, {**where, **more})
    await console.ask("conversation:close", {**where, "reason": "finished"})
    wrap_up = {"main": "loneliness", "topics": [], "outcome": "helped", "follow_up": CLOSING}
    wrongs: list[tuple[str, Json]] = [
        ("wrap_up:record", {**where, **wrap_up, "main": CLOSING}),
        ("wrap_up:record", {**where, **wrap_up}),
        ("message:send", {**where, "text": SAID}),
        ("conversation:report", {**where, "reason": SAID}),
        ("level:set", {**where, "level": SAID, "reason": SAID}),
        ("safety_plan:update", {**where, "field": SAID, "text": SAID}),
        ("assessment:record", {**where, "answers": {SAID: SAID}}),
        ("escalation:acknowledge", {"escalation_id": SAID}),
        (SAID, {"text": SAID}),
        ("note:add", {**note, "text": NOTE * 1000}),
    ]
    for event, payload in wrongs:
        await console.call(event, payload)
    wrongs = [
        ("feedback", {"helped": 5, "comment": COMMENT, "felt_wrong_text": COMMENT}),
        ("feedback", {"helped": COMMENT}),
        ("message:send", {"client_id": SAID, "text": SAID}),
        ("message:send", {"client_id": note["client_id"], "text": SAID * 500}),
        ("message:send", {"client_id": note["client_id"], "text": SAID, SAID: SAID}),
        ("events:since", {"seq": SAID}),
    ]
    for event, payload in wrongs:
        await young.call(event, payload)


async def beside_the_talk(two: Two, account: Account) -> str:
    """Complain, ask a specialist, come back with a code, try a link; return the code."""
    http, url = two.house.http, two.house.url
    code = str((await two.young.line.ask("return:make", {}))["code"])
    cookie = await two.house.sign_in(account.username, account.password)
    headers = {"Origin": url, "User-Agent": BROWSER, "Cookie": cookie}

    async def send(path: str, body: Json) -> Json:
        async with http.post(url + path, json=body, headers=headers) as answer:
            assert answer.status < 500, path
            return dict(await answer.json()) if answer.content_type == "application/json" else {}

    await send("/api/complaints", {"kind": "complaint", "text": COMPLAINT, "contact": CONTACT})
    await send("/api/complaints", {"kind": COMPLAINT, "text": COMPLAINT, CONTACT: CONTACT})
    shown = (await send("/api/sparring/look", {"text": SPARRING}))["shown"]
    await send("/api/sparring", {"text": SPARRING, "shown": shown})
    await send("/api/sparring", {"text": SPARRING, "shown": SPARRING})
    await send("/api/return", {"code": SAID, "token": "A" * 43})
    await send("/api/return", {"code": code, "token": "B" * 43})
    await send("/api/video", {"token": "C" * 43})
    return code


async def strangers_knock(two: Two, account: Account, secret: str) -> None:
    """Ask what is not answered, with words and secrets in every place that takes some."""
    http, url = two.house.http, two.house.url
    headers = {"Origin": url, "User-Agent": BROWSER, "Cookie": f"brobygger={secret}"}
    wrong = {"username": account.username, "password": secret}
    for path in ("/api/session", "/api/conversations", "/api/conversations/leave"):
        for body in (json.dumps(wrong), json.dumps({"token": SAID, "about": SAID}), SAID):
            async with http.post(url + path, data=body.encode(), headers=headers) as answer:
                await answer.read()
    for path in (f"/{quote(SAID)}", f"/counsellor?token={secret}", f"/static/{secret}/x.js"):
        async with http.get(url + path, headers=headers) as answer:
            await answer.read()
    for namespace in ("/young", "/counsellor", f"/{quote(SAID)}"):
        door = Door(http, url, namespace, lambda: {"token": secret}, headers)
        line = Line(door, lambda *_: None)
        with suppress(Refused, asyncio.TimeoutError, aiohttp.ClientError):
            await asyncio.wait_for(line.open(), 2)
        await line.close()


async def test_nothing_anybody_said_or_is_stands_in_any_file(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    account = serving.staff(NAMES[1], "counsellor", NAMES[0])
    stranger = "kanarie-hemmelighed-0123456789-abcdefghijk"
    entry = {"opening": OPENING, "gender": GENDER, "age_band": "15_17"}
    async with serving.beside():
        async with two_who_talk(serving.url, account, address=ADDRESS, **entry) as two:
            secrets = [two.young.token, account.password, stranger]
            await everything_happens(two)
            secrets.append(await beside_the_talk(two, account))
            await strangers_knock(two, account, stranger)
        await asyncio.to_thread(serving.kill)
        await serving.start_beside()

    said = [SAID, OPENING, GENDER, NOTE, COMMENT, CLOSING, ADDRESS, BROWSER, *secrets]
    said += [SUMMARY, QUESTION, SPARRING, COMPLAINT, CONTACT, "A" * 43, "B" * 43, "C" * 43]
    written = [file for file in serving.data.rglob("*") if file.is_file()]
    assert len(written) > 1
    assert traces([*written, serving.output], said) == []
    assert traces([serving.output], [*NAMES, two.conversation_id]) == []
