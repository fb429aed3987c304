"""A PostgreSQL server of the tests' own: started by whoever asks first, gone with them."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.ports import free_port

DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps each version's programs, off the path."""
PROGRAMS = ("initdb", "postgres", "psql")
USER = "brobygger"
PASSWORD = "kun til prøver"
ASKED = "--auth-local=trust --auth-host=scram-sha-256"
"""A password is asked for on the port, and not on the socket."""
STARTED_WITHIN_S = 30.0
UNSAFE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""For tests of everything but durability. Our own connections ask for `synchronous_commit`."""


def programs() -> Path:
    """Return the folder with `initdb`, `postgres` and `psql`; the tests never go without them."""
    named = os.environ.get("BROBYGGER_POSTGRESQL")
    folders = [Path(named)] if named else []
    folders += [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    for folder in folders:
        if all((folder / program).exists() for program in PROGRAMS):
            return folder
    raise AssertionError(
        "no PostgreSQL: `python3 dev.py test` installs it, or name the folder of its programs in "
        "BROBYGGER_POSTGRESQL"
    )


@dataclass
class PostgreSQL:
    """One server in a folder of its own, on a socket there and on a port of this machine."""

    folder: Path
    settings: Sequence[str] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str) -> str:
        """Return a database's URL, over the socket and without a password."""
        return f"postgresql://{USER}@/{database}?host={self.folder}&port={self.port}"

    def url_with(self, password: str, database: str = "postgres") -> str:
        """Return a database's URL over the network, where a password is asked for."""
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if (owner := _owner()) is not None:
            for place in (self.folder, secret):
                shutil.chown(place, owner.pw_uid, owner.pw_gid)
        words = f"--no-sync -U {USER} -E UTF8 --locale=C -D {self.data} --pwfile={secret}"
        self._run("initdb", *words.split(), *ASKED.split())

    def start(self) -> None:
        """Start it and return when it answers."""
        words = ["-D", self.data, "-k", self.folder, "-p", self.port, "-h", "127.0.0.1"]
        for setting in ("max_connections=200", "max_wal_size=64MB", *self.settings):
            words += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [programs() / "postgres", *map(str, words)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                user=_user(),
                group=_group(),
                extra_groups=_groups(),
            )
        until = time.monotonic() + STARTED_WITHIN_S
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()[-2000:]
            assert time.monotonic() < until, "PostgreSQL did not start in time"
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT is PostgreSQL's "fast", SIGQUIT its "immediate" (its manual §19.5)."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(STARTED_WITHIN_S)
            self.process = None

    def ask(self, statement: str, database: str = "postgres") -> str:
        """Run SQL beside everybody else; return what it answers, a line a row."""
        place = ["-h", self.folder, "-p", self.port, "-U", USER, "-d", database]
        return self._run("psql", "-XqtA", "-v", "ON_ERROR_STOP=1", *place, "-c", statement)

    def _run(self, program: str, *words: object) -> str:
        done = subprocess.run(
            [programs() / program, *map(str, words)],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            user=_user(),
            group=_group(),
            extra_groups=_groups(),
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _answers(self) -> bool:
        try:
            return self.ask("SELECT 1") == "1"
        except AssertionError:
            return False


def _owner() -> pwd.struct_passwd | None:
    """Return who runs it when we are root, whom PostgreSQL refuses; else it is ourselves."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name for one in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


def _user() -> int | None:
    owner = _owner()
    return None if owner is None else owner.pw_uid


def _group() -> int | None:
    owner = _owner()
    return None if owner is None else owner.pw_gid


def _groups() -> tuple[int, ...] | None:
    return None if _owner() is None else ()


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[PostgreSQL]:
    """Run a server; without `durable` it is quick, and forgets when the machine does."""
    # Not in pytest's folder: that one is root's alone, and PostgreSQL runs as somebody else.
    with tempfile.TemporaryDirectory(prefix="brobygger-pg-", ignore_cleanup_errors=True) as folder:
        server = PostgreSQL(Path(folder), () if durable else UNSAFE)
        server.initialise()
        try:
            server.start()
            yield server
        finally:
            server.stop(signal.SIGQUIT)
