"""Refreshing what is on people's screens: soon after it changed, and never too often."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic

import structlog

log = structlog.get_logger()


AFTER_FAILURE_S = 1.0
REST_FOR_WORK = 4


class Refresher:
    """Calls `refresh` when asked to: once for many askings, `pause_s` apart at least."""

    def __init__(
        self,
        refresh: Callable[[], Awaitable[None]],
        *,
        pause_s: float,
        anyway_s: float | None = None,
    ) -> None:
        """Refresh also without being asked, after `anyway_s`, for what changes with the clock."""
        self._refresh = refresh
        self._pause_s = pause_s
        self._anyway_s = anyway_s
        self._asked = asyncio.Event()

    def ask(self) -> None:
        """Say that something has changed."""
        self._asked.set()

    async def run(self) -> None:
        """Refresh until cancelled. One that fails is tried again after the pause."""
        while True:
            # Not `wait_for`: before Python 3.12 it may forget that it was cancelled.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._anyway_s):
                    await self._asked.wait()
            self._asked.clear()
            began = monotonic()
            try:
                await self._refresh()
            except Exception as error:  # noqa: BLE001 - a screen that is late is asked for again
                log.warning("refresh_failed", error=type(error).__name__)
                self._asked.set()
                await asyncio.sleep(AFTER_FAILURE_S)
            # What takes long is done more seldom, so that screens never cost the talks.
            await asyncio.sleep(max(self._pause_s, REST_FOR_WORK * (monotonic() - began)))
