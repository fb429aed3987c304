"""A drill (øvelse) from outside: flag, page, acknowledge, outcome, and how long each took."""

import asyncio
import time
from datetime import datetime

import aiohttp

from config.rehearsal.line import Json
from config.rehearsal.wire_client import Account, House, StaffClient

LOOK_EVERY_S = 0.5


async def drill(url: str, account: Account, *, by_a_person: bool, within_s: float) -> Json:
    """Return seconds from the flag to page, acknowledgement and outcome, and how many pages went.

    `paged_s` is `None` where no address outside is set; `acknowledged_s` where nobody answered in
    time.

    Raises:
        Refused: the account is none, or no supervisor's.
    """
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        supervisor = StaffClient(House(http, url), "supervisor")
        try:
            await supervisor.open(account)
            return await _go(supervisor, time.monotonic() + within_s, by_a_person=by_a_person)
        finally:
            await supervisor.close()


async def _go(supervisor: StaffClient, until: float, *, by_a_person: bool) -> Json:
    ask = supervisor.line.ask
    started = await ask("drill:start", {})
    which = {"escalation_id": str(started["escalation_id"])}

    async def come_to(far: str) -> Json:
        while True:
            went = await ask("drill:show", which)
            pages_out = went["sent"] == went["pages"]
            there = pages_out if far == "paged" else pages_out and went["answered_at"] is not None
            if there or time.monotonic() >= until:
                return dict(went)
            await asyncio.sleep(LOOK_EVERY_S)

    if not by_a_person:
        await come_to("paged")
        await ask("escalation:acknowledge", which)
    answered = await come_to("answered")
    await ask("escalation:resolve", {**which, "outcome": "false_alarm", "note": None})
    conversation_id = which["escalation_id"].rpartition(".")[0]
    await ask("conversation:close", {"conversation_id": conversation_id, "reason": "drill"})
    ended = await ask("drill:show", which)
    return {
        "paged_s": _seconds(ended, "paged_at"),
        "acknowledged_s": _seconds(answered, "answered_at"),
        "resolved_s": _seconds(ended, "resolved_at"),
        "pages": ended["pages"],
        "sent": ended["sent"],
    }


def _seconds(went: Json, moment: str) -> float | None:
    if went[moment] is None:
        return None
    since = datetime.fromisoformat(went["raised_at"])
    return round((datetime.fromisoformat(went[moment]) - since).total_seconds(), 3)
