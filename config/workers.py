"""Several processes behind one port: a parent that starts them, and starts again what dies.

All of them take people from the one socket the parent listens on, so that nobody who knocks while
one of them goes is turned away. What they hold together is in the database, never in the parent.
"""

import ctypes
import os
import signal
import sys
import time
from dataclasses import dataclass, field

import structlog

from config.exit_code import ExitCode
from config.starting import Start

log = structlog.get_logger()

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 10.0
LOOKS_ANYWAY_S = 3600.0
HEARD = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""What a parent is told: that one has ended, to stop, to replace all."""
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
    fill_at: float | None = 0.0
    """When an empty place is to be filled; `None`: it is, or nobody comes any more."""


@dataclass
class Parent:
    """Keeps every place filled: SIGTERM ends all, SIGHUP replaces one after the other.

    Signals are held back and taken one by one, so that none of them meets anything half done.
    """

    start: Start
    places: int
    _workers: list[Worker] = field(default_factory=list)
    _stopping: bool = False
    _to_renew: list[Worker] = field(default_factory=list)
    _asked: Worker | None = None
    """Who was told to end and make room for a new one."""

    def run(self) -> int:
        """Serve until told to stop; return how it ended."""
        self._workers = [Worker(number) for number in range(self.places)]
        signal.signal(signal.SIGCHLD, lambda *_: None)  # by default it would not be kept for us
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        self._fill_due()
        log.info("workers_started", part=self.places)
        while any(one.pid or one.fill_at is not None for one in self._workers):
            heard = signal.sigtimedwait(HEARD, self._until_due_s())
            if heard is not None:
                self._hear(heard.si_signo)
            self._fill_due()
            self._renew_next()
        return ExitCode.DONE

    def _hear(self, number: int) -> None:
        if number == signal.SIGCHLD:
            self._reap()
        elif number == signal.SIGHUP:
            # Whoever comes into an empty place is new anyway.
            self._to_renew = [one for one in self._workers if one.pid and one is not self._asked]
        else:
            self._stop()

    def _reap(self) -> None:
        """Take note of everybody who has ended: several may tell it with one signal."""
        for worker in self._workers:
            if worker.pid and (ended := os.waitpid(worker.pid, os.WNOHANG))[0]:
                self._ended(worker, ended[1])

    def _ended(self, worker: Worker, status: int) -> None:
        worker.pid, now = 0, time.monotonic()
        if worker is self._asked:
            self._asked = None
            worker.fill_at = now
        else:
            log.error("worker_died", process=worker.number, status=status)
            if now - worker.began > STEADY_S:
                worker.pause_s = FIRST_PAUSE_S
            worker.fill_at = now + worker.pause_s
            worker.pause_s = min(2 * worker.pause_s, LONGEST_PAUSE_S)
            if worker in self._to_renew:
                self._to_renew.remove(worker)
        if self._stopping:
            worker.fill_at = None

    def _until_due_s(self) -> float:
        due = [one.fill_at for one in self._workers if one.fill_at is not None]
        return max(0.0, min(due) - time.monotonic()) if due else LOOKS_ANYWAY_S

    def _fill_due(self) -> None:
        for worker in self._workers:
            if worker.fill_at is not None and worker.fill_at <= time.monotonic():
                self._fill(worker)

    def _fill(self, worker: Worker) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        worker.began, worker.fill_at = time.monotonic(), None
        parent = os.getpid()
        pid = os.fork()
        if pid:
            worker.pid = pid
            return
        _end_with(parent)
        os._exit(_work(self.start, worker.number))

    def _stop(self) -> None:
        self._stopping, self._to_renew = True, []
        for worker in self._workers:
            worker.fill_at = None
            if worker.pid:
                os.kill(worker.pid, signal.SIGTERM)

    def _renew_next(self) -> None:
        """Tell the next one to make room, when every place is filled."""
        if self._to_renew and self._asked is None and all(one.pid for one in self._workers):
            self._asked = self._to_renew.pop(0)
            os.kill(self._asked.pid, signal.SIGTERM)


def _end_with(parent: int) -> None:
    """Let this worker end when its parent does, however that ends: nobody else would end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(ExitCode.FAILED)


def _work(start: Start, number: int) -> int:
    """Be a worker: the first one alone speaks for the demo."""
    for heard in HEARD:
        signal.signal(heard, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
    try:
        _serve_alone(start.for_worker(number))
    except BaseException as error:  # noqa: BLE001 - it ends here, whatever it is: os._exit follows
        log.critical("worker_failed", error=type(error).__name__)
        return ExitCode.FAILED
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return ExitCode.DONE
