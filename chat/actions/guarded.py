"""Work that a clock does again and again: one bad time is logged, and stops nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from chat.domain.refusal import Unavailable

log = structlog.get_logger()

Work = Callable[[], Awaitable[None]]


async def guarded(work: Work) -> None:
    """Do it once; what it fails of is said by its kind alone."""
    try:
        await work()
    except Unavailable:
        log.warning("clock_waits_for_the_store")
    except Exception as error:  # noqa: BLE001 - a clock must not stop for one bad tick
        log.error("clock_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback


async def every(seconds: float, *works: Work) -> None:
    """Do these at once and then every so many seconds, until cancelled."""
    while True:
        for work in works:
            await guarded(work)
        await asyncio.sleep(seconds)
