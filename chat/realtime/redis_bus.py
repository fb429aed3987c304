"""The bus on Redis or Valkey: one channel that every process publishes to and listens on.

Whether it carries, a process knows from its own beacon: sent every second, and heard back. After
three seconds of silence, or at once when the line breaks, it is deaf: everybody is told to look in
the store, every second, until it hears itself again; and then once more, for what was said in
between. What could not be published is kept, the latest of each conversation, until it can.

Nothing here holds up a message, and nothing here is kept: a Redis that is emptied loses nothing.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError

from chat.realtime.bus import About, Hear, Hint, Listeners, Missed, _nothing
from chat.realtime.hints_on_wire import (
    HINTS_AT_ONCE,
    MOST_SEQ,
    decode,
    encode,
    encode_beat,
)

log = structlog.get_logger()

CHANNEL = "brobygger:hints"
BEACON_S = 1.0
DEAF_AFTER_S = 3.0
LOOK_EVERY_S = 1.0
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 1.0
ANSWER_S = 2.0
"""A Redis that takes longer to take a hint is given up, and tried again on a new line."""
TROUBLE = (RedisError, OSError, asyncio.TimeoutError)
REFUSED = AuthenticationError | NoPermissionError
FLEETING = frozenset({About.YOUNG_TYPES, About.COUNSELLOR_TYPES})
"""Of no use to anybody a moment later."""


class RedisBus:
    """Hints between any number of processes on any number of hosts."""

    def __init__(self, url: str, process: str) -> None:
        """Speak as `process`, a random UUID; nothing is connected before it runs."""
        self._url = url
        self._process = process
        self._listeners = Listeners()
        self._unsaid: dict[tuple[About, str], Hint] = {}
        self._something = asyncio.Event()
        self._beat = 0
        self._heard_at: float | None = None
        self._said = ""
        self.is_refused = False
        self._beaten_at = 0.0
        self.lag_s = 0.0
        self.carries = False
        self.counters: Counter[str] = Counter(published=0, heard=0, garbage=0, deaf=0)

    def hint(self, hints: Sequence[Hint], *, by: object) -> None:
        """Tell this process's others at once, and the others soon."""
        self._listeners.hear(hints, but=by)
        for one in hints:
            self._unsaid[one.about, one.conversation_id] = one
        self._something.set()

    def listen(self, hear: Hear, *, as_: object, missed: Missed = _nothing) -> None:
        """Have what others hint passed to `hear`, and `missed` called when some may be lost."""
        self._listeners.add(as_, hear, missed)

    def forget(self, listener: object) -> None:
        """Pass nothing more to whoever listened as this."""
        self._listeners.remove(listener)

    async def run(self) -> None:
        """Listen, publish, and watch that one hears, until cancelled."""
        async with asyncio.TaskGroup() as group:
            for work in (self._listening, self._publishing, self._beating, self._watching):
                group.create_task(work(), name=f"bus {work.__name__}")

    async def _listening(self) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await self._listen_on_one_line()
            except TROUBLE as error:
                self.is_refused = isinstance(error, REFUSED)
                self._say_once(type(error).__name__)
            pause_s = FIRST_PAUSE_S if self.carries else min(2 * pause_s, LONGEST_PAUSE_S)
            self._deaf()
            await asyncio.sleep(pause_s)

    async def _listen_on_one_line(self) -> None:
        # No time limit on reading: silence is normal, and the beacon tells what is too much.
        client = self._client(socket_timeout=None)
        hearing = client.pubsub()
        try:
            await hearing.ssubscribe(CHANNEL)
            began = monotonic()
            while True:
                message = await hearing.get_message(timeout=BEACON_S)
                if message is not None and message["type"] in {"smessage", "message"}:
                    self._take(message["data"])
                last = max(began, self._heard_at or began)
                if monotonic() - last > DEAF_AFTER_S:
                    return  # the line is up and says nothing: a new one may
        finally:
            with suppress(*TROUBLE):
                await hearing.aclose()  # type: ignore[no-untyped-call] # redis-py's own
            with suppress(*TROUBLE):
                await client.aclose()

    def _take(self, message: object) -> None:
        heard = decode(message)
        if heard is None:
            self.counters["garbage"] += 1
            return
        if heard.process != self._process:
            self.counters["heard"] += len(heard.hints)
            if heard.hints:
                self._listeners.hear(heard.hints)
        elif heard.beat == self._beat:
            self._heard_at = monotonic()
            self.lag_s = self._heard_at - self._beaten_at
            if not self.carries:
                self.carries, self._said, self.is_refused = True, "", False
                log.info("bus_carries")
                # What was said while we were deaf is in the store.
                self._listeners.missed()

    async def _publishing(self) -> None:
        pause_s = FIRST_PAUSE_S
        client = self._client(socket_timeout=ANSWER_S)
        try:
            while True:
                await self._something.wait()
                self._something.clear()
                unsaid, self._unsaid = self._unsaid, {}
                hints = list(unsaid.values())
                try:
                    for first in range(0, len(hints), HINTS_AT_ONCE):
                        chunk = hints[first : first + HINTS_AT_ONCE]
                        await self._publish(client, encode(self._process, chunk))
                        self.counters["published"] += len(chunk)
                    pause_s = FIRST_PAUSE_S
                except TROUBLE:
                    kept = {key: one for key, one in unsaid.items() if one.about not in FLEETING}
                    self._unsaid = {**kept, **self._unsaid}
                    self._something.set()
                    pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
                    await asyncio.sleep(pause_s)
        finally:
            with suppress(*TROUBLE):
                await client.aclose()

    async def _beating(self) -> None:
        client = self._client(socket_timeout=ANSWER_S)
        try:
            while True:
                # Not to be guessed: nobody but Redis itself can let us believe that we hear.
                self._beat = secrets.randbelow(MOST_SEQ)
                self._beaten_at = monotonic()
                with suppress(*TROUBLE):
                    await self._publish(client, encode_beat(self._process, self._beat))
                await asyncio.sleep(BEACON_S)
        finally:
            with suppress(*TROUBLE):
                await client.aclose()

    async def _watching(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            if self._heard_at is not None and monotonic() - self._heard_at > DEAF_AFTER_S:
                self._deaf()
            if not self.carries:
                self._listeners.missed()

    def _say_once(self, error: str) -> None:
        if error != self._said:
            self._said = error
            log.warning("bus_line_broke", error=error)

    def _deaf(self) -> None:
        if self.carries:
            self.carries = False
            self.counters["deaf"] += 1
            log.warning("bus_deaf")
            self._listeners.missed()

    @staticmethod
    async def _publish(client: "Redis", message: bytes) -> None:
        # Never cancelled half-way (redis-py#2665): the line has a time limit of its own.
        sending = asyncio.create_task(_sent(client, message))
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            sending.add_done_callback(_heed)
            raise

    def _client(self, **options: Any) -> "Redis":  # noqa: ANN401 - redis-py's own keywords
        return Redis.from_url(
            self._url,
            socket_connect_timeout=ANSWER_S,
            retry=Retry(NoBackoff(), 0),
            health_check_interval=0,
            **options,
        )


async def _sent(client: "Redis", message: bytes) -> None:
    await client.spublish(CHANNEL, message)


def _heed(sent: asyncio.Task[None]) -> None:
    """Take what became of it, which nobody waits for any more."""
    if not sent.cancelled():
        sent.exception()
