"""Every event names its right, and every right is asked for somewhere."""

import pytest

from chat.domain.identifiers import StaffId
from chat.domain.people import Person, Sender
from chat.realtime import bridge, counsellor
from chat.realtime.asking import asks_of
from chat.realtime.seats import StaffSeat
from chat.realtime.young import YoungNamespace
from chat.staff.member import SessionId
from chat.staff.roles import Act
from supervisor_console import namespace as supervisor

CONSOLES = {
    Act.OPEN_COUNSELLOR_CONSOLE,
    Act.OPEN_SUPERVISOR_CONSOLE,
    Act.OPEN_BRIDGE_CONSOLE,
    Act.READ_FIGURES,
    Act.EDIT_LEXICON,
    Act.EDIT_DIRECTORY,
    Act.ASK_SPECIALIST,
    Act.ANSWER_SPARRING,
    Act.READ_REPORTS,
    Act.READ_COMPLAINTS,
    Act.ENTER_VISITS,
}
"""Asked for by pages, over HTTP."""


def seat_of(role: Sender) -> StaffSeat:
    her = StaffId("mette")
    return StaffSeat(Person(role, her, "Mette"), her, SessionId("s"), ("counsellor", "supervisor"))


def test_every_right_of_the_table_is_asked_for() -> None:
    verbs = (*counsellor.VERBS, *supervisor.VERBS, *bridge.VERBS)
    asked = {ask.act for one in verbs for _, ask in asks_of(one)}

    assert asked | CONSOLES == set(Act)


@pytest.mark.parametrize(
    ("role", "verbs"),
    [
        (Sender.COUNSELLOR, counsellor.VERBS),
        (Sender.SUPERVISOR, supervisor.VERBS),
        (Sender.BRIDGE, bridge.VERBS),
    ],
)
def test_a_console_answers_only_what_its_role_may_ask(
    role: Sender, verbs: tuple[type, ...]
) -> None:
    for one in verbs:
        for _, ask in asks_of(one):
            assert ask.act is not None
            assert seat_of(role).may(ask.act, own=True), ask.event


def test_the_young_need_no_right_of_staff() -> None:
    assert all(ask.act is None for _, ask in asks_of(YoungNamespace))


def test_a_second_role_gives_no_right_in_the_first_ones_console() -> None:
    assert not seat_of(Sender.COUNSELLOR).may(Act.ACKNOWLEDGE_ESCALATION, own=True)
    assert not seat_of(Sender.COUNSELLOR).may(Act.READ_CONVERSATION)
    assert seat_of(Sender.SUPERVISOR).may(Act.READ_CONVERSATION)
