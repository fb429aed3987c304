from dataclasses import replace

import pytest

from chat.domain.audience import Kind
from chat.domain.commands import (
    Accept,
    Arrive,
    Close,
    Drop,
    EndOffer,
    Leave,
    Release,
    Transfer,
    WrapUp,
)
from chat.domain.conversation import ConversationState, LeftHow
from chat.domain.deciding import decide
from chat.domain.identifiers import OfferId, StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.shift import Shift, ShiftState
from tests.chat.domain.building import (
    HERE,
    JONAS,
    MINUTE,
    NOON,
    RULES,
    SOFIE,
    after,
    fresh,
    opening,
    refusal,
    shift_of,
    step,
    talking,
    waiting,
)
from triage.verdict import Level


def test_a_person_stands_in_line_from_the_first_connection_on() -> None:
    opened = after(fresh(), opening())

    assert opened.state is ConversationState.OPENED
    assert opened.waiting_since is None

    in_line = after(opened, Arrive(HERE), at=NOON + MINUTE)
    assert in_line.state is ConversationState.WAITING
    assert in_line.waiting_since == NOON + MINUTE


def test_coming_back_keeps_the_place() -> None:
    back = after(waiting(), Drop(HERE), Arrive(HERE), at=NOON + 3 * MINUTE)

    assert back.waiting_since == NOON
    assert back.young_gone_at is None


def test_accepting_gives_it_to_one_and_tells_the_young_person_a_name() -> None:
    decision = step(waiting(), Accept(HERE, SOFIE))

    assert decision.conversation.counsellor == SOFIE.staff_id
    assert decision.entries[0].event.data == {
        "display_name": "Sofie",
        "staff_id": "sofie",
        "role": "counsellor",
    }


def test_the_second_to_accept_is_told_it_is_taken() -> None:
    assert refusal(talking(), Accept(HERE, JONAS), shift_of(JONAS)) is RefusalCode.TAKEN


def test_accepting_ones_own_again_is_well_and_changes_nothing() -> None:
    decision = decide(talking(), Accept(HERE, SOFIE), NOON, RULES, shift_of(SOFIE, load=2))

    assert decision.entries == ()


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        (None, RefusalCode.OFF_SHIFT),
        (replace(shift_of(SOFIE), state=ShiftState.PAUSED), RefusalCode.OFF_SHIFT),
        (shift_of(SOFIE, load=2, capacity=2), RefusalCode.AT_CAPACITY),
    ],
)
def test_only_somebody_on_shift_with_room_accepts(shift: Shift | None, code: RefusalCode) -> None:
    assert refusal(waiting(), Accept(HERE, SOFIE), shift) is code


def test_a_counsellor_who_is_gone_gives_back_to_the_front_of_the_line() -> None:
    gone = replace(shift_of(SOFIE), gone_at=NOON - MINUTE)
    assert SOFIE.staff_id is not None

    decision = decide(
        talking(), Release(HERE, SOFIE.staff_id, "counsellor_gone"), NOON, RULES, gone
    )

    back = decision.conversation
    assert (back.state, back.returned, back.counsellor) == (ConversationState.WAITING, True, None)
    assert back.waiting_since == NOON
    assert decision.entries[0].event.kind is Kind.RELEASED


def test_a_counsellor_who_came_back_in_time_keeps_it() -> None:
    assert SOFIE.staff_id is not None
    release = Release(HERE, SOFIE.staff_id, "counsellor_gone")

    assert decide(talking(), release, NOON, RULES, shift_of(SOFIE)).entries == ()


def test_an_offer_leaves_it_with_the_old_counsellor_until_it_is_taken() -> None:
    offered = decide(
        talking(), Transfer(HERE, SOFIE, JONAS.staff_id), NOON, RULES, shift_of(JONAS)
    ).conversation
    assert offered.counsellor == SOFIE.staff_id

    taken = step(offered, Accept(HERE, JONAS))
    assert taken.conversation.counsellor == JONAS.staff_id
    assert [entry.event.kind for entry in taken.entries] == [Kind.TRANSFERRED, Kind.ASSIGNED]


def test_an_offer_that_is_declined_or_run_out_is_gone() -> None:
    offered = decide(
        talking(), Transfer(HERE, SOFIE, JONAS.staff_id), NOON, RULES, shift_of(JONAS)
    ).conversation
    assert offered.offer is not None

    too_early = after(offered, EndOffer(HERE, offered.offer.offer_id))
    assert too_early.offer == offered.offer
    ended = after(offered, EndOffer(HERE, offered.offer.offer_id, JONAS))
    assert ended.offer is None
    assert refusal(ended, Accept(HERE, JONAS), shift_of(JONAS)) is RefusalCode.TAKEN


def test_only_the_one_it_is_held_out_to_declines_an_offer() -> None:
    offered = decide(
        talking(), Transfer(HERE, SOFIE, JONAS.staff_id), NOON, RULES, shift_of(JONAS)
    ).conversation
    assert offered.offer is not None

    assert refusal(offered, EndOffer(HERE, offered.offer.offer_id, SOFIE)) is RefusalCode.NOT_FOUND
    stale = EndOffer(HERE, OfferId(f"{HERE}.99"), JONAS)
    assert refusal(offered, stale) is RefusalCode.NOT_FOUND


def test_handing_back_to_the_waiting_room_keeps_level_and_time_waited() -> None:
    handed = after(talking(Level.ELEVATED), Transfer(HERE, SOFIE, None))

    assert handed.state is ConversationState.WAITING
    assert (handed.level, handed.waiting_since) == (Level.ELEVATED, NOON)


def test_only_its_counsellor_hands_it_on() -> None:
    assert refusal(talking(), Transfer(HERE, JONAS, None)) is RefusalCode.NOT_ASSIGNED


MOVES = {
    "arrive": Arrive(HERE),
    "accept": Accept(HERE, SOFIE),
    "release": Release(HERE, StaffId("sofie"), "counsellor_gone"),
    "transfer": Transfer(HERE, SOFIE, None),
    "close": Close(HERE, SOFIE),
    "leave": Leave(HERE, LeftHow.LEAVE),
    "wrap_up": WrapUp(HERE, SOFIE, "family", (), "helped"),
}
OPENED, WAITING, ACTIVE, CLOSED = ConversationState
LEGAL: dict[ConversationState, dict[str, ConversationState]] = {
    OPENED: {"arrive": WAITING, "leave": CLOSED, "release": OPENED},
    WAITING: {"arrive": WAITING, "accept": ACTIVE, "leave": CLOSED, "release": WAITING},
    ACTIVE: {
        "arrive": ACTIVE,
        "accept": ACTIVE,
        "release": WAITING,
        "transfer": WAITING,
        "close": CLOSED,
        "leave": CLOSED,
    },
    CLOSED: {"arrive": CLOSED, "release": CLOSED, "leave": CLOSED, "wrap_up": CLOSED},
}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", ConversationState)
def test_every_state_allows_its_moves_and_no_others(state: ConversationState, move: str) -> None:
    start = {
        OPENED: after(fresh(), opening()),
        WAITING: waiting(),
        ACTIVE: talking(),
        CLOSED: after(talking(), Close(HERE, SOFIE)),
    }[state]
    shift = shift_of(SOFIE) if move == "accept" else None

    try:
        reached = decide(start, MOVES[move], NOON, RULES, shift).conversation.state
    except Refused:
        assert move not in LEGAL[state]
    else:
        assert LEGAL[state][move] is reached


def test_the_time_of_a_talk_is_not_time_waited() -> None:
    waited = after(waiting(), Accept(HERE, SOFIE), at=NOON + 10 * MINUTE)
    back = after(waited, Transfer(HERE, SOFIE, None), at=NOON + 60 * MINUTE)

    assert back.waiting_since == NOON + 50 * MINUTE


def test_a_secret_that_is_dead_seats_nobody() -> None:
    left = after(waiting(), Leave(HERE, LeftHow.QUICK_EXIT))
    forgotten = after(waiting(), Drop(HERE))

    assert refusal(left, Arrive(HERE)) is RefusalCode.UNAUTHORIZED
    with pytest.raises(Refused):
        step(forgotten, Arrive(HERE), at=NOON + 11 * MINUTE)


def test_changing_a_conversation_leaves_the_old_one_as_it_was() -> None:
    before = talking()

    changed = before.changed({"seq": 99})

    assert (changed.seq, before.seq) == (99, 2)
    assert replace(changed, seq=2) == before
