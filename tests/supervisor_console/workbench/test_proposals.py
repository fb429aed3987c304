"""Four eyes, and the way back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.identifiers import StaffId
from chat.domain.refusal import RefusalCode, Refused
from supervisor_console.workbench.proposals import (
    Approve,
    Decision,
    Proposal,
    Reject,
    State,
    Withdraw,
    decide,
    version,
)

NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
VERA, AMINA = StaffId("vera"), StaffId("amina")
PROPOSED = Proposal("p-1", "suicide.lantern", "id: suicide.lantern\n", VERA, NOW)

decisions = st.sampled_from([VERA, AMINA]).flatmap(
    lambda by: st.sampled_from([Approve(by), Reject(by, "for bredt"), Withdraw(by, "for bredt")])
)


def code_of(proposal: Proposal, decision: Decision, live: set[str] | None = None) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        decide(proposal, decision, NOW, live or set())
    return refused.value.code


def test_another_supervisor_lets_it_go_live_and_anyone_takes_it_back() -> None:
    live = decide(PROPOSED, Approve(AMINA), NOW, ())
    back = decide(live, Withdraw(VERA, "for bredt"), NOW, ())

    assert (live.state, live.decided_by) == (State.LIVE, AMINA)
    assert (back.state, back.withdrawn_by, back.reason) == (State.WITHDRAWN, VERA, "for bredt")


def test_nobody_approves_their_own() -> None:
    assert code_of(PROPOSED, Approve(VERA)) is RefusalCode.OWN_PROPOSAL


def test_one_may_lay_ones_own_aside() -> None:
    assert decide(PROPOSED, Reject(VERA, "fortrudt"), NOW, ()).state is State.REJECTED


def test_two_live_entries_never_have_one_name() -> None:
    assert code_of(PROPOSED, Approve(AMINA), {"suicide.lantern"}) is RefusalCode.CONFLICT


@given(st.lists(decisions, max_size=6))
def test_whatever_is_asked_what_is_live_was_seen_by_two_and_nothing_comes_back(
    asked: list[Decision],
) -> None:
    proposal, seen = PROPOSED, [State.PROPOSED]
    for decision in asked:
        try:
            proposal = decide(proposal, decision, NOW, ())
        except Refused:
            continue
        seen.append(proposal.state)
        if proposal.state is State.LIVE:
            assert proposal.decided_by not in {None, proposal.proposed_by}
    assert len(seen) == len(set(seen))
    assert version([proposal]) == sum(state in {State.LIVE, State.WITHDRAWN} for state in seen)
