"""A minute's worth of events at once, then one by one."""

from chat.realtime.pace import Pace


def test_a_minutes_worth_may_be_asked_at_once_and_then_one_by_one() -> None:
    pace = Pace(30, now_s=100.0)

    at_once = [pace.wait_s(100.0) for _ in range(30)]

    assert at_once == [0] * 30
    assert pace.wait_s(100.0) == 2
    assert pace.wait_s(101.0) == 1
    assert pace.wait_s(102.0) == 0


def test_what_was_not_asked_is_kept_for_a_minute_and_no_longer() -> None:
    pace = Pace(30, now_s=0.0)

    assert [pace.wait_s(3_600.0) for _ in range(31)] == [0] * 30 + [2]
