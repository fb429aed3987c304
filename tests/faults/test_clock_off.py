"""A machine that starts again with its clock an hour off: nobody is forgotten, no alarm waits."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.rehearsal.line import Json
from config.rehearsal.wire_client import Account, StaffClient, YoungClient
from tests.faults.two import Two, two_who_talk
from tests.serving import Serving

WITHIN_S = 10.0


def clock_of(serving: Serving) -> timedelta:
    """How far the running server's clock is off, by the last line it has logged."""
    last = serving.output.read_text(encoding="utf-8").splitlines()[-1]
    return datetime.fromisoformat(json.loads(last)["timestamp"]) - datetime.now(UTC)


async def restart(serving: Serving, hours: int) -> None:
    """Kill it, and let it come up with a clock that is so far off."""
    await asyncio.to_thread(serving.kill)
    serving.module = "tests.faults.clock_off" if hours else "config"
    serving.environment = {"CLOCK_OFF_S": str(3600 * hours)}
    await serving.start_beside()
    assert abs(clock_of(serving) - timedelta(hours=hours)) < timedelta(minutes=1)


@asynccontextmanager
async def supervisor(two: Two, account: Account) -> AsyncIterator[StaffClient]:
    """Give a supervisor who has just signed in: an hour later, a session may have ended."""
    client = StaffClient(two.house, "supervisor")
    try:
        await client.open(account)
        yield client
    finally:
        await client.close()


async def step_beyond(two: Two, account: Account, step: int) -> int:
    """Wait until the open escalation has climbed past a step; return where it is."""
    async with supervisor(two, account) as client, asyncio.timeout(WITHIN_S):
        while (now := int(client.news.get("escalation", {"step": -1})["step"])) <= step:  # noqa: ASYNC110 - what the server sends
            await asyncio.sleep(0.02)
        board: Json = client.news["board"]
        states = {row["conversation_id"]: row["state"] for row in board["rows"]}
        assert sorted(states.values()) == ["active", "waiting"]
        assert states[two.conversation_id] == "active"
        return now


async def test_with_the_clock_an_hour_off_all_keep_their_place_and_the_ladder_goes_on(
    tmp_path: Path,
) -> None:
    serving = Serving(tmp_path)
    mette = serving.staff("mette", "counsellor", "Mette")
    birgit = serving.staff("birgit", "supervisor", "Birgit")
    async with serving.beside(), two_who_talk(serving.url, mette) as two:
        waiting = YoungClient(two.house)
        await waiting.open()
        where = {"conversation_id": two.conversation_id, "reason": "prøve"}
        await two.counsellor.line.ask("escalation:raise", where)
        before = await two.asking.say("før")
        step = await step_beyond(two, birgit, -1)

        for off in (1, -1, 0):
            await restart(serving, off)
            after = await two.asking.say(f"med uret {off} timer ved siden af")
            assert after["seq"] > before["seq"]
            await waiting.line.ask("events:since", {"seq": 0})
            # A deadline that has passed, or lies further ahead than a rung, is due at once.
            step = await step_beyond(two, birgit, step)

        shown = [
            event["data"]["text"]
            for event in two.asking.cursor.events
            if event["kind"] == "message"
        ]
        assert len(shown) == 4
        await waiting.close()
