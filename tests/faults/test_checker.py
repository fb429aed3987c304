"""The checker bites: each kind of fault, made on purpose, is named."""

from dataclasses import replace

import pytest

from tests.faults.checker import faults
from tests.faults.history import Claim, History, Said, Shown, View


def a_clean_run() -> History:
    said = [
        Said("c", "young", 1, "y1", "hej", seq=3),
        Said("c", "counsellor", 1, "c1", "hej med dig", seq=5),
        Said("c", "young", 2, "y2", "tak", seq=6),
    ]
    opened, assigned = Shown(1, 0, "opened", "young", None, None), assigned_at(2, 1)
    young = [opened, assigned, shown(said[0], 2), shown(said[1], 3), shown(said[2], 5)]
    level = Shown(4, 3, "level", "system", None, None)
    counsellor = [opened, assigned, shown(said[0], 2), level, shown(said[1], 4), shown(said[2], 5)]
    views = [View("young", "c", young), View("counsellor", "c", counsellor)]
    return History(said, views, [Claim("c", "mette"), Claim("c", "mette")])


def assigned_at(seq: int, prev: int) -> Shown:
    return Shown(seq, prev, "assigned", "system", None, None)


def shown(said: Said, prev: int) -> Shown:
    return Shown(said.seq or 0, prev, "message", said.sender, said.client_id, said.text)


def named(history: History) -> set[str]:
    return {fault.partition(":")[0] for fault in faults(history)}


def test_a_clean_run_has_no_fault() -> None:
    assert faults(a_clean_run()) == []


def test_a_message_nobody_answered_is_named() -> None:
    history = a_clean_run()
    history.said.append(Said("c", "young", 3, "y3", "er du der"))

    assert named(history) == {"unanswered"}


def test_an_acknowledged_message_that_is_not_on_a_screen_is_lost() -> None:
    history = a_clean_run()
    del history.views[0].shown[-1]

    assert named(history) == {"lost"}


@pytest.mark.parametrize("change", [{"text": "tak!"}, {"seq": 7}])
def test_a_message_that_stands_there_otherwise_is_altered(change: dict[str, object]) -> None:
    history = a_clean_run()
    last = history.views[0].shown[-1]
    history.views[0].shown[-1] = replace(last, **change)  # type: ignore[arg-type]  # by example

    assert "altered" in named(history)


def test_two_versions_of_one_number_are_altered() -> None:
    history = a_clean_run()
    history.views[1].alarms.append(3)

    assert named(history) == {"altered"}


def test_a_message_shown_twice_is_doubled() -> None:
    history = a_clean_run()
    history.views[0].shown.append(replace(history.views[0].shown[-1], seq=7, prev=6))

    assert "doubled" in named(history)


def test_numbers_that_fall_are_disordered() -> None:
    history = a_clean_run()
    history.views[0].shown.reverse()

    assert "disordered" in named(history)


def test_one_senders_messages_out_of_order_are_disordered() -> None:
    history = a_clean_run()
    history.said[0].number, history.said[2].number = 2, 1

    assert named(history) == {"disordered"}


def test_a_hole_on_a_screen_is_a_broken_chain() -> None:
    history = a_clean_run()
    del history.views[1].shown[3]

    assert named(history) == {"broken chain"}


def test_two_stories_of_one_conversation_are_divided() -> None:
    history = a_clean_run()
    other = replace(history.views[0].shown[2], client_id="elsewhere")
    history.views[0].shown[2] = other

    assert "divided" in named(history)


def test_two_counsellors_who_were_both_told_yours_own_it_doubly() -> None:
    history = a_clean_run()
    history.claims.append(Claim("c", "jonas"))

    assert named(history) == {"double owned"}


def test_a_log_that_gives_a_conversation_twice_shows_double_owning() -> None:
    history = a_clean_run()
    history.views[0].shown.append(assigned_at(7, 6))

    assert named(history) == {"double owned"}
