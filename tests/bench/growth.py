"""What a message costs as work grows: more pairs, more kept, more waiting, more processes."""

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

import aiohttp

from chat.domain.commands import Leave, SaveMessage
from chat.domain.conversation import LeftHow
from chat.domain.people import YOUNG
from config.master_key import named, read
from config.rehearsal.wire_client import House
from tests.bench.connections import standing
from tests.bench.generator import Load
from tests.bench.loaded import Figures, under_load
from tests.bench.servers import POSTGRESQL, Fill, Server, brobygger, two_processes
from tests.chat.domain.building import verdict
from tests.chat.keeping import process_on
from tests.databases import SQLiteFile
from tests.serving import Serving

PAIRS = 50
ASKED_TIMES = 20
COPIED_AT_ONCE = 50_000
ASKED_EACH_S = 0.1
KEPT_OF_ONE = ("conversations", "keys", "events")
"""The tables in which a conversation that has ended has rows."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One thing that grows, the sizes it is measured at, and how."""

    name: str
    sizes: tuple[int, ...]
    server: Callable[[int], AbstractContextManager[Server]]
    measure: Callable[[int, Server], Figures]


def growths(seconds: float) -> list[Growth]:
    """Return every one, each run lasting about this long."""

    def loaded(pairs: int, server: Server) -> Figures:
        return under_load(Load(pairs, seconds), server)

    return [
        Growth("pairs", (50, 200, 800), brobygger, loaded),
        Growth(
            "conversations kept",
            (1_000, 30_000, 1_000_000),
            lambda size: brobygger(PAIRS, fill=kept(size)),
            lambda _, server: loaded(PAIRS, server),
        ),
        Growth(
            "people waiting",
            (10, 200, 2_000),
            lambda _: brobygger(PAIRS),
            partial(with_waiting, seconds),
        ),
        Growth(
            "processes",
            (1, 2),
            lambda size: brobygger(PAIRS, kind=POSTGRESQL) if size == 1 else two_processes(PAIRS),
            lambda _, server: loaded(PAIRS, server),
        ),
    ]


def with_waiting(seconds: float, waiting: int, server: Server) -> Figures:
    """Load while so many stand in line; and how long the entry page's question takes meanwhile."""

    async def asked() -> float:
        async with aiohttp.ClientSession() as http:
            house, took = House(http, server.url), []
            for _ in range(ASKED_TIMES):
                began = time.perf_counter()
                await house.service()
                took.append(time.perf_counter() - began)
                await asyncio.sleep(ASKED_EACH_S)
            return statistics.median(took) * 1e3

    with standing(waiting, server):
        service_ms = asyncio.run(asked())
        return {**under_load(Load(PAIRS, seconds), server), "service_ms": service_ms}


def kept(number: int) -> Fill:
    """Return what keeps so many conversations that have ended, before anybody comes."""

    def fill(serving: Serving) -> None:
        file = serving.data / "brobygger.db"
        key = named(read(serving.data / "master.key"))
        one = asyncio.run(_ended(SQLiteFile(file), key))
        with closing(sqlite3.connect(file)) as database:
            database.execute("PRAGMA synchronous=OFF")
            for first in range(0, number, COPIED_AT_ONCE):
                _copy(database, one, min(COPIED_AT_ONCE, number - first))

    return fill


async def _ended(file: SQLiteFile, key: object) -> str:
    async with process_on(file, key) as keeping:  # type: ignore[arg-type] # a MasterKey
        here = await keeping.opened()
        for number in range(3):
            said = SaveMessage(here, YOUNG, f"c{number}", "x" * 80, verdict(), 10**6)
            await keeping.writer.submit(said)
        await keeping.writer.submit(Leave(here, LeftHow.LEAVE))
        return str(here)


def _copy(database: sqlite3.Connection, one: str, number: int) -> None:
    """Copy a conversation's rows under new names, as SQLite does it fastest."""
    with database:
        database.execute("CREATE TEMP TABLE IF NOT EXISTS copies (id TEXT, secret BLOB)")
        database.execute("DELETE FROM copies")
        rows = ((str(uuid4()),) for _ in range(number))
        database.executemany("INSERT INTO copies VALUES (?, randomblob(32))", rows)
        for table in KEPT_OF_ONE:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            fresh = {
                "conversation_id": "copies.id",
                "token_hash": "copies.secret",
                "once_key": "CASE WHEN once_key IS NOT NULL THEN randomblob(length(once_key)) END",
            }
            taken = ", ".join(fresh.get(column, f"{table}.{column}") for column in columns)
            database.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {taken}"  # noqa: S608 - our own names
                f" FROM {table}, copies WHERE {table}.conversation_id = ?",
                (one,),
            )


def grown(growth: Growth, rounds: int, say: Callable[[str], None]) -> Mapping[str, object]:
    """Measure at every size and return the medians."""
    say(f"\nas {growth.name} grow")
    points = []
    for size in growth.sizes:
        runs = []
        for _ in range(rounds):
            with growth.server(size) as server:
                runs.append(growth.measure(size, server))
        medians = {figure: statistics.median(run[figure] for run in runs) for figure in runs[0]}
        told = "  ".join(f"{figure} {value:.1f}" for figure, value in medians.items())
        say(f"  {size:>9}: {told}")
        points.append({"size": size, "figures": medians})
    return {"name": growth.name, "points": points}
