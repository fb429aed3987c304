"""Wrong passwords cost time, never an account: nobody can lock the night shift out.

Failures are counted for an account as seen from one network, and for the network. Past the free
ones every further failure doubles the wait before the next try *from there*; the same account stays
open from everywhere else. Counters live in memory, under names that tell neither who nor where;
what failed at another process counts as if it had failed here.
"""

import hashlib
import hmac
import math
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Self

from chat.counts import Counts, InProcessCounts
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.settings import SlowDownNumbers

FORGOTTEN_AFTER_S = 600.0
"""As long as the name of a network holds at most."""
SWEPT_EVERY_S = 60.0
AT_ONCE = 20
"""More failures at once make no longer wait than these do."""


@dataclass(slots=True)
class _Counter:
    """Failures of one account from one network, or of one network."""

    longest_s: float
    recent: list[float] = field(default_factory=list)
    penalty: int = 0
    shut_until: float = -math.inf
    under_way: int = 0
    touched: float = 0.0
    known: int = 0
    """Failures of the whole house that are counted here."""


class SlowDown:
    """Counts failures, and says how long to wait after too many."""

    def __init__(
        self,
        numbers: SlowDownNumbers,
        clock: Callable[[], float] = monotonic,
        counts: Counts | None = None,
    ) -> None:
        """Start with clean counters; `clock` counts seconds and never jumps.

        `counts` are shared with other processes; without, there are none.
        """
        self._numbers = numbers
        self._clock = clock
        self._house = counts or InProcessCounts(clock)
        self._key = secrets.token_bytes(32)
        self._counters: dict[bytes, _Counter] = {}
        self._swept_at = clock()

    async def learn(self, account: str, network: str) -> None:
        """Take in what has failed at other processes since this one last asked."""
        if not self._numbers.on:
            return
        of = self._counters_of(account, network)
        in_house = await self._house.so_far(*(whose for whose, _ in of))
        for (_, counter), count in zip(of, in_house, strict=True):
            self._take_in(counter, count)

    async def tell(self, account: str, network: str, *, succeeded: bool) -> None:
        """Let other processes know how a try went."""
        if not self._numbers.on:
            return
        of = self._counters_of(account, network)
        if succeeded:
            await self._house.forget(of[0][0])
            of[0][1].known = 0
            return
        for whose, counter in of:
            counter.known += 1  # counted here already, by the try itself
            self._take_in(counter, await self._house.add(whose))

    def _take_in(self, counter: _Counter, in_house: int) -> None:
        for _ in range(min(in_house - counter.known, AT_ONCE)):
            self._failed(counter)
        counter.known = in_house

    def _counters_of(self, account: str, network: str) -> list[tuple[str, _Counter]]:
        now, numbers = self._clock(), self._numbers
        return [
            (f"failed {whose}", self._counter(whose, now, longest))
            for whose, longest in (
                (f"{network}\0{account}", numbers.longest_delay),
                (network, numbers.longest_delay_of_a_network),
            )
        ]

    def begin(self, account: str, network: str) -> "Try":
        """Open a try: `with slow_down.begin(...) as this_try`, and say in it how it went.

        Raises:
            Refused: `slow_down`, with the whole seconds to wait.
        """
        if not self._numbers.on:
            return Try(self, ())
        now = self._clock()
        if now - self._swept_at > SWEPT_EVERY_S:
            self._sweep(now)
        pair = self._counter(f"{network}\0{account}", now, self._numbers.longest_delay)
        whole = self._counter(network, now, self._numbers.longest_delay_of_a_network)
        wait_s = max(pair.shut_until, whole.shut_until) - now
        if wait_s <= 0 and pair.under_way >= self._at_once(pair):
            wait_s = 1.0
        if wait_s > 0:
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=math.ceil(wait_s))
        pair.under_way += 1
        return Try(self, (pair, whole))

    def end(self, counters: tuple[_Counter, ...], *, succeeded: bool | None) -> None:
        """Close a try. Success clears the account's counter, never that of the whole network."""
        for pair in counters[:1]:
            pair.under_way -= 1
            if succeeded:
                pair.recent, pair.penalty, pair.shut_until = [], 0, -math.inf
        if succeeded is False:
            for counter in counters:
                self._failed(counter)

    def _failed(self, counter: _Counter) -> None:
        now = self._clock()
        window_s = self._numbers.window.total_seconds()
        counter.recent = [at for at in counter.recent if now - at < window_s] + [now]
        counter.touched = now
        if counter.penalty or len(counter.recent) >= self._numbers.free_failures:
            delay_s = self._numbers.first_delay.total_seconds() * 2.0 ** min(counter.penalty, 16)
            counter.penalty += 1
            counter.shut_until = now + min(delay_s, counter.longest_s)

    def _at_once(self, pair: _Counter) -> int:
        # Tries under way may all fail: a hundred at the same time are not a hundred free ones.
        return 1 if pair.penalty else max(1, self._numbers.free_failures - len(pair.recent))

    def _counter(self, whose: str, now: float, longest: timedelta) -> _Counter:
        name = hmac.digest(self._key, whose.encode(), hashlib.sha256)
        counter = self._counters.get(name)
        if counter is None or self._is_forgotten(counter, now):
            counter = _Counter(longest.total_seconds(), touched=now)
            self._counters[name] = counter
        return counter

    def _is_forgotten(self, counter: _Counter, now: float) -> bool:
        return counter.under_way == 0 and now - counter.touched >= FORGOTTEN_AFTER_S

    def _sweep(self, now: float) -> None:
        self._swept_at = now
        self._counters = {
            name: counter
            for name, counter in self._counters.items()
            if counter.under_way or (counter.recent and not self._is_forgotten(counter, now))
        }


class Try:
    """One try at an account from one network. Without an outcome it counts for nothing."""

    def __init__(self, slow_down: SlowDown, counters: tuple[_Counter, ...]) -> None:
        """Made by `SlowDown.begin`."""
        self._slow_down = slow_down
        self._counters = counters
        self._succeeded: bool | None = None

    def succeeded(self) -> None:
        """Say that the password was right."""
        self._succeeded = True

    def failed(self) -> None:
        """Say that the password was wrong, or the account none."""
        self._succeeded = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._slow_down.end(self._counters, succeeded=self._succeeded)
