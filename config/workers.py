"""Several processes behind one port: a parent that starts them, and starts again what dies.

All of them take people from the one socket the parent listens on, so that nobody who knocks while
one of them goes is turned away. What they hold together is in the database, never in the parent.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

import structlog

from config.exit_code import ExitCode
from config.starting import Start

log = structlog.get_logger()

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 10.0
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a process gets when its parent has died."""
STEADY_S = 30.0
"""A worker that lived so long died of something new: its place is filled at once."""


def serve(start: Start, workers: int) -> int:
    """Serve with so many processes until told to stop; one needs no parent."""
    if workers == 1:
        _serve_alone(start)
        return ExitCode.DONE
    return Parent(start, workers).run()


def _serve_alone(start: Start) -> None:
    # Only where it serves: the parent of others has no need of half the house.
    from config import application  # noqa: PLC0415

    application.serve(start)


@dataclass
class Worker:
    """One place among the workers, and who fills it."""

    number: int
    pid: int = 0
    began: float = 0.0
    pause_s: float = FIRST_PAUSE_S


@dataclass
class Parent:
    """Keeps every place filled: SIGTERM ends all, SIGHUP replaces one after the other."""

    start: Start
    places: int
    _workers: list[Worker] = field(default_factory=list)
    _stopping: bool = False
    _renew: list[Worker] = field(default_factory=list)

    def run(self) -> int:
        """Serve until told to stop; return how it ended."""
        self._workers = [Worker(number) for number in range(self.places)]
        for number, heard in (
            (signal.SIGTERM, self._stop),
            (signal.SIGINT, self._stop),
            (signal.SIGHUP, self._replace_all),
        ):
            signal.signal(number, heard)
        for worker in self._workers:
            self._fill(worker)
        log.info("workers_started", part=self.places)
        while any(worker.pid for worker in self._workers):
            self._look()
        return ExitCode.DONE

    def _look(self) -> None:
        try:
            pid, status = os.waitpid(-1, 0)
        except InterruptedError:
            return
        worker = next((one for one in self._workers if one.pid == pid), None)
        if worker is None:
            return
        worker.pid = 0
        asked = worker in self._renew
        if asked:
            self._renew.remove(worker)
        if self._stopping:
            return
        if not asked:
            log.error("worker_died", process=worker.number, status=status)
            self._rest(worker)
        if not self._stopping:
            self._fill(worker)
        if asked:
            self._replace_next()

    def _rest(self, worker: Worker) -> None:
        if time.monotonic() - worker.began > STEADY_S:
            worker.pause_s = FIRST_PAUSE_S
        time.sleep(worker.pause_s)
        worker.pause_s = min(2 * worker.pause_s, LONGEST_PAUSE_S)

    def _fill(self, worker: Worker) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        worker.began = time.monotonic()
        parent = os.getpid()
        pid = os.fork()
        if pid:
            worker.pid = pid
            return
        _end_with(parent)
        os._exit(_work(self.start, worker.number))

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        self._tell(lambda _: True, signal.SIGTERM)

    def _replace_all(self, _number: int, _frame: FrameType | None) -> None:
        if not self._renew:
            self._renew = list(self._workers)
            self._replace_next()

    def _replace_next(self) -> None:
        if self._renew:
            self._tell(lambda one: one is self._renew[0], signal.SIGTERM)

    def _tell(self, which: Callable[[Worker], bool], number: signal.Signals) -> None:
        for worker in self._workers:
            if worker.pid and which(worker):
                os.kill(worker.pid, number)


def _end_with(parent: int) -> None:
    """Let this worker end when its parent does, however that ends: nobody else would end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(ExitCode.FAILED)


def _work(start: Start, number: int) -> int:
    """Be a worker: the first one alone speaks for the demo."""
    for heard in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(heard, signal.SIG_DFL)
    try:
        _serve_alone(start.for_worker(number))
    except BaseException as error:  # noqa: BLE001 - it ends here, whatever it is: os._exit follows
        log.critical("worker_failed", error=type(error).__name__)
        return ExitCode.FAILED
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return ExitCode.DONE
