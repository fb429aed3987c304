"""Threads that do what the loop hands them, and hand back what came of it.

The standard library's pool makes a future of its own, and wakes the loop through it: 295 µs for a
trip there and back on an idle machine of two cores, where this takes 125. A message waits for one
such trip.
"""

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

Done = TypeVar("Done")


class _Asked(NamedTuple):
    work: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any]


class Hands:
    """So many threads, which take turns."""

    def __init__(self, name: str, number: int) -> None:
        """Begin with none; the first thing there is to do brings them."""
        self._name, self._number = name, number
        self._asked: SimpleQueue[_Asked | None] = SimpleQueue()
        self._threads: list[Thread] = []

    async def do(self, work: Callable[[], Done]) -> Done:
        """Do it in a thread, after what was asked before; whoever stops waiting stops nothing."""
        if not self._threads:
            self._begin()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Done] = loop.create_future()
        self._asked.put(_Asked(work, loop, answer))
        try:
            return await answer
        finally:
            del answer  # a failure's traceback holds this frame: no circle is left behind

    async def end(self) -> None:
        """Do what was asked, then no more."""
        threads, self._threads = self._threads, []
        for _ in threads:
            self._asked.put(None)
        for one in threads:
            await asyncio.to_thread(one.join)

    def _begin(self) -> None:
        # Nothing that is under way when a process ends is worth waiting for: it was not answered.
        self._threads = [
            Thread(target=self._work, name=f"{self._name}-{number}", daemon=True)
            for number in range(self._number)
        ]
        for one in self._threads:
            one.start()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            try:
                came: object = asked.work()
            except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
                _hand_back(asked, error, failed=True)
            else:
                _hand_back(asked, came, failed=False)
            del asked


def _hand_back(asked: _Asked, came: object, *, failed: bool) -> None:
    def tell() -> None:
        if asked.answer.done():
            return
        if failed and isinstance(came, BaseException):
            asked.answer.set_exception(came)
        else:
            asked.answer.set_result(came)

    if not asked.loop.is_closed():
        asked.loop.call_soon_threadsafe(tell)
