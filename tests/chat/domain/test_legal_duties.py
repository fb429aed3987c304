from dataclasses import replace

import pytest

from chat.domain.audience import Audience, Kind
from chat.domain.commands import Close, RecordLegalDuty
from chat.domain.conversation import Conversation
from chat.domain.course import Decision
from chat.domain.deciding import decide
from chat.domain.legal_duty_steps import LegalDutySteps
from chat.domain.refusal import RefusalCode, Refused
from tests.chat.domain.building import HERE, KAREN, NOON, RULES, SOFIE, step, talking

STEPS = LegalDutySteps(
    frozenset({"called_for_help", "worry", "who_it_is"}),
    frozenset({"worry", "who_it_is"}),
    frozenset({"who_it_is"}),
)


def record(command: RecordLegalDuty, state: Conversation | None = None) -> Decision:
    return decide(state or talking(), command, NOON, replace(RULES, legal_duties=STEPS))


def test_a_step_is_written_down_for_supervisors_alone() -> None:
    (entry,) = record(RecordLegalDuty(HERE, KAREN, "called_for_help", done=True)).entries

    assert entry.event.kind is Kind.LEGAL_DUTY
    assert entry.event.audience is Audience.SUPERVISORS
    assert entry.at == NOON
    assert entry.event.data == {
        "step": "called_for_help",
        "done": True,
        "text": "",
        "given": False,
        "by": "Karen",
    }


def test_the_record_goes_on_when_the_conversation_is_over() -> None:
    over = step(talking(), Close(HERE, KAREN)).conversation

    (entry,) = record(RecordLegalDuty(HERE, KAREN, "worry", done=True, text="x"), over).entries

    assert entry.event.data["text"] == "x"


def test_an_empty_text_takes_back_what_stood_there() -> None:
    (entry,) = record(RecordLegalDuty(HERE, KAREN, "worry", done=True)).entries

    assert entry.event.data["done"] is False


def test_who_somebody_is_stands_only_where_they_gave_it_for_this() -> None:
    (entry,) = record(
        RecordLegalDuty(HERE, KAREN, "who_it_is", done=True, text="Ida, 15", given=True)
    ).entries

    assert entry.event.data["given"] is True
    with pytest.raises(Refused) as refused:
        record(RecordLegalDuty(HERE, KAREN, "who_it_is", done=True, text="Ida, 15"))
    assert refused.value.code is RefusalCode.MALFORMED


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (RecordLegalDuty(HERE, SOFIE, "called_for_help", done=True), RefusalCode.FORBIDDEN),
        (RecordLegalDuty(HERE, KAREN, "ida_hansen_vej_1", done=True), RefusalCode.MALFORMED),
        (
            RecordLegalDuty(HERE, KAREN, "called_for_help", done=True, text="Ida"),
            RefusalCode.MALFORMED,
        ),
    ],
)
def test_nobody_else_no_other_step_and_no_text_without_room(
    command: RecordLegalDuty, code: RefusalCode
) -> None:
    with pytest.raises(Refused) as refused:
        record(command)

    assert refused.value.code is code
