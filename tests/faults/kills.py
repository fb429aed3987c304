"""Strike while everybody writes, again and again; then ask the checker what went wrong."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

import aiohttp

from config.rehearsal.wire_client import Account, House
from tests.faults.checker import faults
from tests.faults.crowd import Crowd
from tests.serving import OPEN_HOUSE, Serving

PAIRS = 6
CAPACITY = 500
POLICY = OPEN_HOUSE + f"max_capacity: {CAPACITY}\n"
SHORTEST_BURST_S, LONGEST_BURST_S = 0.3, 1.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of kills came to."""

    kills: int
    said: int
    conversations: int
    faults: list[str]


Strike = Callable[[Serving], Awaitable[None]]
"""What is done to a server, or to what it rests on, and mended again."""


async def kill(serving: Serving) -> None:
    """Kill -9 the server, and start it again."""
    await asyncio.to_thread(serving.kill)
    await serving.start_beside()


async def kill_in_bursts(
    folder: Path,
    kills: int,
    tell: Callable[[str], None] = lambda _: None,
    *,
    strike: Strike = kill,
    environment: Mapping[str, str] = MappingProxyType({}),
    arguments: tuple[str, ...] = (),
) -> Outcome:
    """Run a server in `folder`, strike this often under load, and judge what its clients saw."""
    serving = Serving(folder, POLICY, environment, arguments=arguments)
    counsellors = [serving.staff(name, "counsellor", name.title()) for name in ("mette", "jonas")]
    supervisor = serving.staff("birgit", "supervisor", "Birgit")
    jar = aiohttp.DummyCookieJar()
    async with serving.beside(), aiohttp.ClientSession(cookie_jar=jar) as http:
        crowd = Crowd(House(http, serving.url))
        try:
            striking = partial(strike, serving)
            await _play(crowd, serving, kills, counsellors, supervisor, striking, tell)
        finally:
            await crowd.go_home()
    history = crowd.history
    return Outcome(kills, len(history.said), len(crowd.young), faults(history))


async def _play(
    crowd: Crowd,
    serving: Serving,
    kills: int,
    counsellors: list[Account],
    supervisor: Account,
    strike: Callable[[], Awaitable[None]],
    tell: Callable[[str], None],
) -> None:
    names = [account.username for account in counsellors]
    for account in counsellors:
        await crowd.staff_comes(account, "counsellor", CAPACITY)
    reading = await crowd.staff_comes(supervisor, "supervisor")
    writing: list[asyncio.Task[None]] = []

    async def two_begin() -> None:
        conversation_id = await crowd.young_person_comes()
        await crowd.everyone_wants(conversation_id, names)
        await reading.follow(conversation_id)
        owner = next(c for c in crowd.history.claims if c.conversation_id == conversation_id)
        both = ("young", owner.counsellor)
        writing.extend(asyncio.create_task(crowd.write(conversation_id, one)) for one in both)

    for _ in range(PAIRS):
        await two_begin()
    for number in range(1, kills + 1):
        await asyncio.sleep(random.uniform(SHORTEST_BURST_S, LONGEST_BURST_S))
        wanted = await crowd.young_person_comes()
        claiming = asyncio.create_task(crowd.everyone_wants(wanted, names))
        await asyncio.sleep(random.uniform(0, 0.01))  # before, in or after the commit
        await strike()
        await claiming
        tell(f"strike {number} of {kills}: {len(crowd.history.said)} messages so far")
    crowd.quiet()
    await asyncio.gather(*writing)
    await kill(serving)
    await crowd.settle()
    await crowd.read_afresh(supervisor)
