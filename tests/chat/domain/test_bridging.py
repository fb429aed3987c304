from dataclasses import replace
from datetime import timedelta

import pytest

from chat.domain.audience import Audience, Kind
from chat.domain.bridge import Bridge, BridgeRules, BridgeStatus
from chat.domain.commands import (
    Acknowledge,
    BridgeOverdue,
    Command,
    LetGoBridge,
    MoveBridge,
    PlanBridge,
    Resolve,
    SetLevel,
    TakeBridge,
)
from chat.domain.conversation import Conversation
from chat.domain.deciding import decide
from chat.domain.escalation import Outcome
from chat.domain.identifiers import StaffId
from chat.domain.ladder import Drill
from chat.domain.need import Need, Needs
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import WorkArea
from tests.chat.domain.building import (
    HERE,
    KAREN,
    MINUTE,
    NOON,
    RULES,
    after,
    says,
    talking,
)
from triage.verdict import Level

HOUR = timedelta(hours=1)
EVERYWHERE = WorkArea.of("all")
IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
BO = Person(Sender.BRIDGE, StaffId("bo"), "Bo")


def task(state: Conversation) -> Bridge:
    assert state.bridge is not None
    return state.bridge


def flagged() -> Conversation:
    return after(talking(), says(level=Level.HIGH))


def take(state: Conversation, by: Person = IDA) -> TakeBridge:
    return TakeBridge(HERE, by, task(state).bridge_id, EVERYWHERE)


def refusal(state: Conversation, command: Command) -> Refused:
    with pytest.raises(Refused) as refused:
        decide(state, command, NOON, RULES)
    return refused.value


def test_a_high_level_opens_one_task_that_is_due_within_the_hour() -> None:
    state = after(flagged(), says(level=Level.IMMINENT, client_id="c2"))

    assert task(state).status is BridgeStatus.SUGGESTED
    assert task(state).due_at == NOON + HOUR
    assert task(state) == task(flagged())


def test_a_calm_talk_opens_none_and_neither_does_a_drill() -> None:
    assert after(talking(), says(level=Level.ELEVATED)).bridge is None
    drilled = replace(talking(), drill=Drill.SYNTHETIC)
    assert after(drilled, says(level=Level.HIGH)).bridge is None


def test_a_topic_that_policy_names_opens_one_whatever_the_level() -> None:
    rules = replace(RULES, bridges=BridgeRules(topics=frozenset({"suicide"})))
    state = decide(talking(), says(level=Level.WATCH), NOON, rules).conversation

    assert task(state).trigger == "suicide"


def test_a_topic_opens_one_from_the_level_its_need_says_whichever_comes_first() -> None:
    hunger = Need("eating", "Mad", "Food", ("suicide",), Level.ELEVATED)
    rules = replace(RULES, needs=Needs({"eating": hunger}))

    named = decide(talking(), says(level=Level.WATCH), NOON, rules).conversation
    risen = decide(named, SetLevel(HERE, KAREN, Level.ELEVATED, "x"), NOON, rules).conversation
    at_once = decide(talking(), says(level=Level.ELEVATED), NOON, rules).conversation

    assert named.bridge is None
    assert task(risen).trigger == task(at_once).trigger == "suicide"


def test_the_first_to_take_it_has_it() -> None:
    taken = after(flagged(), take(flagged()))

    assert task(taken).status is BridgeStatus.RECEIVED
    assert task(taken).due_at == NOON + 24 * HOUR
    assert refusal(taken, take(taken, BO)).extras == {"by": "Ida"}
    assert after(taken, take(taken)) == taken


def test_it_is_followed_up_and_ended_by_whoever_has_it() -> None:
    taken = after(flagged(), take(flagged()))
    contact = MoveBridge(
        HERE, IDA, task(taken).bridge_id, BridgeStatus.FIRST_CONTACT, "ringet", area=EVERYWHERE
    )
    held = replace(contact, status=BridgeStatus.HELD)

    ended = after(taken, contact, held)

    assert not task(ended).is_open
    assert task(ended).due_at is None
    assert refusal(taken, replace(contact, area=WorkArea.of("0461"))).code is RefusalCode.FORBIDDEN
    assert refusal(taken, replace(contact, by=BO)).code is RefusalCode.NOT_ASSIGNED
    assert refusal(ended, contact).code is RefusalCode.CLOSED
    assert refusal(ended, take(ended)).code is RefusalCode.CLOSED
    assert after(ended, SetLevel(HERE, KAREN, Level.IMMINENT, "x")).bridge == task(ended)


def test_one_that_sits_past_its_time_calls_the_supervisors_again_and_again() -> None:
    state = flagged()
    escalation = state.open_escalation()
    assert escalation is not None
    state = after(state, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.STAYED))
    early = decide(state, BridgeOverdue(HERE, task(state).bridge_id), NOON + 59 * MINUTE, RULES)
    late = decide(state, BridgeOverdue(HERE, task(state).bridge_id), NOON + HOUR, RULES)

    assert early.entries == ()
    raised = late.conversation.open_escalation()
    assert raised is not None
    assert raised.trigger == "bridge_unseen"
    assert task(late.conversation).due_at == NOON + 2 * HOUR


def test_one_that_sits_past_its_time_is_shown_to_a_supervisor_who_has_the_escalation() -> None:
    state = flagged()
    raised = state.open_escalation()
    assert raised is not None
    state = after(state, Acknowledge(HERE, KAREN, raised.escalation_id))

    late = decide(state, BridgeOverdue(HERE, task(state).bridge_id), NOON + HOUR, RULES)

    (entry,) = late.entries
    assert entry.event.kind is Kind.ESCALATED
    assert entry.event.data["trigger"] == "bridge_unseen"
    assert entry.event.data["escalation_id"] == raised.escalation_id


def test_one_whose_owner_cannot_see_to_it_is_anybodys_again_and_the_log_says_whose_it_was() -> None:
    taken = after(flagged(), take(flagged()))
    lets_go = LetGoBridge(HERE, task(taken).bridge_id, StaffId("ida"))

    free = decide(taken, lets_go, NOON + HOUR, RULES)

    (entry,) = free.entries
    assert (entry.event.data["status"], entry.event.data["by"]) == ("suggested", "Ida")
    assert task(free.conversation).due_at == NOON + 2 * HOUR
    assert task(after(free.conversation, take(taken, BO))).owner == "bo"
    assert decide(taken, replace(lets_go, owner=StaffId("bo")), NOON, RULES).entries == ()


def test_its_owner_says_when_they_look_again_within_a_week_before_there_was_contact() -> None:
    state = after(flagged(), take(flagged()))
    bridge_id = task(state).bridge_id

    def planned(at: timedelta, by: Person = IDA) -> PlanBridge:
        return PlanBridge(HERE, by, bridge_id, NOON + at, "ringer tirsdag", EVERYWHERE)

    decision = decide(state, planned(timedelta(days=7)), NOON, RULES)
    assert task(decision.conversation).due_at == NOON + timedelta(days=7)
    assert task(decision.conversation).status is BridgeStatus.RECEIVED
    (entry,) = decision.entries
    assert entry.event.audience is Audience.STAFF

    for wrong in (timedelta(0), timedelta(days=7, seconds=1)):
        assert refusal(state, planned(wrong)).code is RefusalCode.MALFORMED
    assert refusal(state, planned(HOUR, BO)).code is RefusalCode.NOT_ASSIGNED
    met = after(
        state, MoveBridge(HERE, IDA, bridge_id, BridgeStatus.FIRST_CONTACT, area=EVERYWHERE)
    )
    assert task(after(met, planned(timedelta(days=28)))).due_at == NOON + timedelta(days=28)
    ended = after(met, MoveBridge(HERE, IDA, bridge_id, BridgeStatus.HELD, area=EVERYWHERE))
    assert refusal(ended, planned(HOUR)).code is RefusalCode.CLOSED
