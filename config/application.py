"""The service, from the first listening to the last commit: opened and closed in one place."""

import asyncio
import gc
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
import uvloop
from aiohttp import web
from prometheus_client import CollectorRegistry, ProcessCollector

from chat.actions.forgetting import sparring_clock
from chat.domain.refusal import Unavailable
from chat.pages.health import Numbers
from chat.pages.listening import Runner
from chat.staff.audit_watch import AuditWatch
from chat.staff.ports import submitting
from chat.staff.sparring import Sparring
from chat.storage.outbox import NobodySends
from chat.storage.shifts import EveryoneGone
from chat.words import Words
from config import log as logs
from config import told
from config.audit_metrics import AuditMetrics
from config.background import running
from config.house import (
    Conversing,
    Paging,
    Sockets,
    StaffSide,
    Storage,
    counts_of,
    lease_of,
    retention_of,
)
from config.ladder_metrics import LadderMetrics
from config.metrics import HouseMetrics
from config.pages import pages
from config.readiness import Readiness
from config.retention_metrics import RetentionMetrics
from config.starting import Start
from supervisor_console.complaints.calling import ComplaintCalls
from supervisor_console.complaints.forgetting import complaint_clock
from supervisor_console.complaints.statements import Complaints
from supervisor_console.reports.summing import SummingUp

if TYPE_CHECKING:
    from config.rehearsal.demo import Demo
    from config.rehearsal.wire_client import Account

log = structlog.get_logger()

MOVING_IN = timedelta(seconds=2)
"""How soon clients are to be elsewhere when the service stops; all is over within 10 s (D4)."""
OPEN_REQUESTS_S = 1.0
SWITCH_S = 0.0005
"""How long the loop may keep the interpreter while the writer's thread waits for it.

A commit asks for it several times, and at Python's own 5 ms a busy loop may let each one wait so
long. Measured only roughly: paced ack p99 was 2.8x stock before and 2.2x after, in noisy runs.
"""


def serve(start: Start) -> None:
    """Serve until SIGTERM or SIGINT; finish what is being committed, then return."""
    sys.setswitchinterval(SWITCH_S)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(Application(start).run())


class Application:
    """One running service."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.words = Words.load()
        self.storage = Storage.of(start)
        self.staff = StaffSide.of(start, self.storage)
        self.doing = Conversing.of(start, self.storage, self.words)
        self.sockets = Sockets.of(start, self.storage, self.staff, self.doing, self.words)
        self.paging = Paging.of(start, self.storage, self.doing, self.words)
        self.retention = retention_of(start, self.storage, self.doing, self.sockets)
        self.audit = AuditWatch(self.storage.store, self.storage.clock)
        self.readiness = Readiness(
            self.storage, self.doing, self.sockets, self.paging, self.retention, self.audit
        )
        self.counts = counts_of(start)
        self.lease = lease_of(self.storage, self.sockets)
        if self.lease is not None:
            lease = self.lease
            self.doing.clock.is_its_turn = lambda: lease.is_first
            self.retention.is_its_turn = lambda: lease.is_first
            self.audit.is_its_turn = lambda: lease.is_first
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.metrics = HouseMetrics(self.storage, self.doing, self.sockets, self.lease)
        self.registry.register(self.metrics)
        self.site: web.SockSite | None = None

    async def run(self) -> None:
        """Open everything in order, wait to be told to stop, close it in the other order."""
        logs.catch_strays(asyncio.get_running_loop())
        stop = _stop_signal()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._storing())
            await stack.enter_async_context(self.staff.sessions.watched())
            # Before anybody comes: what was taken out of sight is shown to nobody.
            await self.doing.directory.refresh()
            if self.start.shares_port:
                # Who comes meanwhile is let in by another process: none is told that we start.
                await self.doing.lexicon.load()
            await stack.enter_async_context(self._listening())
            accounts = await self._announced() if self.start.demo else None
            for name, work in self._lasting().items():
                await stack.enter_async_context(running(name, work, stop))
            await self.doing.lexicon.load()
            stack.callback(self.doing.triage.tell)
            _spare_the_collector()
            if self.start.policy.synthetic_escalations:
                trials = running("trials", self.doing.drills.run, stop)
                await stack.enter_async_context(trials)
            for step in told.steps_left_out(self.start.policy, self.start.settings):
                log.warning("ladder_step_left_out", step=step.value)
            log.info("ready")
            if accounts is not None:
                await stack.enter_async_context(self._demo(accounts))
            await stop.wait()
            log.info("stopping")
            if self.start.shares_port and self.site is not None:
                await self.site.stop()  # who knocks now is let in by another process
            # Before anything is closed: handlers finish, and their commits with them.
            await self.sockets.transport.shut_down(MOVING_IN)

    @property
    def address(self) -> str:
        """Return where the service listens, as a browser types it."""
        host, port = self.start.listening.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @asynccontextmanager
    async def _storing(self) -> AsyncIterator[None]:
        if (agreed := await self.storage.store.now()) is not None:
            self.storage.clock.set_to(agreed)
        self.storage.writer.start()
        try:
            await self._begin_among_others()
            if self.storage.store.is_sqlite:
                await self.storage.writer.submit(NobodySends())
            log.info("store_opened", **await self.storage.store.durability())
            yield
            if self.lease is not None:
                with suppress(Unavailable):
                    await self.lease.end()
        finally:
            await self.storage.writer.stop()
            await self.storage.store.close()
            self.staff.passwords.close()
            self.paging.calls.close()
            await self.counts.close()

    async def _begin_among_others(self) -> None:
        """Let go of the lines of processes that are no more: on SQLite, of all before this one."""
        if self.lease is None:
            await self.storage.writer.submit(EveryoneGone())
        else:
            await self.lease.renew()

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        application = pages(
            self.start,
            self.storage,
            self.staff,
            self.doing,
            counts=self.counts,
            words=self.words,
            checks=self.readiness.checks(),
            numbers=Numbers(self.registry, self.metrics.look),
        )
        self.registry.register(LadderMetrics(self.paging.auditor))
        self.registry.register(RetentionMetrics(self.retention, self.storage.clock))
        self.registry.register(AuditMetrics(self.audit))
        self.sockets.transport.attach(application)
        runner = Runner(application, self.words, shutdown_timeout=OPEN_REQUESTS_S)
        await runner.setup()
        self.site = web.SockSite(runner, self.start.listening)
        await self.site.start()
        if (first := self.start.settings.metrics_port) is not None:
            await web.TCPSite(runner, "127.0.0.1", first + self.start.number).start()
        log.info("listening", port=self.start.listening.getsockname()[1])
        try:
            yield
        finally:
            await runner.cleanup()

    def _lasting(self) -> dict[str, Callable[[], Coroutine[object, object, None]]]:
        sockets, storage = self.sockets, self.storage
        submit = submitting(storage.writer)
        return {
            "writer": self.storage.writer.last,
            "heads": sockets.hub.run,
            "line to staff": sockets.view.to_staff.run,
            "line to young": sockets.view.to_young.run,
            "desks": sockets.desks.refresher.run,
            "board": sockets.board.refresher.run,
            "tasks": sockets.tasks.refresher.run,
            "words to all": sockets.words.refresher.run,
            "presence": sockets.presence.run,
            "clock": self.doing.clock.run,
            "ladder": self.doing.ladder.run,
            "interlock": self.doing.interlock.run,
            "shredder": self.doing.shredder.run,
            "reminder": self.doing.reminder.run,
            "pager": self.paging.pager.run,
            "auditor": self.paging.auditor.run,
            "lexicon": self.doing.lexicon.run,
            "directory": self.doing.directory.run,
            "retention": self.retention.run,
            "audit": self.audit.run,
            "sums": SummingUp(submit).run,
            "complaints": complaint_clock(storage.store, submit, storage.vault, storage.clock).run,
            "sparring": sparring_clock(
                Sparring(storage.store, storage.vault),
                submit,
                storage.clock,
                self.start.policy.sparring.kept,
            ).run,
            "complaints that call": self._complaint_calls().run,
            **self._among_others(),
        }

    def _complaint_calls(self) -> ComplaintCalls:
        storage, start = self.storage, self.start
        return ComplaintCalls(
            Complaints(storage.store, storage.vault),
            submitting(storage.writer),
            storage.clock,
            told.ladder(start.policy, start.settings),
        )

    def _among_others(self) -> dict[str, Callable[[], Coroutine[object, object, None]]]:
        """Return what only a process among several has to do."""
        work: dict[str, Callable[[], Coroutine[object, object, None]]] = {}
        if self.start.settings.redis_url is not None:
            work["bus"] = self.sockets.bus.run
            work["elsewhere"] = self.sockets.elsewhere.refresher.run
        if self.lease is not None:
            work["lease"] = self.lease.run
        return work

    async def _announced(self) -> Sequence["Account"]:
        """Print the one line on stdout as soon as it listens, with accounts to look on with."""
        # The demo's people are loaded where they play: a real house has none.
        from config.demo_accounts import DemoAccounts, on_wire  # noqa: PLC0415

        accounts = await DemoAccounts(self.staff.accounts).for_people()
        line = {"listening": self.address, "accounts": on_wire(accounts)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
        return accounts

    @asynccontextmanager
    async def _demo(self, accounts: Sequence["Account"]) -> AsyncIterator[None]:
        from config.rehearsal.demo import Demo  # noqa: PLC0415
        from config.rehearsal.demo_past import InventPast  # noqa: PLC0415

        demo = Demo()
        with suppress(Unavailable):
            await self.storage.writer.submit(InventPast())
        # Not waited for: a house its invented people cannot come into must still stop when told.
        coming = asyncio.create_task(self._played(demo, accounts), name="demo")
        try:
            yield
        finally:
            coming.cancel()
            await asyncio.wait({coming})
            await demo.stop()

    async def _played(self, demo: "Demo", accounts: Sequence["Account"]) -> None:
        from config.demo_accounts import DemoAccounts  # noqa: PLC0415

        staff, cast = await DemoAccounts(self.staff.accounts).simulated(accounts)
        await demo.start(self.address, staff, cast)


def _spare_the_collector() -> None:
    """Let the cyclic collector look at young objects only, and seldom.

    What was loaded at the start (triage, SQLAlchemy, pages) stays for good, and what a message
    leaves behind is in no cycle: counting references frees it. Measured with
    200 pairs, in noisy runs: from 3,170 to about 4,300 messages/s.

    Nothing is collected first: of a quarter of a million objects it found two thousand, in 0.2 s.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _stop_signal() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
