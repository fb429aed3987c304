"""`serve --demo`: whoever comes finds a living service, and can take part in it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect

import aiohttp

from chat.domain.bridge import BridgeStatus
from config.rehearsal.advice import Advice
from config.rehearsal.advising import open_calls
from config.rehearsal.demo import STAFF
from config.rehearsal.line import Json
from config.rehearsal.scripts import Playbook
from config.rehearsal.wire_client import Account, House, StaffClient
from tests.serving import Serving

LIVING_WITHIN_S = 20.0
"""The scene stands 2 s after listening; the machine that tests may be five times slower."""
ANSWERS_WITHIN_S = 60.0
STANDIN = STAFF[0].display_name
EVERY_BRIDGE = {"sent", "received", "first_contact", "held", "not_held", "withdrawn"}
"""What a bridge-builder sees of bridges; before, they are the young person's and counsellor's."""


async def test_a_demo_is_alive_answers_and_lets_a_real_supervisor_take_over(tmp_path: Path) -> None:
    # Cards nobody answers are over soon: one look shows what takes ten minutes else.
    policy = "bridges: {answered_within: 15 s}\n"
    serving = Serving(tmp_path, policy=policy, arguments=("--demo",), by_itself=True)
    async with serving.beside(), aiohttp.ClientSession() as http:
        house = House(http, serving.url)
        accounts = await announced(serving)
        async with (
            at_work(house, "supervisor", accounts["supervisor"]) as supervisor,
            at_work(house, "counsellor", accounts["counsellor"]) as counsellor,
            at_work(house, "bridge", accounts["bridge_builder"]) as builder,
        ):
            await until(lambda: STANDIN in on_shift(supervisor), LIVING_WITHIN_S)
            await until(lambda: scene_stands(supervisor, counsellor), LIVING_WITHIN_S)

            await until(lambda: bridges(builder) >= EVERY_BRIDGE, LIVING_WITHIN_S)
            every = set(BridgeStatus) - {BridgeStatus.EXPIRED}
            await until(lambda: kept_bridges(serving.data) >= every, LIVING_WITHIN_S)
            await builder.line.ask("shift:start", {})
            await until(lambda: bool(open_calls(builder)), ANSWERS_WITHIN_S)
            [called] = open_calls(builder)
            await builder.line.ask("call:answer", {"call_id": called})
            assert followed_up_tomorrow(builder)
            assert await sparred(house, accounts["counsellor"]) == {True, False}
            await until(lambda: bool(came_back(supervisor)), LIVING_WITHIN_S)
            [back] = came_back(supervisor)
            log = (await supervisor.follow(back)).cursor.events
            assert "summary_brought" in [event["kind"] for event in log]

            await counsellor.line.ask("shift:start", {"capacity": 2})
            talk = await counsellor.accept()
            before = len(said_by_young(talk.cursor.events))
            await talk.say("Hej, jeg er her. Hvad har du på hjerte?")
            await until(lambda: len(said_by_young(talk.cursor.events)) > before, ANSWERS_WITHIN_S)

            await until(lambda: "expired" in kept_bridges(serving.data), LIVING_WITHIN_S)

            await supervisor.line.ask("shift:start", {})
            await supervisor.line.ask("shift:confirm", {})
            await until(lambda: STANDIN not in on_shift(supervisor), LIVING_WITHIN_S)
            assert escalations(supervisor), "nobody simulated may acknowledge or resolve"
            assert all(row["escalation"]["state"] == "raised" for row in escalations(supervisor))


async def test_a_demo_begun_again_and_again_has_people_who_are_met(tmp_path: Path) -> None:
    """What was talked about when the house was stopped keeps no simulated counsellor's seat."""
    serving, known = Serving(tmp_path, arguments=("--demo",), by_itself=True), set[str]()
    for _ in range(3):
        async with serving.beside(), aiohttp.ClientSession() as http:
            house = House(http, serving.url)
            account = (await announced(serving))["supervisor"]
            async with at_work(house, "supervisor", account) as supervisor:
                await until(lambda: len(talking(supervisor) - known) >= 2, LIVING_WITHIN_S)  # noqa: B023 - awaited at once
                known |= talking(supervisor)


def talking(supervisor: StaffClient) -> set[str]:
    return {row["conversation_id"] for row in board(supervisor) if row["state"] == "active"}


def bridges(builder: StaffClient) -> set[str]:
    return {one["status"] for one in builder.news.get("tasks", {}).get("bridges", [])}


def kept_bridges(folder: Path) -> set[str]:
    """How far all bridges are, also those that only the young person and counsellor see."""
    with closing(connect(f"file:{folder / 'brobygger.db'}?mode=ro", uri=True)) as line:
        return {status for (status,) in line.execute("SELECT status FROM bridges")}


def followed_up_tomorrow(builder: StaffClient) -> bool:
    """Whether somebody has said when they look again: not yet, and before the day is over."""
    tasks = builder.news["tasks"]["bridges"]
    soon = datetime.now(UTC) + timedelta(hours=12)
    ahead = [one["due_at"] for one in tasks if one["status"] == "received"]
    return any(soon < datetime.fromisoformat(at) < soon + timedelta(hours=9) for at in ahead)


async def sparred(house: House, account: Account) -> set[bool]:
    """Whether what somebody has asked a specialist is answered."""
    cookie = {"Cookie": await house.sign_in(account.username, account.password)}
    async with house.http.get(f"{house.url}/api/sparring", headers=cookie) as response:
        return {one["reply"] is not None for one in (await response.json())["questions"]}


def came_back(supervisor: StaffClient) -> list[str]:
    """Who waits from where the one comes from who brings a summary."""
    playbook, part = Playbook.load(), Advice.load().returning
    place = playbook.entry(playbook.scripts[part.script])["municipality"]
    waits = [row for row in board(supervisor) if row["state"] == "waiting"]
    return [row["conversation_id"] for row in waits if row["municipality"] == place]


@asynccontextmanager
async def at_work(house: House, role: str, account: Account) -> AsyncIterator[StaffClient]:
    client = StaffClient(house, role, on_news=lambda name, data: keep_board(client, name, data))
    await client.open(account)
    try:
        yield client
    finally:
        await client.close()


async def announced(serving: Serving) -> dict[str, Account]:
    """The accounts in the one line the demo prints on stdout, by role: the first of each."""

    def lines() -> list[Json]:
        printed = serving.output.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in printed if line.startswith('{"listening"')]

    await until(lambda: bool(lines()), LIVING_WITHIN_S)
    line = lines()[-1]
    assert line["listening"] == serving.url
    return {
        role: Account(one["username"], one["password"])
        for one in reversed(line["accounts"])
        for role in one["roles"]
    }


def keep_board(client: StaffClient, name: str, data: Json) -> None:
    """Keep the board whole: what changed is told by itself."""
    if name == "board":
        client.news["rows"] = {row["conversation_id"]: row for row in data["rows"]}
    if name == "board:changed":
        changed = {row["conversation_id"]: row for row in data["rows"]}
        rows = {**client.news.get("rows", {}), **changed}
        client.news["rows"] = {key: rows[key] for key in rows if key not in data["gone"]}


def board(supervisor: StaffClient) -> list[Json]:
    return list(supervisor.news.get("rows", {}).values())


def escalations(supervisor: StaffClient) -> list[Json]:
    return [row for row in board(supervisor) if row["escalation"]]


def on_shift(client: StaffClient) -> set[str]:
    return {one["display_name"] for one in client.news.get("on_shift", {}).get("staff", [])}


def scene_stands(supervisor: StaffClient, counsellor: StaffClient) -> bool:
    """Several wait at several levels, several talk, one of them at level 3 with an escalation."""
    waiting = counsellor.news.get("waiting_room", {}).get("waiting", [])
    talking = [row for row in board(supervisor) if row["state"] == "active"]
    return (
        len(waiting) >= 3
        and len({row["level"] for row in waiting}) >= 2
        and len(talking) >= 2
        and any(row["level"] >= 3 and row["escalation"] for row in talking)
    )


def said_by_young(events: list[Json]) -> list[Json]:
    return [event for event in events if event["kind"] == "message" and event["from"] == "young"]


async def until(true: Callable[[], bool], within_s: float) -> None:
    """Wait for something the wire will tell."""
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110 - what is waited for is several pieces of news together
            await asyncio.sleep(0.1)
