from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.audience import Kind
from chat.domain.bridge import BridgeStatus, Lane, ShareField
from chat.domain.commands import (
    AnswerBridge,
    AnswerVideo,
    Close,
    Command,
    EndVideo,
    Join,
    Leave,
    LetGoBridge,
    MoveBridge,
    OfferBridge,
    OfferVideo,
    Release,
    StepOut,
    TakeBridge,
    TakeOver,
    Transfer,
    WithdrawBridge,
)
from chat.domain.conversation import Conversation, LeftHow
from chat.domain.course import Decision
from chat.domain.deciding import decide
from chat.domain.identifiers import BridgeId, StaffId
from chat.domain.opening_hours import OpeningHours
from chat.domain.people import YOUNG, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.video_talk import VideoRules, VideoStatus
from chat.domain.work_area import WorkArea
from tests.chat.domain.building import HERE, JONAS, KAREN, MINUTE, NOON, RULES, SOFIE, talking

ALWAYS = OpeningHours(always=True)
VIDEO = VideoRules(on=True, hours=ALWAYS)
WITH = replace(RULES, video=VIDEO)
TOMORROW = NOON + timedelta(days=1)


def decided(state: Conversation, command: Command, at: datetime = NOON) -> Decision:
    return decide(state, command, at, WITH)


def after(state: Conversation, *commands: Command, at: datetime = NOON) -> Conversation:
    for command in commands:
        state = decided(state, command, at).conversation
    return state


def code(state: Conversation, command: Command, at: datetime = NOON) -> RefusalCode:
    with pytest.raises(Refused) as refused:
        decided(state, command, at)
    return refused.value.code


def kinds(decision: Decision) -> list[Kind]:
    return [entry.event.kind for entry in decision.entries]


OFFERED = after(talking(), OfferVideo(HERE, SOFIE))
assert OFFERED.video is not None
SEQ = OFFERED.video.seq
YES, NO = AnswerVideo(HERE, SEQ, accept=True), AnswerVideo(HERE, SEQ, accept=False)
AGREED = after(OFFERED, YES)
BOOKED = after(talking(), OfferVideo(HERE, SOFIE, TOMORROW), YES)


def test_where_the_helpline_has_no_room_nothing_is_offered() -> None:
    with pytest.raises(Refused) as refused:
        decide(talking(), OfferVideo(HERE, SOFIE), NOON, RULES)

    assert refused.value.code is RefusalCode.FORBIDDEN


def test_only_who_writes_with_the_young_person_offers_and_one_at_a_time() -> None:
    assert code(talking(), OfferVideo(HERE, JONAS)) is RefusalCode.NOT_ASSIGNED
    assert code(talking(), OfferVideo(HERE, KAREN)) is RefusalCode.NOT_ASSIGNED
    assert code(after(talking(), TakeOver(HERE, KAREN)), OfferVideo(HERE, SOFIE)) is (
        RefusalCode.NOT_ASSIGNED
    )
    assert code(after(talking(), Close(HERE, SOFIE)), OfferVideo(HERE, SOFIE)) is RefusalCode.CLOSED
    assert code(OFFERED, OfferVideo(HERE, SOFIE)) is RefusalCode.VIDEO_OFFERED
    lapsed = NOON + VIDEO.answered_within
    assert kinds(decided(OFFERED, OfferVideo(HERE, SOFIE), lapsed)) == [Kind.VIDEO_OFFERED]


def test_a_supervisor_offers_it_while_they_have_the_pen() -> None:
    taken = after(talking(), TakeOver(HERE, KAREN))
    theirs = OfferVideo(HERE, KAREN)

    assert code(after(talking(), Join(HERE, KAREN)), theirs) is RefusalCode.NOT_ASSIGNED
    offered = after(taken, theirs)
    assert offered.video is not None
    agreed = after(offered, AnswerVideo(HERE, offered.video.seq, accept=True))
    assert agreed.video is not None
    assert [who for who in (YOUNG, SOFIE, KAREN) if agreed.video.is_with(who)] == [YOUNG, KAREN]
    gone = after(AGREED, Join(HERE, KAREN), StepOut(HERE, KAREN))
    assert gone.video == AGREED.video
    back = decided(agreed, StepOut(HERE, KAREN))
    assert back.conversation.video is None
    assert Kind.VIDEO_ENDED in kinds(back)


def test_what_a_supervisor_has_booked_outlives_the_pen_and_the_talk() -> None:
    taken = after(talking(), TakeOver(HERE, KAREN))
    offered = after(taken, OfferVideo(HERE, KAREN, TOMORROW))
    assert offered.video is not None
    agreed = after(offered, AnswerVideo(HERE, offered.video.seq, accept=True))

    assert after(offered, StepOut(HERE, KAREN)).video is None
    assert agreed.video is not None
    assert agreed.video.is_booked
    assert after(agreed, StepOut(HERE, KAREN)).video == agreed.video
    assert after(agreed, Close(HERE, KAREN)).video == agreed.video
    called_off = after(agreed, Close(HERE, KAREN), EndVideo(HERE, KAREN, agreed.video.seq))
    assert called_off.video is None


def test_nobody_comes_in_before_a_yes_or_after_its_time() -> None:
    video = AGREED.video
    assert OFFERED.video is not None
    assert video is not None

    assert not OFFERED.video.is_open_at(NOON, VIDEO)
    assert video.is_open_at(NOON, VIDEO)
    assert not video.is_open_at(NOON + VIDEO.lasts, VIDEO)
    assert [who for who in (YOUNG, SOFIE, JONAS, KAREN) if video.is_with(who)] == [YOUNG, SOFIE]


def test_a_no_is_the_end_of_it_and_an_answer_is_to_what_stands() -> None:
    assert after(OFFERED, NO).video is None
    assert code(AGREED, YES) is RefusalCode.ALREADY_ANSWERED
    assert code(OFFERED, replace(YES, seq=SEQ + 1)) is RefusalCode.VIDEO_OVER
    assert code(OFFERED, YES, NOON + VIDEO.answered_within) is RefusalCode.VIDEO_OVER
    assert code(after(OFFERED, NO), YES) is RefusalCode.VIDEO_OVER


@pytest.mark.parametrize("by", [YOUNG, SOFIE, KAREN], ids=lambda by: by.sender.value)
def test_either_of_the_two_and_a_supervisor_ends_it_at_any_time(by: Person) -> None:
    for state in (OFFERED, AGREED):
        decision = decided(state, EndVideo(HERE, by, SEQ))

        assert kinds(decision) == [Kind.VIDEO_ENDED]
        assert decision.entries[0].event.sender is by.sender
        assert decision.conversation.video is None
        assert decided(decision.conversation, EndVideo(HERE, by, SEQ)).entries == ()
    assert code(AGREED, EndVideo(HERE, JONAS, SEQ)) is RefusalCode.NOT_ASSIGNED
    assert decided(AGREED, EndVideo(HERE, by, SEQ + 1)).conversation.video == AGREED.video


@pytest.mark.parametrize(
    "command",
    [
        Close(HERE, SOFIE),
        Leave(HERE, LeftHow.LEAVE),
        Leave(HERE, LeftHow.QUICK_EXIT),
        Transfer(HERE, SOFIE, None),
        Release(HERE, StaffId("sofie"), "gone"),
        TakeOver(HERE, KAREN),
    ],
    ids=lambda command: type(command).__name__,
)
def test_it_ends_with_the_talk_it_belongs_to(command: Command) -> None:
    decision = decided(AGREED, command)

    assert Kind.VIDEO_ENDED in kinds(decision)
    assert decision.conversation.video is None
    booked = decided(BOOKED, command).conversation.video
    assert (booked is None) == isinstance(command, TakeOver)


def test_a_booked_one_opens_shortly_before_its_time() -> None:
    video = BOOKED.video
    assert video is not None

    assert not video.is_open_at(NOON, VIDEO)
    assert video.is_open_at(TOMORROW - VIDEO.opens_before, VIDEO)
    assert video.until == TOMORROW + VIDEO.lasts


@pytest.mark.parametrize("at", [NOON, NOON - MINUTE, NOON + VIDEO.booked_at_most + MINUTE])
def test_it_is_booked_ahead_and_not_far(at: datetime) -> None:
    assert code(talking(), OfferVideo(HERE, SOFIE, at)) is RefusalCode.NOT_OPEN_THEN


def test_it_is_booked_while_the_service_is_open() -> None:
    shut = replace(WITH, video=replace(VIDEO, hours=OpeningHours()))

    with pytest.raises(Refused) as refused:
        decide(talking(), OfferVideo(HERE, SOFIE, TOMORROW), NOON, shut)

    assert refused.value.code is RefusalCode.NOT_OPEN_THEN


IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
BO = Person(Sender.BRIDGE, StaffId("bo"), "Bo")
EVERYWHERE, AALBORG = WorkArea.of("all"), WorkArea.of("0851")


def handed_over() -> tuple[Conversation, BridgeId]:
    """A talk out of which somebody is handed over, and Ida has the task."""
    phone = ShareField.PHONE
    offer = OfferBridge(HERE, SOFIE, "ssp", {}, Lane.HAND_OVER, (phone,))
    state = after(talking(), offer)
    task = state.bridges[0].bridge_id
    sent = AnswerBridge(HERE, task, accept=True, share=((phone, "20 30 40 50"),))
    return after(state, sent, TakeBridge(HERE, IDA, task, EVERYWHERE)), task


HANDED, TASK = handed_over()
OURS = OfferVideo(HERE, IDA, None, TASK, EVERYWHERE)


def test_a_bridge_builder_offers_it_for_the_task_they_have_also_when_the_talk_is_over() -> None:
    assert code(HANDED, replace(OURS, by=BO)) is RefusalCode.FORBIDDEN
    assert code(HANDED, replace(OURS, area=AALBORG)) is RefusalCode.FORBIDDEN
    assert code(HANDED, replace(OURS, bridge_id=BridgeId(f"{HERE}.999"))) is RefusalCode.NOT_FOUND
    over = after(HANDED, Close(HERE, SOFIE))
    offered = after(over, OURS)
    assert offered.video is not None
    agreed = after(offered, AnswerVideo(HERE, offered.video.seq, accept=True))
    assert agreed.video is not None
    assert [who for who in (YOUNG, IDA, SOFIE, BO) if agreed.video.is_with(who)] == [YOUNG, IDA]


@pytest.mark.parametrize(
    "command",
    [
        MoveBridge(HERE, IDA, TASK, BridgeStatus.HELD, area=EVERYWHERE),
        LetGoBridge(HERE, TASK, StaffId("ida")),
        WithdrawBridge(HERE, TASK),
    ],
    ids=lambda command: type(command).__name__,
)
def test_it_ends_with_the_task_it_is_for_and_with_nothing_else(command: Command) -> None:
    state = after(HANDED, OURS)

    assert after(state, command).video is None
    assert Kind.VIDEO_ENDED in kinds(decided(state, command))
    for other in (Close(HERE, SOFIE), TakeOver(HERE, KAREN)):
        assert after(state, other).video == state.video


SOME = st.one_of(
    st.builds(OfferVideo, st.just(HERE), st.sampled_from([SOFIE, JONAS, KAREN]), st.just(None)),
    st.builds(OfferVideo, st.just(HERE), st.just(SOFIE), st.just(TOMORROW)),
    st.builds(AnswerVideo, st.just(HERE), st.integers(1, 12), st.booleans()),
    st.builds(
        EndVideo,
        st.just(HERE),
        st.sampled_from([YOUNG, SOFIE, JONAS, KAREN]),
        st.integers(1, 12),
    ),
    st.just(Close(HERE, SOFIE)),
    st.just(TakeOver(HERE, KAREN)),
)


@given(st.lists(st.tuples(SOME, st.integers(0, 40)), max_size=12))
def test_who_comes_in_has_been_said_yes_to_in_this_very_talk(
    steps: list[tuple[Command, int]],
) -> None:
    state, now, answered, offered_by = talking(), NOON, set[int](), dict[int, Person]()
    for command, minutes in steps:
        now += MINUTE * minutes
        try:
            decision = decided(state, command, now)
        except Refused:
            continue
        state = decision.conversation
        for entry in decision.entries:
            if entry.event.kind is Kind.VIDEO_OFFERED and isinstance(command, OfferVideo):
                offered_by[entry.seq] = command.by
            if entry.event.kind is Kind.VIDEO_ANSWERED and entry.event.data["answer"] == "yes":
                answered.add(int(str(entry.event.data["seq"])))
        video = state.video
        if video is not None and video.is_open_at(now, VIDEO):
            assert video.seq in answered
            assert video.by == offered_by[video.seq].staff_id
        assert video is None or (video.status is VideoStatus.ACCEPTED) == (video.seq in answered)
        if state.is_closed and video is not None:
            assert video.is_booked
