"""The role matrix: every cell."""

import pytest

from chat.staff.roles import MATRIX, Act, Reach, Role, may, roles_of, stored_roles

OWN_CONVERSATION = {
    Act.READ_CONVERSATION,
    Act.WRITE_MESSAGE,
    Act.WRITE_NOTE,
    Act.WRITE_WHISPER,
    Act.JUDGE_FLAG,
    Act.SET_LEVEL,
    Act.ASSESS_RISK,
    Act.TICK_EMERGENCY,
    Act.EDIT_SAFETY_PLAN,
    Act.PROPOSE_SUMMARY,
    Act.RAISE_ESCALATION,
    Act.TRANSFER_CONVERSATION,
    Act.CLOSE_CONVERSATION,
    Act.PAUSE_CONVERSATION,
    Act.REPORT_ABUSE,
    Act.WRAP_UP_CONVERSATION,
    Act.OFFER_BRIDGE,
    Act.CALL_ADVISER,
    Act.ASK_COMPANION,
    Act.SIT_BESIDE,
    Act.OFFER_VIDEO,
}
COUNSELLOR_ANYWHERE = {
    Act.OPEN_COUNSELLOR_CONSOLE,
    Act.BE_ON_SHIFT,
    Act.ACCEPT_CONVERSATION,
    Act.ASK_SPECIALIST,
}
BRIDGE_BUILDER_ANYWHERE = {
    Act.OPEN_BRIDGE_CONSOLE,
    Act.WORK_ON_BRIDGES,
    Act.BE_ON_CALL,
    Act.ANSWER_SPARRING,
}
CALLED_INTO = {
    Act.ADVISE,
    Act.READ_CONVERSATION,
    Act.WRITE_WHISPER,
    Act.WRITE_MESSAGE,
    Act.OFFER_VIDEO,
}
TRAINEE_ANYWHERE = {Act.OPEN_COUNSELLOR_CONSOLE, Act.BE_ON_SHIFT}
SITTING_BESIDE = {
    Act.SIT_BESIDE,
    Act.READ_CONVERSATION,
    Act.WRITE_MESSAGE,
    Act.WRITE_WHISPER,
    Act.RAISE_ESCALATION,
}
OWN_ONLY = {Act.WRITE_MESSAGE, Act.OFFER_BRIDGE, Act.CALL_ADVISER, Act.OFFER_VIDEO}
SUPERVISOR_NEVER = {
    *COUNSELLOR_ANYWHERE,
    *(BRIDGE_BUILDER_ANYWHERE - {Act.ANSWER_SPARRING}),
    Act.ADVISE,
    Act.WRAP_UP_CONVERSATION,
    Act.REPORT_ABUSE,
    Act.PROPOSE_SUMMARY,
    Act.SIT_BESIDE,
}


def expected(role: Role, act: Act, *, own: bool) -> bool:
    match role:
        case Role.COUNSELLOR:
            return act in COUNSELLOR_ANYWHERE or (own and act in OWN_CONVERSATION)
        case Role.SUPERVISOR:
            return act not in SUPERVISOR_NEVER and (own or act not in OWN_ONLY)
        case Role.BRIDGE_BUILDER:
            return act in BRIDGE_BUILDER_ANYWHERE or (own and act in CALLED_INTO)
        case Role.ADMIN:
            return act is Act.HELP_IN
        case Role.TRAINEE:
            return act in TRAINEE_ANYWHERE or (own and act in SITTING_BESIDE)


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("role", Role)
def test_every_cell_says_what_the_field_expects(role: Role, act: Act, own: bool) -> None:
    assert may([role], act, own=own) is expected(role, act, own=own)


def test_the_table_has_a_cell_for_every_act_and_role() -> None:
    assert set(MATRIX) == set(Act)
    assert all(set(row) == set(Role) for row in MATRIX.values())
    assert {reach for row in MATRIX.values() for reach in row.values()} == set(Reach)


def test_nobody_without_a_role_may_do_anything() -> None:
    assert not any(may([], act, own=True) for act in Act)


def test_two_roles_may_what_either_may() -> None:
    both = [Role.COUNSELLOR, Role.SUPERVISOR]

    assert may(both, Act.ACCEPT_CONVERSATION)
    assert may(both, Act.WRITE_WHISPER)


def test_roles_go_to_the_store_and_back() -> None:
    both = {Role.ADMIN, Role.COUNSELLOR}

    assert stored_roles(both) == "counsellor admin"
    assert roles_of(stored_roles(both)) == both
