"""The ladder: no escalation is silent, whatever happens and whatever the clock does."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.audience import Kind
from chat.domain.commands import (
    Accept,
    Acknowledge,
    BreakSilence,
    Climb,
    Command,
    RaiseEscalation,
    Release,
    Resolve,
    SaveMessage,
)
from chat.domain.conversation import Conversation
from chat.domain.course import Decision, Rules
from chat.domain.deciding import decide
from chat.domain.escalation import Escalation, EscalationState, Outcome
from chat.domain.ladder import Drill, Ladder, Rung, Tell
from chat.domain.people import Sender
from chat.domain.refusal import Refused
from chat.domain.shift import Shift
from tests.chat.domain.building import (
    AMINA,
    HERE,
    JONAS,
    KAREN,
    NOON,
    SOFIE,
    after,
    says,
    step,
    talking,
    waiting,
)
from triage.verdict import Level

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
LADDER = Ladder(
    (
        Rung(Tell.SUPERVISORS, 45 * SECOND),
        Rung(Tell.EVERY_SUPERVISOR, 45 * SECOND),
        Rung(Tell.DUTY_PHONE, 90 * SECOND, ("phone",)),
        Rung(Tell.BACK_UP, 60 * SECOND, ("anna", "bo")),
    ),
    synthetic=("machine",),
)
RULES = Rules(ladder=LADDER)


def asked(
    state: Conversation, command: Command, at: datetime, shift: Shift | None = None
) -> Decision:
    return decide(state, command, at, RULES, shift)


def raised(level: Level = Level.HIGH, drill: Drill | None = None) -> Decision:
    return asked(replace(talking(), drill=drill), says("x", level), NOON)


def the_one(state: Conversation) -> Escalation:
    (one,) = (each for each in state.escalations if each.is_open)
    return one


def due(state: Conversation) -> datetime:
    at = the_one(state).due_at
    assert at is not None
    return at


def climb(state: Conversation, at: datetime, shift: Shift | None = None) -> Decision:
    one = the_one(state)
    return asked(state, Climb(HERE, one.escalation_id, one.seq, one.acknowledged_by), at, shift)


def test_nobody_answers_and_it_climbs_until_somebody_does() -> None:
    decision = raised()
    called = [[page.address for page in decision.pages]]
    waits = []
    at = NOON
    for _ in range(6):
        waits.append(due(decision.conversation) - at)
        at = due(decision.conversation)
        decision = climb(decision.conversation, at)
        called.append([page.address for page in decision.pages])

    assert [wait.total_seconds() for wait in waits] == [45, 45, 90, 60, 60, 60]
    both = ["anna", "bo"]
    assert called == [[], [], ["phone"], both, both, both, both]
    assert the_one(decision.conversation).state is EscalationState.PAGED


def test_imminent_danger_climbs_twice_as_fast() -> None:
    assert due(raised(Level.IMMINENT).conversation) == NOON + 22.5 * SECOND


def test_before_its_time_nothing_climbs_and_many_clocks_make_one_step() -> None:
    state = raised().conversation
    assert climb(state, NOON + 44 * SECOND).entries == ()

    one = the_one(state)
    command = Climb(HERE, one.escalation_id, one.seq)
    first = asked(state, command, NOON + 45 * SECOND)
    second = asked(first.conversation, command, NOON + 45 * SECOND)

    assert len(first.entries) == 1
    assert second.entries == ()


def test_each_step_has_a_page_of_its_own_name() -> None:
    state = raised().conversation
    names = []
    for _ in range(5):
        decision = climb(state, due(state))
        state = decision.conversation
        names += [page.page_id for page in decision.pages]

    assert len(names) == 7
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 100


def test_acknowledged_without_an_outcome_opens_again_on_its_step() -> None:
    climbed = climb(raised().conversation, NOON + 45 * SECOND).conversation
    taken = asked(climbed, Acknowledge(HERE, KAREN, the_one(climbed).escalation_id), NOON + MINUTE)
    late = NOON + 11 * MINUTE

    again = climb(taken.conversation, late)

    one = the_one(again.conversation)
    assert (one.state, one.step, one.acknowledged_by) == (EscalationState.PAGED, 1, None)
    assert one.due_at == late + 45 * SECOND
    assert one.answered_at == NOON + MINUTE


@pytest.mark.parametrize(("gone_s", "opens"), [(59, False), (60, True)])
def test_an_owner_who_is_gone_a_minute_has_it_no_more(gone_s: int, opens: bool) -> None:
    state = raised().conversation
    taken = asked(state, Acknowledge(HERE, KAREN, the_one(state).escalation_id), NOON).conversation
    assert KAREN.staff_id is not None
    away = Shift(KAREN.staff_id, Sender.SUPERVISOR, gone_at=NOON)

    after_all = climb(taken, NOON + gone_s * SECOND, away).conversation

    assert the_one(after_all).calls is opens


def test_one_that_opened_again_may_be_taken_by_another() -> None:
    state = raised().conversation
    one = the_one(state).escalation_id
    taken = asked(state, Acknowledge(HERE, KAREN, one), NOON).conversation
    open_again = climb(taken, NOON + 10 * MINUTE).conversation

    now = asked(open_again, Acknowledge(HERE, AMINA, one), NOON + 11 * MINUTE).conversation

    assert the_one(now).acknowledged_by == AMINA.staff_id


def test_a_worse_level_sharpens_the_open_one_and_never_gives_it_more_time() -> None:
    state = raised().conversation
    at = NOON + 40 * SECOND

    worse = asked(state, says("y", Level.IMMINENT, client_id="c2"), at).conversation

    assert the_one(worse).level is Level.IMMINENT
    assert due(worse) == NOON + 45 * SECOND
    assert the_one(worse).seq > the_one(state).seq


def test_a_drill_calls_all_addresses_at_once_and_a_trial_only_a_machine() -> None:
    rehearsed, tried = raised(drill=Drill.DRILL), raised(drill=Drill.SYNTHETIC)

    assert [page.address for page in rehearsed.pages] == ["phone", "anna", "bo"]
    assert [page.address for page in tried.pages] == ["machine"]
    assert {getattr(page, "drill", None) for page in rehearsed.pages} == {Drill.DRILL}


def test_a_clock_that_went_back_an_hour_makes_what_is_open_due() -> None:
    state = raised().conversation

    back = climb(state, NOON - timedelta(hours=1))

    assert due(back.conversation) == NOON - timedelta(hours=1) + 45 * SECOND


def test_somebody_flagged_whom_nobody_answers_is_an_escalation() -> None:
    state = asked(talking(), says("x", Level.ELEVATED), NOON).conversation
    assert asked(state, BreakSilence(HERE), NOON + 179 * SECOND).entries == ()

    broken = asked(state, BreakSilence(HERE), NOON + 3 * MINUTE).conversation
    one = the_one(broken)
    assert (one.trigger, one.level) == ("unanswered", Level.HIGH)

    ended = asked(
        broken, Resolve(HERE, KAREN, one.escalation_id, Outcome.STAYED), NOON + 4 * MINUTE
    )
    again = asked(ended.conversation, BreakSilence(HERE), NOON + 9 * MINUTE)
    assert again.entries == ()


def test_writing_on_does_not_put_the_silence_off() -> None:
    state = talking()
    for minute in range(3):
        writes = says("x", Level.ELEVATED, client_id=str(minute))
        state = asked(state, writes, NOON + minute * MINUTE).conversation

    assert asked(state, BreakSilence(HERE), NOON + 3 * MINUTE).entries != ()


def test_an_answer_ends_the_silence() -> None:
    state = asked(talking(), says("x", Level.ELEVATED), NOON).conversation
    answered = asked(state, SaveMessage(HERE, SOFIE, "s1", "jeg er her"), NOON + MINUTE)

    assert asked(answered.conversation, BreakSilence(HERE), NOON + 30 * MINUTE).entries == ()


def test_somebody_flagged_who_waits_too_long_is_an_escalation_once() -> None:
    state = waiting(Level.ELEVATED)
    assert asked(state, BreakSilence(HERE), NOON + 9 * MINUTE).entries == ()

    told = asked(state, BreakSilence(HERE), NOON + 10 * MINUTE).conversation

    assert the_one(told).trigger == "unanswered"
    assert asked(told, BreakSilence(HERE), NOON + 20 * MINUTE).entries == ()


def test_a_silence_is_shown_to_whoever_has_taken_what_is_open() -> None:
    state = asked(talking(), says("x", Level.HIGH), NOON).conversation
    taken = Acknowledge(HERE, KAREN, the_one(state).escalation_id)
    state = asked(state, taken, NOON + MINUTE).conversation

    told = asked(state, BreakSilence(HERE), NOON + 3 * MINUTE)

    assert [entry.event.kind for entry in told.entries] == [Kind.ESCALATED]
    assert the_one(told.conversation).trigger == "unanswered"
    assert the_one(told.conversation).acknowledged_by == KAREN.staff_id


@pytest.mark.parametrize(("level", "raises"), [(Level.WATCH, False), (Level.ELEVATED, True)])
def test_a_counsellor_who_is_gone_from_somebody_flagged_is_an_escalation(
    level: Level, raises: bool
) -> None:
    assert SOFIE.staff_id is not None
    state = asked(talking(), says("x", level), NOON).conversation

    left = step(state, Release(HERE, SOFIE.staff_id, "counsellor_gone")).conversation

    assert [one.trigger for one in left.escalations] == (["counsellor_gone"] if raises else [])


def test_that_the_counsellor_is_gone_is_shown_to_a_supervisor_who_has_the_escalation() -> None:
    assert SOFIE.staff_id is not None
    state = asked(talking(), says("x", Level.HIGH), NOON).conversation
    state = step(state, Acknowledge(HERE, KAREN, the_one(state).escalation_id)).conversation

    left = step(state, Release(HERE, SOFIE.staff_id, "counsellor_gone"))

    assert left.entries[-1].event.data["trigger"] == "counsellor_gone"
    assert the_one(left.conversation).acknowledged_by == KAREN.staff_id


MOVES = st.one_of(
    st.sampled_from(["high", "imminent", "wish", "ask", "ask above", "karen", "amina", "end"]),
    st.sampled_from(["clock", "clock", "clock", "gone", "silence", "leave", "meet"]),
)
JUMPS = st.sampled_from([0, 1, 20, 45, 90, 600, 3600, -3600, -60])


def _command(move: str, number: int, state: Conversation) -> Command | None:
    one = state.open_escalation()
    simple: dict[str, Command] = {
        "high": says("x", Level.HIGH, client_id=str(number)),
        "imminent": says("x", Level.IMMINENT, client_id=str(number)),
        "wish": says("x", Level.ELEVATED, client_id=str(number)),
        "ask": RaiseEscalation(HERE, SOFIE, "x"),
        "ask above": RaiseEscalation(HERE, KAREN, "x"),
        "silence": BreakSilence(HERE),
        "leave": Release(HERE, SOFIE.staff_id or JONAS.staff_id, "x"),  # type: ignore[arg-type] # he has one
        "meet": Accept(HERE, SOFIE),
    }
    if move in simple or one is None:
        return simple.get(move)
    return {
        "karen": Acknowledge(HERE, KAREN, one.escalation_id),
        "amina": Acknowledge(HERE, AMINA, one.escalation_id),
        "end": Resolve(HERE, KAREN, one.escalation_id, Outcome.STAYED),
    }.get(move)


@given(st.lists(st.tuples(MOVES, JUMPS), max_size=40))
def test_whatever_happens_every_unresolved_escalation_has_a_deadline_at_most_a_rung_ahead(
    moves: list[tuple[str, int]],
) -> None:
    """Events, failures and clock jumps in any order; the house's clock looks after each."""
    state, at = talking(), NOON
    for number, (move, jump) in enumerate(moves):
        at += jump * SECOND
        gone = Shift(KAREN.staff_id, Sender.SUPERVISOR, gone_at=at - 2 * MINUTE)  # type: ignore[arg-type] # she has one
        command = _command(move, number, state)
        if command is not None:
            shift = Shift(SOFIE.staff_id, Sender.COUNSELLOR, capacity=9)  # type: ignore[arg-type] # he has one
            with suppress(Refused):
                state = asked(state, command, at, shift.started(9, NOON).gone(NOON)).conversation
        steps = {one.escalation_id: one.seq for one in state.escalations}
        for one in state.escalations:
            if one.is_due(at, LADDER) or (move == "gone" and not one.calls and one.is_open):
                state = climb(state, at, gone if move == "gone" else None).conversation

        still = [one for one in state.escalations if one.is_open]
        assert len(still) <= 1
        for one in still:
            rung = LADDER.lasts(one.step, one.level)
            most = rung if one.calls else LADDER.outcome_within(one.level)
            assert one.due_at is not None
            assert at < one.due_at <= at + most
        for one in state.escalations:
            assert one.seq >= steps.get(one.escalation_id, 0)
            assert one.is_open or one.due_at is None


def test_the_whole_way_down_the_log_is_written() -> None:
    state = after(talking(), says("x", Level.HIGH))
    decision = climb(state, NOON + 45 * SECOND)

    assert [entry.event.kind for entry in decision.entries] == ["paged"]
    assert decision.entries[0].event.data["step"] == 1
