"""Work that runs as long as the service does, and whose death ends it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog

from config.exit_code import CannotGoOn, ExitCode

log = structlog.get_logger()


@asynccontextmanager
async def running(
    name: str, work: Callable[[], Awaitable[None]], stop: asyncio.Event
) -> AsyncIterator[None]:
    """Run `work` beside what is inside; it never ends by itself, or `stop` is set.

    A service whose clock or heads stand still looks well and is not: it is better started anew by
    whatever watches over it.

    Raises:
        CannotGoOn: on the way out, when the work had ended by itself. Nothing of its exception is
            told but the class: its words may be somebody's.
    """
    task: asyncio.Future[None] = asyncio.ensure_future(work())
    died: list[str] = []

    def ended(task: asyncio.Future[None]) -> None:
        failure = None if task.cancelled() else task.exception()
        died.append(type(failure).__name__)
        log.critical("task_died", task=name.replace(" ", "_"), error=died[0])
        stop.set()

    task.add_done_callback(ended)
    try:
        yield
    finally:
        task.remove_done_callback(ended)
        task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await task
    if died:
        raise CannotGoOn(ExitCode.FAILED, f"The part that does {name} ended: {died[0]}.")
