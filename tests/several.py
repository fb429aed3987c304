"""A house in two processes, on one PostgreSQL and one Redis: whoever comes, comes to the next."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.databases import Database, Databases
from tests.redis_server import RedisServer, redis_server
from tests.serving import OPEN_HOUSE, Serving

HOUSES = ("one process", "two processes")


def made(
    folder: Path,
    database: Database,
    redis: RedisServer,
    policy: str = OPEN_HOUSE,
    count: int = 2,
    module: str = "config",
    *,
    by_themselves: bool = False,
) -> tuple[Serving, ...]:
    """Return processes that share database, hints and key, none of them started yet.

    All but the first start from nothing, so that no two of them put their sets in the same order.
    """
    shared = {
        "BROBYGGER_DATABASE_URL": database.url,
        "BROBYGGER_REDIS_URL": redis.url,
        "BROBYGGER_MASTER_KEY_FILE": str(folder / "master.key"),
    }
    return tuple(
        Serving(
            folder / str(number),
            policy,
            shared,
            module=module,
            by_itself=by_themselves or number > 0,
        )
        for number in range(count)
    )


@contextmanager
def house_of(
    request: pytest.FixtureRequest, folder: Path, policy: str = OPEN_HOUSE
) -> Iterator[tuple[Serving, ...]]:
    """Run the house a fixture's parameter asks for: on SQLite, or two processes on servers."""
    if request.param == HOUSES[0]:
        with Serving(folder, policy) as serving:
            yield (serving,)
        return
    databases: Databases = request.getfixturevalue("databases")
    with redis_server() as redis, ExitStack() as stack:
        processes = made(folder, databases.empty(), redis, policy)
        yield tuple(stack.enter_context(process) for process in processes)
