"""Promise 1 while Redis is gone: what two processes tell each other is late, and never lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from config.rehearsal.line import Json
from config.rehearsal.talk import Event, Talk
from config.rehearsal.wire_client import House, StaffClient, YoungClient
from tests.databases import Databases
from tests.redis_server import RedisServer, redis_server
from tests.serving import OPEN_HOUSE, Serving
from tests.several import made

PAIRS = 8
EACH_SAYS_EVERY_S = 0.16
"""Both sides of eight pairs: a hundred messages a second."""
KILLED_FOR_S = 30.0
LATE_AT_MOST_S = 3.0
ALARM_LATE_AT_MOST_S = 2.0
DANGER = "jeg har sagt farvel og jeg gør det nu"
POLICY = OPEN_HOUSE + "max_capacity: 100\n"


@dataclass
class Post:
    """When each text was acknowledged to its sender, and when the other side saw it."""

    sent: dict[str, float] = field(default_factory=dict)
    seen: dict[str, list[float]] = field(default_factory=dict)
    last_seq: dict[tuple[str, str], int] = field(default_factory=dict)
    disorder: int = 0

    def saw(self, who: str, event: Event) -> None:
        key = (who, event["conversation_id"])
        self.disorder += event["seq"] <= self.last_seq.get(key, 0)
        self.last_seq[key] = event["seq"]
        if event["kind"] == "message" and event["from"] != who:
            now = asyncio.get_running_loop().time()
            self.seen.setdefault(event["data"]["text"], []).append(now)

    @property
    def worst_late_s(self) -> float:
        return max(self.seen[text][0] - at for text, at in self.sent.items())

    @property
    def faults(self) -> list[str]:
        lost = [f"lost {text}" for text in self.sent if text not in self.seen]
        doubled = [f"doubled {text}" for text, times in self.seen.items() if len(times) > 1]
        return lost + doubled + ["disorder"] * self.disorder


@dataclass
class Company:
    """Pairs whose two sides are at different processes, and everything they say."""

    processes: tuple[Serving, ...]
    redis: RedisServer
    talks: list[tuple[str, Talk]]
    post: Post
    supervisor: StaffClient
    """At the process the young people are not at."""
    called: dict[str, float] = field(default_factory=dict)
    """When the supervisor was told of each conversation's escalation."""
    writing: bool = True

    async def alarm_s(self) -> float:
        """Return how long danger takes to the supervisor's console, from its being acknowledged."""
        _, talk = self.talks[0]
        await talk.say(DANGER)
        sent = asyncio.get_running_loop().time()
        async with asyncio.timeout(10):
            while talk.conversation_id not in self.called:  # noqa: ASYNC110 - what a process tells
                await asyncio.sleep(0.01)
        return self.called[talk.conversation_id] - sent

    async def write(self, who: str, talk: Talk, pair: int) -> None:
        number = 0
        while self.writing:
            number += 1
            text = f"{who} {pair} {number}"
            await talk.say(text)
            self.post.sent[text] = asyncio.get_running_loop().time()
            await asyncio.sleep(EACH_SAYS_EVERY_S)

    async def write_while(self, trouble: "asyncio.Future[None]") -> None:
        """Let everybody write until the trouble is over and all has been seen."""
        self.writing = True
        writers = [
            asyncio.create_task(self.write(who, talk, pair))
            for pair, (who, talk) in enumerate(self.talks)
        ]
        await trouble
        self.writing = False
        await asyncio.gather(*writers)
        async with asyncio.timeout(2 * LATE_AT_MOST_S):
            while self.post.sent.keys() - self.post.seen.keys():  # noqa: ASYNC110 - many clients
                await asyncio.sleep(0.05)


@pytest.fixture
async def company(databases: Databases, tmp_path: Path) -> AsyncIterator[Company]:
    post, talks = Post(), list[tuple[str, Talk]]()
    with redis_server() as redis:
        processes = made(tmp_path, databases.empty(), redis, POLICY)
        mette = await asyncio.to_thread(processes[0].staff, "mette", "counsellor", "Mette")
        async with AsyncExitStack() as stack:
            for process in processes:
                await stack.enter_async_context(process.beside())
            jar = aiohttp.DummyCookieJar()
            http = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=jar))
            houses = [House(http, process.url) for process in processes]
            counsellor = StaffClient(
                houses[1], "counsellor", on_event=partial(post.saw, "counsellor")
            )
            stack.push_async_callback(counsellor.close)
            await counsellor.open(mette)
            await counsellor.line.ask("shift:start", {"capacity": 100})
            birgit = await asyncio.to_thread(processes[0].staff, "birgit", "supervisor", "Birgit")
            called: dict[str, float] = {}

            def told(event: str, data: Json) -> None:
                if event == "escalation":
                    now = asyncio.get_running_loop().time()
                    called.setdefault(data["conversation_id"], now)

            supervisor = StaffClient(houses[1], "supervisor", on_news=told)
            stack.push_async_callback(supervisor.close)
            await supervisor.open(birgit)
            for _ in range(PAIRS):
                young = YoungClient(houses[0], on_event=partial(post.saw, "young"))
                stack.push_async_callback(young.close)
                here = await young.open()
                talks += [("young", young.talk), ("counsellor", await counsellor.accept(here))]
            yield Company(processes, redis, talks, post, supervisor, called)


async def test_a_redis_that_refuses_us_is_said_to_and_stops_nobody(tmp_path: Path) -> None:
    acl = tmp_path / "users.acl"
    acl.write_text("user default on nopass ~* &* +@all\nuser weak on >weak -@all +auth +hello\n")
    with redis_server("--aclfile", str(acl)) as redis:
        weak = redis.url.replace("redis://", "redis://weak:weak@")
        serving = Serving(tmp_path, POLICY, {"BROBYGGER_REDIS_URL": weak})
        async with (
            serving.beside(),
            aiohttp.ClientSession() as http,
            http.get(f"{serving.url}/readyz") as answer,
        ):
            ready = await answer.json()

    assert ready["ok"]
    assert ready["parts"]["bus"] == "failed"
    assert "its rights are fewer than deploy/redis.acl names" in ready["why"]["bus"]
    assert "weak" not in ready["why"]["bus"]
    assert '"NoPermissionError"' in serving.output.read_text(encoding="utf-8")


@pytest.mark.timeout(280)
async def test_redis_killed_for_half_a_minute_loses_nothing_and_makes_it_three_seconds_late(
    company: Company,
) -> None:
    redis = company.redis

    async def trouble() -> None:
        await asyncio.sleep(2)
        redis.kill()
        await asyncio.sleep(KILLED_FOR_S / 2)
        alarms.append(await company.alarm_s())
        await asyncio.sleep(KILLED_FOR_S / 2)
        await redis.start_beside()
        await asyncio.sleep(3)

    alarms: list[float] = []
    await company.write_while(asyncio.ensure_future(trouble()))

    assert max(alarms) <= ALARM_LATE_AT_MOST_S
    assert company.post.faults == []
    assert len(company.post.sent) > 300
    assert company.post.worst_late_s <= LATE_AT_MOST_S


@pytest.mark.timeout(280)
async def test_subscribers_cut_off_again_and_again_lose_nothing(company: Company) -> None:
    redis = company.redis

    async def trouble() -> None:
        for _ in range(10):
            await asyncio.sleep(0.7)
            await asyncio.to_thread(redis.cut_everybody, "pubsub")

    await company.write_while(asyncio.ensure_future(trouble()))

    assert company.post.faults == []
    assert len(company.post.sent) > 60
    assert company.post.worst_late_s <= LATE_AT_MOST_S
