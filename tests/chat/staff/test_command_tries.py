"""Wrong passwords at a command: each run is new, and still they cost time."""

from datetime import timedelta

import pytest

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.staff.command_tries import CommandTries
from tests.chat.staffing import PASSWORD, House

VERA = StaffId("vera")


def tries_of(house: House, command: str = "effect") -> CommandTries:
    """Return what one run of a command has: nothing of the run before."""
    numbers = house.settings.slow_down
    return CommandTries(command, house.store, house.submit, house.passwords, numbers)


async def wait_of(house: House, staff_id: StaffId | None) -> int:
    """Return the seconds somebody has to wait, right password or not."""
    with pytest.raises(Refused) as refused:
        await tries_of(house).is_right(staff_id, PASSWORD, None, house.clock())
    assert refused.value.code is RefusalCode.SLOW_DOWN
    return int(str(refused.value.extras["retry_after_s"]))


async def test_too_many_wrong_ones_wait_longer_each_time_whatever_runs(house: House) -> None:
    stored = await house.passwords.hash(PASSWORD)
    wrong = (VERA, "forkert", stored)
    for _ in range(house.settings.slow_down.free_failures):
        assert not await tries_of(house).is_right(*wrong, house.clock())

    waits = []
    for _ in range(3):
        waits.append(await wait_of(house, VERA))
        house.clock.moves(timedelta(seconds=waits[-1]))
        assert not await tries_of(house).is_right(*wrong, house.clock())

    assert waits == [2, 4, 8]
    right = (VERA, PASSWORD, stored)
    assert await tries_of(house, "another command").is_right(*right, house.clock())
    house.clock.moves(timedelta(seconds=16))
    assert await tries_of(house).is_right(*right, house.clock())


async def test_a_name_nobody_has_is_counted_too(house: House) -> None:
    for _ in range(house.settings.slow_down.free_failures):
        assert not await tries_of(house).is_right(None, "forkert", None, house.clock())

    assert await wait_of(house, None) == 2
