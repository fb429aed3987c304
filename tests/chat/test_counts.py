"""What limits count by, in one process and on Redis: one suite for both."""

import time
from collections.abc import AsyncIterator, Iterator

import pytest
from redis import Redis

from chat.counts import LASTS_S, Counts, InProcessCounts
from chat.domain.refusal import Refused
from chat.pages.opening_limit import PerMinute
from chat.redis_counts import PREFIX, RedisCounts
from chat.staff.settings import SlowDownNumbers
from chat.staff.slow_down import SlowDown
from tests.redis_server import RedisServer, redis_server

KEY = b"all processes have it, and Redis has not"
NETWORK = "network-1"
NOON = 1_000_020.0
"""A whole minute."""


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(params=["in process", "redis"])
async def pair(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Counts, Counts]]:
    """The counts as two who count together have them."""
    one: Counts
    other: Counts
    if request.param == "redis":
        url = request.getfixturevalue("redis").url
        with Redis.from_url(url) as client:
            client.flushall()
        one, other = RedisCounts(url, KEY), RedisCounts(url, KEY)
    else:
        one = other = InProcessCounts()
    yield one, other
    await one.close()
    await other.close()


async def test_what_one_counts_the_other_counts_on(pair: tuple[Counts, Counts]) -> None:
    one, other = pair

    assert [await one.add("x"), await other.add("x"), await one.add("y")] == [1, 2, 1]
    await other.take_back("x")
    assert await other.so_far("x", "y", "nothing") == [1, 1, 0]


async def test_a_network_opens_so_many_a_minute_wherever_it_knocks(
    pair: tuple[Counts, Counts],
) -> None:
    now = [NOON]
    doors = [PerMinute(4, counts, lambda: now[0]) for counts in pair]
    for knock in range(4):
        await doors[knock % 2].take(NETWORK)

    for door in doors:
        with pytest.raises(Refused) as no:
            await door.take(NETWORK)
        assert no.value.extras["retry_after_s"] == 15
    await doors[0].take("network-2")

    now[0] += 15  # one has come back
    await doors[0].take(NETWORK)
    with pytest.raises(Refused) as no:
        await doors[1].take(NETWORK)
    assert 0 < float(str(no.value.extras["retry_after_s"])) <= 16
    now[0] += 60
    for knock in range(4):
        await doors[knock % 2].take(NETWORK)


async def test_who_opened_nothing_is_not_counted(pair: tuple[Counts, Counts]) -> None:
    doors = [PerMinute(1, counts, lambda: NOON) for counts in pair]

    for knock in range(6):
        await doors[knock % 2].give_back(await doors[knock % 2].take(NETWORK))

    await doors[0].take(NETWORK)


async def failed(slow_down: SlowDown) -> None:
    await slow_down.learn("sofie", NETWORK)
    with slow_down.begin("sofie", NETWORK) as this_try:
        this_try.failed()
        await slow_down.tell("sofie", NETWORK, succeeded=False)


async def test_wrong_passwords_count_wherever_they_are_tried(pair: tuple[Counts, Counts]) -> None:
    numbers = SlowDownNumbers()
    here, there = (SlowDown(numbers, counts=counts) for counts in pair)
    for _ in range(2):
        await failed(here)
    for _ in range(3):
        await failed(there)

    for one in (here, there):
        await one.learn("sofie", NETWORK)
        with pytest.raises(Refused):
            one.begin("sofie", NETWORK)
        await one.learn("sofie", "network-2")
        with one.begin("sofie", "network-2"):
            pass


async def test_the_right_password_clears_the_account_for_others_too(
    pair: tuple[Counts, Counts],
) -> None:
    here = SlowDown(SlowDownNumbers(), counts=pair[0])
    for _ in range(4):
        await failed(here)
    await here.tell("sofie", NETWORK, succeeded=True)

    there = SlowDown(SlowDownNumbers(free_failures=5), counts=pair[1])
    with there.begin("sofie", NETWORK):
        pass
    assert await pair[1].so_far(f"failed {NETWORK}\0sofie") == [0]


async def test_a_count_begins_anew_after_ten_minutes() -> None:
    now = [0.0]
    counts = InProcessCounts(lambda: now[0])
    for _ in range(3):
        await counts.add("x")
        now[0] += LASTS_S / 4

    now[0] = LASTS_S

    assert await counts.so_far("x") == [0]
    assert await counts.add("x") == 1


async def test_redis_holds_no_name_and_nothing_for_long(redis: RedisServer) -> None:
    counts = RedisCounts(redis.url, KEY)
    await counts.add("failed 192.0.2.0/24\0sofie")
    await counts.add("failed 192.0.2.0/24\0sofie")

    with Redis.from_url(redis.url) as client:
        names = [str(name) for name in client.keys("*")]
        assert all(PREFIX in name for name in names)
        assert not [name for name in names if "sofie" in name]
        assert all(0 < client.ttl(name) <= LASTS_S for name in client.keys("*"))
    await counts.close()


async def test_without_redis_each_process_counts_for_itself_and_nobody_waits(
    redis: RedisServer,
) -> None:
    counts = RedisCounts(f"redis://127.0.0.1:{redis.port + 1}", KEY)

    began = time.monotonic()
    found = [await counts.add("x") for _ in range(20)]

    assert found == list(range(1, 21))
    assert time.monotonic() - began < 2
    await counts.close()
