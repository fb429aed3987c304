"""The bus, in one process and on Redis: hints arrive, rubbish says nothing, deafness is known."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis
from redis.exceptions import NoPermissionError

from chat.domain.identifiers import new_conversation_id
from chat.realtime.bus import About, Bus, Hint, InProcessBus
from chat.realtime.hints_on_wire import HINTS_AT_ONCE, MOST_BYTES, decode, encode
from chat.realtime.redis_bus import CHANNEL, RedisBus
from chat.redis_counts import RedisCounts
from tests.chat.realtime.wire_house import until
from tests.redis_server import RedisServer, redis_server
from tests.serving import ROOT

HERE = new_conversation_id()


@dataclass
class End:
    """One process's side of the bus, and what it has heard."""

    bus: Bus
    heard: list[Hint] = field(default_factory=list)
    missed: int = 0

    def __post_init__(self) -> None:
        self.bus.listen(self.heard.extend, as_=self, missed=self._missed)

    def says(self, *hints: Hint) -> None:
        self.bus.hint(hints, by=self)

    def _missed(self) -> None:
        self.missed += 1


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@asynccontextmanager
async def running(bus: Bus) -> AsyncIterator[End]:
    task = asyncio.create_task(bus.run())
    end = End(bus)
    try:
        await until(lambda: bus.carries)
        end.missed = 0
        yield end
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def on_redis(server: RedisServer) -> RedisBus:
    return RedisBus(server.url, str(uuid4()))


@pytest.fixture(params=["in process", "redis"])
async def ends(request: pytest.FixtureRequest) -> AsyncIterator[tuple[End, End]]:
    """Two who talk over one bus."""
    async with AsyncExitStack() as stack:
        if request.param == "redis":
            server: RedisServer = request.getfixturevalue("redis")
            one = await stack.enter_async_context(running(on_redis(server)))
            other = await stack.enter_async_context(running(on_redis(server)))
        else:
            bus = InProcessBus()
            one = await stack.enter_async_context(running(bus))
            other = await stack.enter_async_context(running(bus))
        yield one, other


async def test_the_other_hears_a_hint_and_oneself_does_not(ends: tuple[End, End]) -> None:
    one, other = ends

    one.says(Hint(HERE, 7), Hint(HERE, 1, About.YOUNG_TYPES))
    await until(lambda: len(other.heard) == 2)

    assert other.heard == [Hint(HERE, 7), Hint(HERE, 1, About.YOUNG_TYPES)]
    assert one.heard == []


async def test_the_latest_of_many_hints_arrives(ends: tuple[End, End]) -> None:
    one, other = ends

    for seq in range(1, 3 * HINTS_AT_ONCE):
        one.says(Hint(HERE, seq))
    await until(lambda: other.heard[-1:] == [Hint(HERE, 3 * HINTS_AT_ONCE - 1)])

    assert [hint.seq for hint in other.heard] == sorted(hint.seq for hint in other.heard)


async def test_who_is_forgotten_hears_nothing_more(ends: tuple[End, End]) -> None:
    one, other = ends
    still = End(other.bus)
    other.bus.forget(other)

    one.says(Hint(HERE, 7))
    await until(lambda: still.heard)

    assert other.heard == []


RUBBISH = [
    b"",
    b"\xff\x00",
    b"null",
    b"[]",
    b'{"from": 1, "hints": []}',
    b'{"from": "somebody", "hints": []}',
    orjson.dumps({"from": HERE, "hints": [["x", 1, "log"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, "1", "log"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, -1, "log"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, 10**12, "log"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, 1, "close"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, True, "log"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, 1, "log", "text"]]}),
    orjson.dumps({"from": HERE, "hints": [[HERE, 1, "log"]] * (HINTS_AT_ONCE + 1)}),
    orjson.dumps({"from": HERE, "beat": "1"}),
    b"[" * 100_000,
    b'"' + b"x" * MOST_BYTES + b'"',
]


@pytest.mark.parametrize("message", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_says_nothing(message: bytes) -> None:
    assert decode(message) is None


@given(st.one_of(st.binary(), st.text().map(str.encode), st.none(), st.integers()))
def test_whatever_stands_on_redis_is_read_without_trouble(message: object) -> None:
    decode(message)


def test_what_one_writes_the_other_reads() -> None:
    hints = [Hint(HERE, seq, about) for seq, about in enumerate(About)]

    heard = decode(encode(HERE, hints))

    assert heard is not None
    assert (heard.process, heard.beat, heard.hints) == (HERE, None, hints)


async def test_rubbish_on_the_channel_disturbs_nobody(redis: RedisServer) -> None:
    bus = on_redis(redis)
    async with running(bus) as end, running(on_redis(redis)) as other:
        for message in RUBBISH:
            redis.publish(CHANNEL, message)
        other.says(Hint(HERE, 3))
        await until(lambda: end.heard)

        assert end.heard == [Hint(HERE, 3)]
        assert bus.counters["garbage"] == len(RUBBISH)
        assert bus.carries


async def test_a_cut_line_is_known_at_once_and_nothing_said_meanwhile_is_lost(
    redis: RedisServer,
) -> None:
    async with running(on_redis(redis)) as one, running(on_redis(redis)) as other:
        redis.cut_everybody()
        one.says(Hint(HERE, 9))
        await until(lambda: other.missed, within_s=1)
        await until(lambda: one.bus.carries and other.bus.carries, within_s=4)

        # Either the hint came, or it was said that some may be missing after it was given.
        assert other.missed >= 1


async def test_a_hint_that_could_not_be_published_is_published_later(redis: RedisServer) -> None:
    async with running(on_redis(redis)) as one, running(on_redis(redis)) as other:
        for seq in range(1, 20):
            redis.cut_everybody("normal")  # who only listens is not cut off, and notices nothing
            one.says(Hint(HERE, seq))
            await until(lambda seq=seq: other.heard[-1:] == [Hint(HERE, seq)], within_s=4)  # type: ignore[misc] # a lambda's default

        assert other.missed == 0


async def test_a_killed_redis_makes_deaf_and_a_new_one_heals(redis: RedisServer) -> None:
    async with running(on_redis(redis)) as one, running(on_redis(redis)) as other:
        redis.kill()
        await until(lambda: not other.bus.carries, within_s=1)
        for seq in range(5000):
            one.says(Hint(HERE, seq))
        before = other.missed
        await until(lambda: other.missed >= before + 2, within_s=4)  # looks for itself, each second
        await redis.start_beside()
        await until(lambda: one.bus.carries and other.bus.carries, within_s=6)

        # It has looked once more since it hears again: what was said before that is in the store.
        one.says(Hint(HERE, 5000))
        await until(lambda: other.heard[-1:] == [Hint(HERE, 5000)], within_s=4)


async def test_a_redis_that_stands_still_is_noticed_in_three_seconds(redis: RedisServer) -> None:
    async with running(on_redis(redis)) as end:
        loop = asyncio.get_running_loop()
        redis.signal(signal.SIGSTOP)
        stopped = loop.time()
        await until(lambda: not end.bus.carries)
        took = loop.time() - stopped
        redis.signal(signal.SIGCONT)

        assert took < 4.5
        await until(lambda: end.bus.carries)


async def test_a_forged_beacon_hides_no_deafness(redis: RedisServer) -> None:
    bus = on_redis(redis)
    async with running(bus) as end:
        for beat in range(100):
            redis.publish(CHANNEL, orjson.dumps({"from": bus._process, "beat": beat}))
        heard_at = bus._heard_at
        assert heard_at is not None
        await until(lambda: bus._heard_at != heard_at)

        assert end.heard == []


ACL = (ROOT / "deploy/redis.acl").read_text(encoding="utf-8")


async def test_the_rights_in_deploy_are_enough_and_allow_nothing_else(tmp_path: Path) -> None:
    admin = "user default on nopass ~* &* +@all\n"
    (tmp_path / "acl").write_text(
        ACL.replace("user default off\n", admin), encoding="utf-8"
    )  # the tests' own way in stays open
    with redis_server("--aclfile", str(tmp_path / "acl")) as server:
        url = server.url.replace("redis://", "redis://brobygger:change-me@")
        async with running(RedisBus(url, str(uuid4()))) as one, running(on_redis(server)) as other:
            one.says(Hint(HERE, 7))
            await until(lambda: other.heard == [Hint(HERE, 7)])
        counts = RedisCounts(url, b"key")
        assert [await counts.add("x") for _ in range(2)] == [1, 2]
        await counts.take_back("x")
        assert await counts.so_far("x") == [1]
        await counts.forget("x")
        await counts.close()

        with Redis.from_url(url) as client:
            for forbidden in (
                "GET other",
                "SET brobygger:x 1",
                "KEYS *",
                "FLUSHALL",
                "SPUBLISH other x",
            ):
                with pytest.raises(NoPermissionError):
                    client.execute_command(*forbidden.split())


async def test_without_rights_the_bus_is_deaf_and_everybody_looks_for_themselves(
    tmp_path: Path,
) -> None:
    weak = "user default on nopass ~* &* +@all\nuser weak on >weak -@all +auth +hello\n"
    (tmp_path / "acl").write_text(weak, encoding="utf-8")
    with redis_server("--aclfile", str(tmp_path / "acl")) as server:
        bus = RedisBus(server.url.replace("redis://", "redis://weak:weak@"), str(uuid4()))
        end, task = End(bus), asyncio.create_task(bus.run())

        await until(lambda: end.missed >= 2)

        assert not bus.carries
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
