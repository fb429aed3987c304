"""Passwords: hashed off the loop, two at a time, as slowly for accounts that do not exist."""

import asyncio
import os
import threading
import unicodedata
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.settings import PasswordCost

THREADS = 2
"""Ten at once would hold both cores for most of a second, and the chat with them."""
AT_MOST_WAITING = 400
NICE = 5
PATIENCE = timedelta(seconds=60)
LONGEST = 200
DIFFERENT_CHARACTERS = 5
"""`aaaaaaaaaaaaaaaa` is long and no secret (our own number)."""

Result = TypeVar("Result")


class Passwords:
    """Hashes and compares, in a small pool with a bounded line before it."""

    def __init__(self, cost: PasswordCost) -> None:
        """Open the pool."""
        self._hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes
        )
        self._pool = ThreadPoolExecutor(
            THREADS, thread_name_prefix="passwords", initializer=_let_the_chat_go_first
        )
        self._nobody = hash_of_nobody(cost)
        self._in_line = 0

    async def hash(self, password: str) -> str:
        """Return Argon2id's hash with its parameters and a salt of its own."""
        plain = _bytes(password)
        return await self._in_turn(lambda: self._hasher.hash(plain))

    async def is_right(self, password: str, stored: str | None) -> bool:
        """Compare; without a stored hash it takes as long, and is wrong.

        Raises:
            Refused: `slow_down`, when too many wait already.
        """
        plain = _bytes(password)
        right = await self._in_turn(lambda: self._verify(stored or self._nobody, plain))
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Say whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        """Let the threads go; who still waits is turned away."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _verify(self, stored: str, plain: bytes) -> bool:
        try:
            return self._hasher.verify(stored, plain)
        except (VerificationError, InvalidHashError):
            return False

    async def _in_turn(self, work: Callable[[], Result]) -> Result:
        if self._in_line >= AT_MOST_WAITING:
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=5)
        self._in_line += 1
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except TimeoutError:
            raise Refused(RefusalCode.SLOW_DOWN, retry_after_s=5) from None
        finally:
            self._in_line -= 1


def hash_of_nobody(cost: PasswordCost) -> str:
    """Return what stands in for the hash of an account that does not exist.

    Random bytes no password is known to lead to: to compare with them takes as long, and to make
    them does not. Source of the form: the reference implementation's `encode_string`.
    """
    salt, tag = (b64encode(os.urandom(size)).rstrip(b"=").decode() for size in (16, 32))
    costs = f"m={cost.memory_kib},t={cost.passes},p={cost.lanes}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${tag}"


def _let_the_chat_go_first() -> None:
    # On Linux a priority is a thread's own (sched(7)): whoever signs in waits for whoever talks.
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)


def must_be_strong(password: str, username: str, *, shortest: int) -> None:
    """Refuse a password that is short, one character over and over, or the username.

    Raises:
        Refused: `weak_password`.

    Source: NIST SP 800-63B-4 §3.1.1.2: length, not composition rules.
    """
    plain = unicodedata.normalize("NFC", password)
    if (
        not shortest <= len(plain) <= LONGEST
        or len(set(plain)) < DIFFERENT_CHARACTERS
        or plain.casefold().replace(username, "").strip() == ""
    ):
        raise Refused(RefusalCode.WEAK_PASSWORD)


def _bytes(password: str) -> bytes:
    # The same word typed on a Mac and on Windows is the same password.
    return unicodedata.normalize("NFC", password).encode()
