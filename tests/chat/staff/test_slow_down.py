"""Wrong passwords cost time, never an account."""

from datetime import timedelta

import pytest

from chat.domain.refusal import RefusalCode, Refused
from chat.staff.settings import SlowDownNumbers
from chat.staff.slow_down import FORGOTTEN_AFTER_S, SlowDown

HOME, ELSEWHERE = "network-1", "network-2"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slow_down(clock: Clock) -> SlowDown:
    return SlowDown(SlowDownNumbers(), clock)


def fail(slow_down: SlowDown, account: str = "sofie", network: str = HOME) -> None:
    with slow_down.begin(account, network) as one:
        one.failed()


def wait_of(slow_down: SlowDown, account: str = "sofie", network: str = HOME) -> object:
    try:
        with slow_down.begin(account, network):
            return None
    except Refused as no:
        return no.extras["retry_after_s"] if no.code is RefusalCode.SLOW_DOWN else no


def test_five_failures_are_free_and_the_next_try_waits(slow_down: SlowDown) -> None:
    for _ in range(5):
        assert wait_of(slow_down) is None
        fail(slow_down)

    assert wait_of(slow_down) == 2


def test_every_further_failure_doubles_the_wait_up_to_a_minute(
    slow_down: SlowDown, clock: Clock
) -> None:
    waits = []
    for _ in range(12):
        while (wait_s := wait_of(slow_down)) is not None:
            assert isinstance(wait_s, int)
            waits.append(wait_s)
            clock.now += wait_s
        fail(slow_down)

    assert waits == [2, 4, 8, 16, 32, 60, 60]


def test_failures_far_apart_cost_nothing(slow_down: SlowDown, clock: Clock) -> None:
    for _ in range(50):
        fail(slow_down)
        clock.now += 15

    assert wait_of(slow_down) is None


def test_an_outsider_cannot_lock_the_account_for_its_owner(slow_down: SlowDown) -> None:
    for _ in range(5):
        fail(slow_down, network=ELSEWHERE)

    assert wait_of(slow_down, network=ELSEWHERE) is not None
    assert wait_of(slow_down, network=HOME) is None


def test_a_network_that_tries_many_accounts_waits_ten_seconds_at_most(
    slow_down: SlowDown, clock: Clock
) -> None:
    longest = 0
    for n in range(40):
        while (wait_s := wait_of(slow_down, account=f"account-{n}")) is not None:
            assert isinstance(wait_s, int)
            longest = max(longest, wait_s)
            clock.now += wait_s
        fail(slow_down, account=f"account-{n}")

    assert longest == 10


def test_the_right_password_clears_the_account(slow_down: SlowDown, clock: Clock) -> None:
    for _ in range(4):
        fail(slow_down)
        clock.now += 13

    with slow_down.begin("sofie", HOME) as one:
        one.succeeded()
    for _ in range(3):
        fail(slow_down)
        clock.now += 20

    assert wait_of(slow_down) is None


def test_tries_under_way_are_not_all_free(slow_down: SlowDown) -> None:
    opened = [slow_down.begin("sofie", HOME) for _ in range(5)]

    assert wait_of(slow_down) == 1
    for one in opened:
        with one:
            one.succeeded()
    assert wait_of(slow_down) is None


def test_a_try_nobody_looked_at_counts_for_nothing(slow_down: SlowDown) -> None:
    for _ in range(20):
        with slow_down.begin("sofie", HOME):
            pass

    assert wait_of(slow_down) is None


def test_an_unknown_account_is_slowed_down_like_a_known_one(slow_down: SlowDown) -> None:
    for _ in range(5):
        fail(slow_down, account="nobody")

    assert wait_of(slow_down, account="nobody") == 2


def test_no_username_is_mistaken_for_the_network(slow_down: SlowDown) -> None:
    for _ in range(4):
        fail(slow_down, account="")

    assert wait_of(slow_down, account="sofie") is None


def test_counters_are_forgotten_after_ten_minutes(slow_down: SlowDown, clock: Clock) -> None:
    for n in range(500):
        fail(slow_down, account=f"a{n}", network=f"n{n}")
    clock.now += FORGOTTEN_AFTER_S
    fail(slow_down)

    assert len(slow_down._counters) == 2


def test_no_counter_is_kept_under_a_readable_name(slow_down: SlowDown) -> None:
    fail(slow_down, account="sofie", network="10.1.2.0/24")

    assert not any(b"sofie" in name or b"10.1" in name for name in slow_down._counters)


def test_it_can_be_switched_off_for_a_load_tool(clock: Clock) -> None:
    slow_down = SlowDown(SlowDownNumbers(on=False, window=timedelta(minutes=1)), clock)

    for _ in range(100):
        fail(slow_down)

    assert wait_of(slow_down) is None
