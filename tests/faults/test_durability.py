"""On disk before its answer: the pragmas, and the kernel's own count of what was flushed."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chat.storage.store import Store
from config.rehearsal.line import Json
from tests.faults.two import two_who_talk
from tests.serving import Serving

FULL = 2
"""`PRAGMA synchronous` as SQLite numbers it (sqlite.org, pragma.html#pragma_synchronous)."""
FLUSHED = re.compile(r"f(?:data)?sync\b.*= 0$", re.MULTILINE)
SAID = 20


class Flushes:
    """What strace has seen so far."""

    def __init__(self, seen: Path) -> None:
        self.seen = seen

    def count(self) -> int:
        return len(FLUSHED.findall(self.seen.read_text(encoding="ascii", errors="replace")))


@contextmanager
def flushes_of(pid: int, seen: Path) -> Iterator[Flushes]:
    """Watch every fsync and fdatasync of a running process."""
    assert shutil.which("strace"), "no strace: `python3 dev.py test` installs it"
    command = ["strace", "-f", "-e", "trace=fsync,fdatasync", "-o", str(seen), "-p", str(pid)]
    strace = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert strace.stderr is not None
        said = strace.stderr.readline()
        assert "attached" in said, said
        yield Flushes(seen)
    finally:
        strace.terminate()
        strace.communicate()


async def test_the_writers_connection_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'brobygger.db'}")

    async with store.write() as connection:
        journal = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
        synchronous = (await connection.exec_driver_sql("PRAGMA synchronous")).scalar_one()
    await store.close()

    assert (journal, synchronous) == ("wal", FULL)


def opened(serving: Serving) -> Json:
    """What the running server read back from its writer's own connection."""
    lines = map(json.loads, serving.output.read_text(encoding="utf-8").splitlines())
    return next(line for line in lines if line["event"] == "store_opened")


async def test_no_message_is_answered_before_it_is_flushed(tmp_path: Path) -> None:
    serving = Serving(tmp_path, by_itself=True)
    account = serving.staff("mette", "counsellor", "Mette")
    async with serving.beside(), two_who_talk(serving.url, account) as two:
        store = opened(serving)
        assert (store["journal_mode"], store["synchronous"]) == ("wal", FULL)
        with flushes_of(serving.pid, tmp_path / "strace") as flushes:
            for number in range(SAID):
                before = flushes.count()
                await two.asking.say(f"linje {number}")
                assert flushes.count() > before
