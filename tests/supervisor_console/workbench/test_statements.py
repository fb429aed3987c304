"""Proposals in the store, on each kind of database."""

import asyncio
from dataclasses import replace

import pytest

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from supervisor_console.workbench.proposals import Approve, Proposal, State, Withdraw
from supervisor_console.workbench.statements import MOST_WAITING, Decide, Proposals, Propose
from tests.chat.staffing import House

VERA, AMINA = StaffId("vera"), StaffId("amina")


def proposal(house: House, name: str, rule: str = "house.lantern") -> Proposal:
    return Proposal(name, rule, f"id: {rule}\n", VERA, house.clock())


async def test_a_proposal_goes_to_the_store_and_back(kept: House) -> None:
    one = proposal(kept, "p-1")
    await kept.submit(Propose(one))
    live = await kept.submit(Decide("p-1", Approve(AMINA)))

    assert await Proposals(kept.store).all() == [live] == await Proposals(kept.store).live()
    back = await kept.submit(Decide("p-1", Withdraw(VERA, "for bredt 🏮")))

    assert back.state is State.WITHDRAWN
    assert await Proposals(kept.store).all() == [back]
    assert await Proposals(kept.store).live() == []


async def test_of_two_of_one_name_one_goes_live(kept: House) -> None:
    for name in ("p-1", "p-2"):
        await kept.submit(Propose(proposal(kept, name)))

    ends = await asyncio.gather(
        *(kept.submit(Decide(name, Approve(AMINA))) for name in ("p-1", "p-2")),
        return_exceptions=True,
    )

    assert sorted(isinstance(end, Refused) for end in ends) == [False, True]
    assert len(await Proposals(kept.store).live()) == 1


async def test_more_than_anybody_would_read_are_not_taken_in(house: House) -> None:
    for n in range(MOST_WAITING):
        await house.submit(Propose(proposal(house, f"p-{n}")))

    with pytest.raises(Refused) as refused:
        await house.submit(Propose(proposal(house, "one more")))
    assert refused.value.code is RefusalCode.CONFLICT
    # What is live at once waits for nobody: a wrong number is hidden however many wait.
    hides = replace(proposal(house, "hides", "house.other"), state=State.LIVE)
    assert (await house.submit(Propose(hides))).state is State.LIVE
