"""Passwords: strong enough, off the loop, in a line that has an end."""

import asyncio
import os
from statistics import median
from time import perf_counter

import pytest
from argon2 import PasswordHasher, extract_parameters
from pydantic import ValidationError

from chat.domain.refusal import RefusalCode, Refused
from chat.staff import passwords as module
from chat.staff.passwords import NICE, Passwords, hash_of_nobody, must_be_strong
from chat.staff.settings import OWASP_MINIMA, PasswordCost
from tests.chat.staffing import PASSWORD


async def test_the_right_password_is_right_and_no_other(passwords: Passwords) -> None:
    stored = await passwords.hash(PASSWORD)

    assert stored.startswith("$argon2id$")
    assert await passwords.is_right(PASSWORD, stored)
    assert not await passwords.is_right(PASSWORD + " ", stored)


async def test_the_same_word_from_a_mac_is_the_same_password(passwords: Passwords) -> None:
    stored = await passwords.hash("en skål på bordet er god")

    assert await passwords.is_right("en ska\u030al pa\u030a bordet er god", stored)


async def test_no_account_takes_as_long_and_is_wrong(passwords: Passwords) -> None:
    stored = await passwords.hash(PASSWORD)

    async def seconds(against: str | None) -> float:
        start = perf_counter()
        assert not await passwords.is_right("noget helt andet her", against)
        return perf_counter() - start

    known, unknown = [], []
    for _ in range(25):
        known.append(await seconds(stored))
        unknown.append(await seconds(None))

    assert 0.6 < median(unknown) / median(known) < 1.6


def test_what_stands_in_for_no_account_costs_what_any_hash_costs() -> None:
    cost = PasswordCost(memory_kib=7168, passes=5, lanes=2)
    hasher = PasswordHasher(cost.passes, cost.memory_kib, cost.lanes)

    nobody, somebody = (extract_parameters(one) for one in (hash_of_nobody(cost), hasher.hash("x")))

    assert nobody == somebody


@pytest.mark.parametrize("stored", ["", "plain", "$argon2id$v=19$m=1$broken", "$2b$12$aaaa"])
async def test_a_broken_hash_opens_nothing(passwords: Passwords, stored: str) -> None:
    assert not await passwords.is_right(PASSWORD, stored)


async def test_a_hash_of_other_parameters_is_outdated(passwords: Passwords) -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)

    assert passwords.is_outdated(weaker)
    assert not passwords.is_outdated(await passwords.hash(PASSWORD))


async def test_two_at_a_time_and_the_loop_goes_on(passwords: Passwords) -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(0.001)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await asyncio.gather(*(passwords.is_right(PASSWORD, None) for _ in range(12)))
    ticking.cancel()

    workers = passwords._pool._threads
    assert len(workers) == 2
    for worker in workers:
        assert worker.native_id is not None
        assert os.getpriority(os.PRIO_PROCESS, worker.native_id) == NICE
    assert os.getpriority(os.PRIO_PROCESS, 0) < NICE
    assert ticks > 10


async def test_the_line_has_an_end(passwords: Passwords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_MOST_WAITING", 3)

    answers = await asyncio.gather(
        *(passwords.is_right(PASSWORD, None) for _ in range(6)), return_exceptions=True
    )

    refused = [one for one in answers if isinstance(one, Refused)]
    assert [one.code for one in refused] == [RefusalCode.SLOW_DOWN] * 3


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "kort",
        "fjorten tegn 4",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "x" * 201,
        "sofie.larsensofie.larsen",
    ],
)
def test_a_weak_password_is_refused(weak: str) -> None:
    with pytest.raises(Refused) as no:
        must_be_strong(weak, "sofie.larsen", shortest=15)

    assert no.value.code is RefusalCode.WEAK_PASSWORD


def test_a_sentence_is_strong() -> None:
    must_be_strong(PASSWORD, "sofie", shortest=15)


@pytest.mark.parametrize(("memory_kib", "passes"), OWASP_MINIMA)
def test_costs_at_or_over_owasps_minimum_are_taken(memory_kib: int, passes: int) -> None:
    PasswordCost(memory_kib=memory_kib, passes=passes)

    with pytest.raises(ValidationError):
        PasswordCost(memory_kib=memory_kib - 1, passes=passes)
