"""Where bridge-builders work: nothing is shared that nobody could take."""

import pytest

from chat.domain.work_area import WorkArea
from chat.staff.account_statements import AddStaff, DisableStaff, NewAccount, WayIn
from chat.staff.builders_there import BuildersThere
from chat.staff.roles import Role
from tests.chat.staffing import House

REGIONS = {"0851": "1081", "0813": "1081", "0751": "1082"}
PLACES = (*REGIONS, None)


@pytest.mark.parametrize(
    ("area", "there"),
    [("0851", {"0851"}), ("1081", {"0851", "0813"}), ("all", {"0851", "0813", "0751", None})],
)
async def test_somebody_is_there_where_an_open_account_works(
    house: House, area: str, there: set[str | None]
) -> None:
    is_there = BuildersThere(house.store, REGIONS)
    assert not any([await is_there(one) for one in PLACES])

    roles = frozenset({Role.BRIDGE_BUILDER})
    new = NewAccount.of("ida", "Ida", roles, WorkArea.of(area))
    await house.submit(AddStaff(new, WayIn()))
    assert {one for one in PLACES if await is_there(one)} == there

    await house.submit(DisableStaff("ida"))
    assert not any([await is_there(one) for one in PLACES])
