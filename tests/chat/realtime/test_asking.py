"""Every event names its right, and every right is asked for somewhere."""

from dataclasses import dataclass

import pytest

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.realtime import bridge, counsellor
from chat.realtime.answers import Answers
from chat.realtime.asking import asks, asks_of
from chat.realtime.seats import StaffSeat, YoungSeat
from chat.realtime.wire import Nothing
from chat.realtime.young import YoungNamespace
from chat.staff.member import SessionId
from chat.staff.roles import Act
from chat.words import Words
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
    Act.HELP_IN,
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


@dataclass
class Seated:
    """What a handler needs of a socket: who sits there, and what they read."""

    seat: object
    language: str = "da"


class Careless:
    """One verb whose right was forgotten, and one of staff's."""

    @asks("forgotten", Nothing)
    async def forgotten(self, *_: object) -> dict[str, object]:
        return {}

    @asks("theirs", Nothing, Act.BE_ON_DUTY)
    async def theirs(self, *_: object) -> dict[str, object]:
        return {}


@pytest.mark.parametrize(
    ("seat", "answered"),
    [
        (seat_of(Sender.SUPERVISOR), "theirs"),
        (seat_of(Sender.COUNSELLOR), ""),
        (YoungSeat(ConversationId("c-1")), "forgotten"),
        (None, ""),
    ],
)
async def test_what_names_no_right_is_answered_to_no_staff(seat: object, answered: str) -> None:
    handlers = Answers(Words.load()).table(Careless())

    for event, handle in handlers.items():
        said = await handle(Seated(seat), {}, lambda _: None)  # type: ignore[arg-type] # all it asks of one
        assert said is not None
        assert said["ok"] is (event == answered), event
