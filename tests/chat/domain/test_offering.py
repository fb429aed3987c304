from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.audience import Viewer, data_for
from chat.domain.bridge import Bridge, BridgeStatus, Lane, ShareField
from chat.domain.commands import (
    AnswerBridge,
    BridgeOverdue,
    Close,
    Command,
    Join,
    LetGoBridge,
    MoveBridge,
    OfferBridge,
    TakeBridge,
    WithdrawBridge,
)
from chat.domain.conversation import Conversation
from chat.domain.course import Decision, Rules
from chat.domain.deciding import decide
from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sharing import KeptUntil, Shared
from chat.domain.work_area import WorkArea
from tests.chat.domain.building import HERE, JONAS, KAREN, NOON, RULES, SOFIE, after, talking

IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
BO = Person(Sender.BRIDGE, StaffId("bo"), "Bo")
ALL = WorkArea.of("all")
AALBORG, ODENSE = "0851", "0461"
NUMBER = "20 30 40 50"
SHARE = ((ShareField.NAME, "Liv"), (ShareField.PHONE, NUMBER))
CARD = {"service_id": "ssp", "name": "Ungehuset", "phone": "11 22 33 44"}


def offer(lane: Lane = Lane.HAND_OVER, by: Person = SOFIE) -> OfferBridge:
    asked = (ShareField.NAME, ShareField.PHONE) if lane is Lane.HAND_OVER else ()
    return OfferBridge(HERE, by, "ssp", CARD, lane, asked, "prøv dem", "ring efter kl. 15")


def offered(lane: Lane = Lane.HAND_OVER) -> Conversation:
    return after(replace(talking(), municipality=AALBORG), offer(lane))


def bridge(state: Conversation) -> Bridge:
    return state.bridges[-1]


def yes(state: Conversation) -> AnswerBridge:
    return AnswerBridge(HERE, bridge(state).bridge_id, accept=True, share=SHARE)


def no(state: Conversation) -> AnswerBridge:
    return AnswerBridge(HERE, bridge(state).bridge_id, accept=False)


def withdraw(state: Conversation) -> WithdrawBridge:
    return WithdrawBridge(HERE, bridge(state).bridge_id)


def take(state: Conversation, by: Person = IDA, area: WorkArea = ALL) -> TakeBridge:
    return TakeBridge(HERE, by, bridge(state).bridge_id, area)


def move(state: Conversation, status: BridgeStatus) -> MoveBridge:
    return MoveBridge(HERE, IDA, bridge(state).bridge_id, status, area=ALL)


def refusal(state: Conversation, command: Command) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        decide(state, command, NOON, RULES)
    return refused.value.code


def at_noon(state: Conversation, command: Command, rules: Rules = RULES) -> Decision:
    return decide(state, command, NOON, rules)


def test_a_card_is_answered_and_nothing_is_shared() -> None:
    state = offered(Lane.SELF)
    decision = at_noon(state, AnswerBridge(HERE, bridge(state).bridge_id, accept=True))

    assert bridge(decision.conversation).status is BridgeStatus.ACCEPTED
    assert not bridge(decision.conversation).is_open
    assert decision.shared == ()
    assert refusal(state, yes(state)) is RefusalCode.MALFORMED
    assert refusal(state, take(state)) is RefusalCode.NOT_FOUND


def test_the_young_person_sees_the_card_and_not_the_note() -> None:
    (entry,) = at_noon(talking(), offer()).entries
    seen = data_for(Viewer.YOUNG, entry.event.kind, entry.event.data)

    assert seen["service"] == CARD
    assert seen["message_to_young"] == "prøv dem"
    assert not {"note", "by"} & seen.keys()


def test_a_yes_is_sent_in_the_same_commit_and_the_log_knows_only_which_fields() -> None:
    state = offered()
    decision = at_noon(state, yes(state))
    (shared,) = decision.shared
    after_ = bridge(decision.conversation)

    assert isinstance(shared, Shared)
    assert shared.fields == SHARE
    assert shared.until == NOON + timedelta(days=90)
    assert after_.status is BridgeStatus.SENT
    assert after_.shared == (ShareField.NAME, ShareField.PHONE)
    assert after_.due_at == NOON + timedelta(hours=1)
    assert [one.event.data["status"] for one in decision.entries] == ["accepted", "sent"]
    assert NUMBER not in str(decision.entries)
    assert NUMBER not in repr(yes(state))


def test_two_answers_that_differ_only_in_what_is_shared_have_one_fingerprint() -> None:
    one = yes(offered())
    other = replace(one, share=((ShareField.NAME, "Ann"), (ShareField.PHONE, "1")))

    assert one.fingerprint() == other.fingerprint()
    assert one.fingerprint() != replace(one, accept=False, share=()).fingerprint()


def test_where_somebody_works_is_no_part_of_what_they_ask() -> None:
    """Fail where a repetition is another request for who has been given another area since."""
    one = TakeBridge(HERE, JONAS, BridgeId("b.1"), WorkArea(frozenset({"0851", "0101"})))
    other = TakeBridge(HERE, JONAS, BridgeId("b.1"), WorkArea(frozenset({"0751"})))

    assert one.fingerprint() == other.fingerprint()
    assert one.fingerprint() != replace(one, bridge_id=BridgeId("b.2")).fingerprint()


@pytest.mark.parametrize(
    "share",
    [(), ((ShareField.NAME, "Liv"),), ((ShareField.PHONE, NUMBER), (ShareField.EMAIL, "a@b.dk"))],
)
def test_a_yes_gives_a_way_to_be_reached_and_nothing_nobody_asked_for(
    share: tuple[tuple[ShareField, str], ...],
) -> None:
    state = offered()

    assert refusal(state, replace(yes(state), share=share)) is RefusalCode.MALFORMED


def test_a_second_answer_is_told_that_there_is_one() -> None:
    said_yes, said_no = after(offered(), yes(offered())), after(offered(), no(offered()))

    for state in (said_yes, said_no):
        assert refusal(state, yes(state)) is RefusalCode.ALREADY_ANSWERED
        assert refusal(state, no(state)) is RefusalCode.ALREADY_ANSWERED
    assert bridge(said_no).status is BridgeStatus.DECLINED


def test_a_yes_taken_back_destroys_what_was_shared_and_says_who_had_it() -> None:
    sent = after(offered(), yes(offered()))
    received = after(sent, take(sent))

    for state, seen_by in ((sent, None), (received, "Ida")):
        decision = at_noon(state, withdraw(state))
        ended = decision.conversation
        assert decision.shared == (KeptUntil(bridge(state).bridge_id, None),)
        assert decision.entries[0].event.data["seen_by"] == seen_by
        assert bridge(ended).status is BridgeStatus.WITHDRAWN
        assert bridge(ended).shared == ()
        assert refusal(ended, withdraw(ended)) is RefusalCode.CLOSED
        assert refusal(ended, move(ended, BridgeStatus.HELD)) in {
            RefusalCode.NOT_ASSIGNED,
            RefusalCode.CLOSED,
        }


def test_what_was_shared_is_kept_for_a_while_after_the_end_and_can_be_taken_back_still() -> None:
    sent = after(offered(), yes(offered()))
    received = after(sent, take(sent))
    decision = at_noon(received, move(received, BridgeStatus.HELD))
    held = decision.conversation

    assert decision.shared == (KeptUntil(bridge(held).bridge_id, NOON + timedelta(days=14)),)
    assert bridge(after(held, withdraw(held))).status is BridgeStatus.HELD
    assert bridge(after(held, withdraw(held))).shared == ()


def test_a_no_said_to_the_bridge_builder_destroys_it_at_once_too() -> None:
    sent = after(offered(), yes(offered()))
    received = after(sent, take(sent))
    decision = at_noon(received, move(received, BridgeStatus.WITHDRAWN))

    assert decision.shared == (KeptUntil(bridge(received).bridge_id, None),)
    assert bridge(decision.conversation).shared == ()


def test_who_works_elsewhere_is_refused() -> None:
    rules = replace(RULES, regions={AALBORG: "1081", ODENSE: "1083"})
    sent = after(offered(), yes(offered()))
    unknown = replace(sent, bridges=(replace(bridge(sent), municipality=None),))

    for near in ("0851", "1081", "0461 1081", "all"):
        taken = at_noon(sent, take(sent, area=WorkArea.of(near)), rules).conversation
        assert bridge(taken).owner == "ida"
    for state, codes in ((sent, "0461 1083"), (sent, None), (unknown, "0851 1081")):
        with pytest.raises(Refused) as refused:
            at_noon(state, take(state, area=WorkArea.of(codes)), rules)
        assert refused.value.code is RefusalCode.FORBIDDEN


def test_only_who_talks_with_them_may_offer() -> None:
    joined = after(talking(), Join(HERE, KAREN))
    closed = after(talking(), Close(HERE, SOFIE))

    assert refusal(talking(), offer(by=JONAS)) is RefusalCode.NOT_ASSIGNED
    assert refusal(talking(), offer(by=KAREN)) is RefusalCode.NOT_ASSIGNED
    assert bridge(after(joined, offer(by=KAREN))).status is BridgeStatus.OFFERED
    assert refusal(closed, offer()) is RefusalCode.CLOSED


def test_the_same_is_not_offered_twice_at_once_and_never_a_heap() -> None:
    state = talking()
    for number in range(5):
        state = after(state, replace(offer(), service_id=f"s{number}"))

    assert refusal(state, replace(offer(), service_id="s0")) is RefusalCode.CONFLICT
    assert refusal(state, offer()) is RefusalCode.AT_CAPACITY
    assert len({one.bridge_id for one in state.bridges}) == 5


def test_a_follow_up_is_ahead_and_not_for_ever() -> None:
    sent = after(offered(), yes(offered()))
    received = after(sent, take(sent))
    contact = move(received, BridgeStatus.FIRST_CONTACT)
    week = replace(contact, follow_up_at=NOON + timedelta(days=7))

    assert bridge(after(received, week)).due_at == NOON + timedelta(days=7)
    for wrong in (NOON, NOON + timedelta(days=29)):
        assert refusal(received, replace(week, follow_up_at=wrong)) is RefusalCode.MALFORMED


def test_an_offer_nobody_answers_ends_and_a_hand_over_nobody_takes_calls_a_supervisor() -> None:
    state = offered()
    late = NOON + timedelta(hours=2)
    lapsed = decide(state, BridgeOverdue(HERE, bridge(state).bridge_id), late, RULES)
    sent = after(state, yes(state))
    unseen = decide(sent, BridgeOverdue(HERE, bridge(sent).bridge_id), late, RULES)

    assert bridge(lapsed.conversation).status is BridgeStatus.EXPIRED
    assert lapsed.conversation.open_escalation() is None
    raised = unseen.conversation.open_escalation()
    assert raised is not None
    assert raised.trigger == "bridge_unseen"


Move = tuple[str, int]
moves = st.tuples(
    st.sampled_from(
        ["offer", "card", "yes", "no", "withdraw", "take", "bo", "contact", "held", "late"]
    ),
    st.integers(0, 2),
)


def command_of(name: str, here: BridgeId) -> Command:
    commands: dict[str, Command] = {
        "offer": offer(),
        "card": offer(Lane.SELF),
        "yes": AnswerBridge(HERE, here, accept=True, share=SHARE),
        "no": AnswerBridge(HERE, here, accept=False),
        "withdraw": WithdrawBridge(HERE, here),
        "take": TakeBridge(HERE, IDA, here, ALL),
        "bo": TakeBridge(HERE, BO, here, ALL),
        "late": BridgeOverdue(HERE, here),
        "contact": MoveBridge(HERE, IDA, here, BridgeStatus.FIRST_CONTACT, area=ALL),
        "held": MoveBridge(HERE, IDA, here, BridgeStatus.HELD, area=ALL),
    }
    return commands[name]


@dataclass
class Apart:
    """What is kept of what was shared, and who said yes to it."""

    kept: set[BridgeId] = field(default_factory=set)
    consented: set[BridgeId] = field(default_factory=set)

    def take(self, decision: Decision) -> None:
        for one in decision.shared:
            if isinstance(one, KeptUntil) and one.until is None:
                self.kept.discard(one.bridge_id)
            elif isinstance(one, Shared):
                self.kept.add(one.bridge_id)

    def hold(self, before: Conversation, state: Conversation) -> None:
        assert self.kept <= self.consented
        assert self.kept == {one.bridge_id for one in state.bridges if one.shared}
        for one in state.bridges:
            assert one.is_open == (one.due_at is not None)
            assert one.owner is None or one.bridge_id in self.consented
        for was, now_is in zip(before.bridges, state.bridges, strict=False):
            assert was.is_open or not now_is.is_open
            assert was.owner in {None, now_is.owner}


@given(st.lists(moves, max_size=30))
def test_whatever_happens_nothing_is_shared_without_a_yes_or_kept_after_a_no(
    played: Sequence[Move],
) -> None:
    state, now, apart = talking(), NOON, Apart()
    for name, which in played:
        now += timedelta(minutes=20)
        known = [one.bridge_id for one in state.bridges]
        here = known[which] if which < len(known) else BridgeId(f"{HERE}.999")
        try:
            decision = decide(state, command_of(name, here), now, RULES)
        except Refused:
            continue
        before, state = state, decision.conversation
        if name == "yes":
            apart.consented.add(here)
        apart.take(decision)
        apart.hold(before, state)
        ended = {one.bridge_id for one in state.bridges if not one.is_open}
        assert name != "withdraw" or here in ended - apart.kept


def test_what_ida_has_read_she_has_read_though_she_has_it_no_more() -> None:
    sent = after(offered(), yes(offered()))
    taken = after(sent, take(sent))
    free = after(taken, LetGoBridge(HERE, bridge(taken).bridge_id, StaffId("ida")))

    assert (bridge(free).status, bridge(free).owner) == (BridgeStatus.SENT, None)
    (entry,) = at_noon(free, withdraw(free)).entries
    assert entry.event.data["seen_by"] == "Ida"
