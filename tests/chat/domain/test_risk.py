from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.audience import Kind
from chat.domain.commands import ChangePlan, Command, RecordAssessment, SetLevel, TickEmergency
from chat.domain.conversation import Conversation
from chat.domain.course import Decision
from chat.domain.deciding import decide
from chat.domain.people import Person
from chat.domain.questions import Answer, RiskQuestions
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.safety_plan import PlanField, PlanMoved
from tests.chat.domain.building import HERE, JONAS, KAREN, NOON, RULES, SOFIE, talking
from triage.verdict import Level

LEVELS = {"wish": Level.ELEVATED, "how": Level.HIGH, "plan": Level.IMMINENT}
ASKING = replace(RULES, questions=RiskQuestions(LEVELS, frozenset({"called_112"})))


def ask(state: Conversation, command: Command) -> Decision:
    return decide(state, command, NOON, ASKING)


def answers(said: dict[str, Answer], by: Person = SOFIE) -> RecordAssessment:
    return RecordAssessment(HERE, by, tuple(sorted(said.items())))


def test_the_gravest_yes_says_the_level_and_calls_a_supervisor() -> None:
    decision = ask(talking(), answers({"wish": "yes", "how": "yes", "plan": "no"}))

    kinds = [entry.event.kind for entry in decision.entries]
    assert kinds == [Kind.ASSESSMENT, Kind.LEVEL, Kind.ESCALATED]
    assert decision.conversation.level is Level.HIGH
    assert decision.entries[0].event.data["level"] == 3


@given(
    before=st.sampled_from(Level),
    said=st.dictionaries(st.sampled_from(sorted(LEVELS)), st.sampled_from(get_args(Answer))),
)
def test_no_answers_ever_lower_a_level(before: Level, said: dict[str, Answer]) -> None:
    state = ask(talking(), SetLevel(HERE, KAREN, before, "x")).conversation
    if not said:
        return

    assert ask(state, answers(said)).conversation.level >= before


def test_answers_to_questions_nobody_knows_are_refused() -> None:
    for command in (answers({"weather": "yes"}), answers({})):
        with pytest.raises(Refused) as refused:
            ask(talking(), command)
        assert refused.value.code is RefusalCode.MALFORMED


def test_a_tick_is_written_down_and_holds_no_room_for_a_name() -> None:
    ticked = ask(talking(), TickEmergency(HERE, KAREN, "called_112", done=True)).entries[0].event

    assert ticked.kind is Kind.EMERGENCY_STEP
    assert ticked.data == {"step": "called_112", "done": True, "by": "Karen"}
    with pytest.raises(Refused):
        ask(talking(), TickEmergency(HERE, KAREN, "jonas_hansen_vej_1", done=True))


@pytest.mark.parametrize(
    "command",
    [
        answers({"wish": "yes"}, JONAS),
        TickEmergency(HERE, JONAS, "called_112", done=True),
        ChangePlan(HERE, JONAS, (), "company", 0),
    ],
)
def test_a_colleagues_conversation_is_not_ones_own(command: Command) -> None:
    with pytest.raises(Refused) as refused:
        ask(talking(), command)

    assert refused.value.code is RefusalCode.NOT_ASSIGNED


def test_the_plan_stands_whole_under_each_change_and_hears_of_others() -> None:
    first = ask(talking(), ChangePlan(HERE, SOFIE, (("company", "fodbold"),), "company", 0))
    plan = first.entries[0].event

    assert plan.kind is Kind.SAFETY_PLAN
    assert list(plan.data) == [field.value for field in PlanField]
    assert plan.data["company"] == "fodbold"
    assert first.conversation.plan_seq == first.entries[0].seq
    with pytest.raises(PlanMoved):
        ask(first.conversation, ChangePlan(HERE, KAREN, (("company", "x"),), "company", 0))
