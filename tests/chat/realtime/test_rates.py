"""How fast somebody may write: half lines go at once, more is held back, a flood is refused."""

from time import perf_counter

import pytest

from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime.rates import SEATS_KEPT, Rate, Rates

HERE, THERE = ConversationId("here"), ConversationId("there")
FAST = Rate(per_min=6000, burst=40, held_s=0.025)
"""A hundred a second, so that what is held back is held for hundredths."""


class Clock:
    """Stands still until it is moved."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


async def refused(rates: Rates, whose: ConversationId = HERE) -> Refused:
    with pytest.raises(Refused) as no:
        await rates.take(whose)
    return no.value


async def test_a_burst_goes_through_then_some_are_held_back_then_all_refused() -> None:
    clock = Clock()
    rates = Rates(FAST, clock)
    began = perf_counter()
    for _ in range(FAST.burst):
        await rates.take(HERE)
    at_once_s = perf_counter() - began

    began = perf_counter()
    await rates.take(HERE)
    await rates.take(HERE)
    held_s = perf_counter() - began

    assert held_s >= 0.03 > at_once_s
    assert (await refused(rates)).code is RefusalCode.SLOW_DOWN
    await rates.take(THERE)  # whoever floods slows nobody else down


async def test_what_was_refused_costs_nothing_and_time_fills_up_to_a_burst_and_no_more() -> None:
    clock = Clock()
    rates = Rates(FAST, clock)
    for _ in range(FAST.burst + 2):
        await rates.take(HERE)
    for _ in range(100):
        await refused(rates)

    clock.now_s += 0.03
    await rates.take(HERE)
    clock.now_s += 3600
    for _ in range(FAST.burst + 2):
        await rates.take(HERE)
    await refused(rates)


async def test_it_remembers_only_so_many_and_those_who_wrote_last() -> None:
    rates = Rates(Rate(per_min=1, burst=1, held_s=0), Clock())
    await rates.take(HERE)
    for number in range(SEATS_KEPT - 1):
        await rates.take(ConversationId(str(number)))
    await refused(rates)

    await rates.take(THERE)

    assert len(rates._filled) == SEATS_KEPT


def test_the_house_takes_two_a_second_and_forty_at_once() -> None:
    assert Rate() == Rate(per_min=120, burst=40, held_s=2.0)
