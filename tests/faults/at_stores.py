"""What is done to database, disk and Redis. Each returns mended, and has seen that it took."""

import asyncio
import random
import resource
import shutil
import signal
from itertools import count
from uuid import uuid4

import asyncpg
import orjson
from redis import Redis

from chat.realtime.redis_bus import BEACON_S, CHANNEL
from tests.databases import OnServer
from tests.faults.at_processes import Blow
from tests.faults.target import Target
from tests.redis_server import RedisServer

SLOW_COMMIT_S = 0.3
FORGED = 500
NOTICED_WITHIN_S = 15.0
DISK_NOTICED_S, DISK_FULL_S = 0.5, 1.5
OURS = "SELECT {} FROM pg_stat_activity WHERE application_name = 'brobygger'"
HOUSE_LETS_GO_S = 1.0
"""Our own `lock_timeout`: a sender whose row is held is told so after this."""
_turn = count()


async def restart_the_database(target: Target) -> None:
    """Stop PostgreSQL, in turn in order, at once and by kill -9, and start it again."""
    database = _database(target)
    server = database.server
    began = server.ask("SELECT pg_postmaster_start_time()")
    ways = (signal.SIGINT, signal.SIGQUIT)
    await asyncio.to_thread(server.stop, ways[next(_turn) % len(ways)])
    await asyncio.sleep(random.uniform(0.2, 0.8))
    await asyncio.to_thread(server.start)
    assert server.ask("SELECT pg_postmaster_start_time()") != began, "it was not restarted"


async def terminate_backends(target: Target) -> None:
    """Cut every line of the house to the database at once, in whatever it is doing."""
    server = _database(target).server
    before = set(server.ask(OURS.format("pid")).split())
    server.ask(OURS.format("pg_terminate_backend(pid, 2000)"))
    assert before, "nobody was there"
    assert not before & set(server.ask(OURS.format("pid")).split()), "they still live"


def hold_a_row(for_s: float) -> Blow:
    """Return what locks a conversation somebody writes in: they wait, and nobody else does."""

    async def strike(target: Target) -> None:
        database, crowd = _database(target), target.crowd
        held = random.choice(crowd.writing_in)
        other = await asyncpg.connect(database.url)
        try:
            transaction = other.transaction()
            await transaction.start()
            sql = "SELECT 1 FROM conversations WHERE conversation_id = $1 FOR UPDATE"
            assert await other.fetchval(sql, held) == 1
            await asyncio.sleep(min(HOUSE_LETS_GO_S, for_s / 3))
            before = crowd.answered_in(held), crowd.answered
            await asyncio.sleep(for_s)
            assert crowd.answered_in(held) == before[0], "it was not held"
            assert crowd.answered > before[1], "it held up everybody"
            await transaction.rollback()
        finally:
            await other.close()

    return strike


def slow_disk(for_s: float) -> Blow:
    """Return what makes each flush of the log take a third of a second."""

    async def strike(target: Target) -> None:
        folder = target.serving.folder
        seen = folder / f"slow-{uuid4().hex}"
        delay = f"fdatasync,fsync:delay_enter={int(SLOW_COMMIT_S * 1e6)}"
        who = [word for pid in _who_flushes(target) for word in ("-p", str(pid))]
        words = ["-f", "-e", "trace=fsync,fdatasync", "-e", f"inject={delay}", "-o", str(seen)]
        assert shutil.which("strace"), "no strace: `python3 dev.py test` installs it"
        strace = await asyncio.create_subprocess_exec(
            "strace", *words, *who, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            await asyncio.sleep(for_s)
        finally:
            strace.terminate()
            await strace.wait()
        slowed = seen.read_text(encoding="ascii", errors="replace").count("DELAYED")
        assert slowed > 0, "no flush was slow"

    return strike


async def fill_the_disk(target: Target) -> None:
    """Let none of the one process's files be written for a while, its own log among them."""
    pid, crowd = target.serving.pid, target.crowd
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))
    try:
        await asyncio.sleep(DISK_NOTICED_S)
        before = crowd.answered
        await asyncio.sleep(DISK_FULL_S)
        assert crowd.answered == before, "there was room"
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


def kill_redis(for_s: float) -> Blow:
    """Return what kills Redis and starts an empty one after so long."""

    async def strike(target: Target) -> None:
        redis = _redis(target)
        before = redis.run_id()
        redis.kill()
        await asyncio.sleep(for_s)
        await redis.start_beside()
        assert redis.run_id() != before, "it is the same one"

    return strike


async def freeze_redis(target: Target) -> None:
    """Stop Redis until somebody notices: lines stand, and nothing comes."""
    redis = _redis(target)
    with Redis.from_url(redis.url) as client:
        await _listened_to(client)
    await asyncio.sleep(2 * BEACON_S)  # heard, too: who is deaf already does not say so again
    before = target.said("bus_deaf")
    redis.signal(signal.SIGSTOP)
    try:
        async with asyncio.timeout(NOTICED_WITHIN_S):
            while target.said("bus_deaf") == before:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.1)
    finally:
        redis.signal(signal.SIGCONT)


async def flush_redis(target: Target) -> None:
    """Empty Redis, and cut whoever listens there."""
    redis = _redis(target)
    with Redis.from_url(redis.url) as client:
        client.set("brobygger:kept", "for the proof")
        client.flushall()
        assert client.dbsize() == 0
    redis.cut_everybody()


async def forge_hints(target: Target) -> None:
    """Hint what is not so about real conversations, and say rubbish, as one who has got in may."""
    redis, conversations = _redis(target), list(target.crowd.young)
    heard = 0
    with Redis.from_url(redis.url) as client:
        await _listened_to(client)
        for _ in range(FORGED):
            one, about = random.choice(conversations), random.choice(("log", "state", "duty", "x"))
            hint = [one, random.choice((0, 1, 10**8)), about]
            forged = {"from": str(uuid4()), "hints": [hint] * random.randint(1, 20)}
            heard += client.spublish(CHANNEL, orjson.dumps(forged))
        client.spublish(CHANNEL, b"[" * 10_000)
        client.spublish(CHANNEL, orjson.dumps({"from": str(uuid4()), "beat": 1}))
    assert heard >= FORGED, "nobody listened"


async def _listened_to(client: Redis) -> None:
    """Wait until a process is back from what struck before, and listens."""
    async with asyncio.timeout(NOTICED_WITHIN_S):
        while not client.pubsub_shardnumsub(CHANNEL)[0][1]:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)


def _who_flushes(target: Target) -> list[int]:
    if target.database is None:
        return [target.serving.pid]
    return [int(pid) for pid in target.database.server.ask(OURS.format("pid")).split()]


def _database(target: Target) -> OnServer:
    assert target.database is not None, "this is SQLite"
    return target.database


def _redis(target: Target) -> RedisServer:
    assert target.redis is not None, "there is no Redis"
    return target.redis
