"""The real server as a process of its own: started, killed and started again on the same data."""

import asyncio
import contextlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from unittest.mock import patch

from chat.domain.work_area import WorkArea
from chat.staff.account_statements import NewAccount
from chat.staff.accounts import Accounts
from chat.staff.passwords import Passwords
from chat.staff.roles import Role
from chat.staff.settings import StaffSettings
from chat.staff.submitting import submitting_alone
from chat.storage.store import Store
from config import data_folder, database
from config.master_key import read_or_make
from config.rehearsal.wire_client import Account
from config.settings import Settings
from tests.databases import copy_migrated
from tests.forking import Forked, Process
from tests.ports import free_port

ROOT = Path(__file__).parents[1]
READY_WITHIN_S = 60.0
STOPPED_WITHIN_S = 12.0
LETS_IN = {"open", "busy"}
OPEN_HOUSE = """\
opening: always
interlock: off
limits: off
second_factor: optional
synthetic_escalations: off
campaigns: [plakat]
"""
"""Always open, nobody on duty needed, no limit on how fast one writes, no trials of its own."""


@dataclass
class Serving:
    """A server on a folder and a port of its own; `policy` is laid over the default policy."""

    folder: Path
    policy: str = OPEN_HOUSE
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    module: str = "config"
    """What is run: another one may change something first, and then be the same program."""
    arguments: tuple[str, ...] = ()
    by_itself: bool = False
    """Whether it starts as in life, from nothing, and not where the program is loaded already."""
    process: Process | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "policy.yaml").write_text(self.policy, encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database_url(self) -> str:
        """Where what it keeps is."""
        named = self.environment.get("BROBYGGER_DATABASE_URL")
        return named or f"sqlite:///{self.data / 'brobygger.db'}"

    @property
    def output(self) -> Path:
        """Everything the server ever printed, all starts together."""
        return self.folder / "output.log"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def variables(self) -> dict[str, str]:
        # Without compiled modules every start would take seconds, whatever this shell prefers.
        left_out = ("BROBYGGER", "PYTHONDONTWRITEBYTECODE")
        ours = {
            key: value
            for key, value in os.environ.items()
            if not any(word in key for word in left_out)
        }
        return {
            **ours,
            "BROBYGGER_DATA_DIR": str(self.data),
            "BROBYGGER_POLICY": str(self.folder / "policy.yaml"),
            "PYTHONUNBUFFERED": "1",
            **self.environment,
        }

    def command(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of `brobygger` to its end on this server's data."""
        return subprocess.run(
            [sys.executable, "-m", self.module, *arguments],
            cwd=ROOT,
            env=self.variables(),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def staff(self, username: str, role: str, display_name: str, area: str = "all") -> Account:
        """Make an account, as `brobygger staff add` does, without a process of its own for each."""
        password = secrets.token_urlsafe(18)
        where = WorkArea.of(area if role == Role.BRIDGE_BUILDER else None)
        new = NewAccount.of(username, display_name, frozenset({Role(role)}), where)
        with patch.dict(os.environ, self.variables(), clear=True):
            settings = Settings.load()
        # In a thread, because the caller may have a loop that turns.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _add(new, password, settings)).result()
        return Account(username, password, display_name, (role,))

    def launch(self) -> None:
        """Start the process and do not wait for it."""
        words = ("serve", "--port", str(self.port), *self.arguments)
        self.output.touch()
        if self.module == "config" and not self.by_itself:
            self.process = Forked.serving(words, self.variables(), self.output)
            return
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, *words],
                cwd=ROOT,
                env=self.variables(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def start(self) -> None:
        """Start the process, unless it is launched already, and return when it takes people."""
        if self.process is None:
            self.launch()
        until = time.monotonic() + READY_WITHIN_S
        while not self.is_ready():
            self.must_live(until)
            time.sleep(0.05)

    async def start_beside(self) -> None:
        """As `start`, for one who has a loop to keep turning."""
        self.launch()
        until = time.monotonic() + READY_WITHIN_S
        while not await asyncio.to_thread(self.is_ready):
            self.must_live(until)
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[Self]:
        """Run beside the caller's loop, and be stopped at the end, whatever happened."""
        try:
            await self.start_beside()
            yield self
        finally:
            await asyncio.to_thread(self.stop)

    def must_live(self, until: float) -> None:
        assert self.process is not None
        assert self.process.poll() is None, self.output.read_text(encoding="utf-8")[-4000:]
        assert time.monotonic() < until, "not ready in time"

    def is_ready(self) -> bool:
        """Whether it takes new people now."""
        return self.service().get("state") in LETS_IN

    def service(self) -> dict[str, object]:
        """What it says of itself to anyone, or nothing while it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/api/service", timeout=2) as answer:  # noqa: S310 - our own address
                return dict(json.loads(answer.read()))
        except (OSError, ValueError):
            return {}

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def kill(self) -> None:
        """Kill -9: no chance to say goodbye, to finish or to flush."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> int:
        """Ask it to go, and return its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            raise

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.stop()


async def _add(new: NewAccount, password: str, settings: Settings) -> None:
    data_folder.prepare(settings)
    if settings.sqlite_file is not None and not settings.sqlite_file.exists():
        # As at a first start, whose migrations are tried elsewhere.
        read_or_make(settings.key_file, database_exists=False)
        await copy_migrated(settings.sqlite_file)
    await database.ready(settings)
    store, staff = Store(settings.database), StaffSettings()
    passwords = Passwords(staff.password_cost)
    try:
        await Accounts(store, submitting_alone(store), passwords, staff).add(new, password)
    finally:
        passwords.close()
        await store.close()
