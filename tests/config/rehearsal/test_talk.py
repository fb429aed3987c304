"""A cursor shows the unbroken chain and nothing else."""

from itertools import permutations

from config.rehearsal.line import Json
from config.rehearsal.talk import Cursor


def event(seq: int, prev: int, text: str = "hej") -> Json:
    return {
        "seq": seq,
        "prev": prev,
        "kind": "message",
        "data": {"client_id": str(seq), "text": text},
    }


def test_what_follows_is_shown_at_once() -> None:
    cursor = Cursor()

    assert [len(cursor.take(one)) for one in (event(1, 0), event(3, 1))] == [1, 1]
    assert cursor.seq == 3


def test_after_a_gap_nothing_is_shown_until_it_is_filled_and_then_everything() -> None:
    cursor = Cursor()
    cursor.take(event(1, 0))

    assert cursor.take(event(4, 2)) == []
    assert [one["seq"] for one in cursor.take(event(2, 1))] == [2, 4]


def test_in_whatever_order_events_come_they_are_shown_in_the_logs() -> None:
    chain = [event(1, 0), event(2, 1), event(5, 2), event(6, 5)]

    for arrival in permutations([*chain, chain[2]]):
        cursor = Cursor()
        shown = [one for came in arrival for one in cursor.take(came)]
        assert shown == chain


def test_a_second_copy_is_ignored_and_another_version_is_an_alarm() -> None:
    cursor = Cursor()
    cursor.take(event(1, 0))

    assert cursor.take(event(1, 0)) == []
    assert cursor.alarms == []
    assert cursor.take(event(1, 0, text="noget andet")) == []
    assert cursor.alarms == [1]


def test_a_number_nobody_gave_before_is_an_alarm_too() -> None:
    cursor = Cursor()
    cursor.take(event(1, 0))
    cursor.take(event(3, 1))

    cursor.take(event(2, 1))

    assert cursor.alarms == [2]
