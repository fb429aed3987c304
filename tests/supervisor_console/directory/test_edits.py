from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chat.domain.identifiers import StaffId
from supervisor_console.directory.answers import MOST_PAST, in_sight
from supervisor_console.directory.edits import (
    RETIRED,
    Edit,
    Fields,
    checks_again,
    moved,
    overtaken,
    stands,
)
from supervisor_console.workbench.proposals import Proposal, State

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE: Fields = {
    "name": "Lygten",
    "hours": "9-12",
    "verified": True,
    "contacts": {"phone": "112", "web": None},
}
FILES = {"lygten": BASE}


def proposal(name: str, edit: Edit, minute: int = 0, state: State = State.LIVE) -> Proposal:
    at = NOON + timedelta(minutes=minute)
    return Proposal(
        name,
        "lygten",
        edit.written(),
        StaffId("vera"),
        at,
        state,
        StaffId("amina"),
        decided_at=at if state is State.LIVE else None,
    )


def edit(**after: object) -> Edit:
    return Edit.between(BASE, {**BASE, **after})


def test_an_edit_holds_only_what_differs_and_reads_as_it_was_written() -> None:
    one = edit(hours="9-15", name="Lygten")

    assert one == Edit({"hours": "9-12"}, {"hours": "9-15"})
    assert Edit.of(proposal("a", one)) == one


@pytest.mark.parametrize(
    ("after", "at_once"),
    [
        ({"last_checked": "2026-11-22", "checked_by": "Vera"}, True),
        ({"note": "x", "owner": "y", "source": ["z"]}, True),
        ({"verified": False}, True),
        ({RETIRED: True}, True),
        ({"contacts": {"phone": "114"}}, False),
        ({"hours": "9-15"}, False),
        ({"verified": False, "contacts": {"phone": "114"}}, False),
        ({"note": "x", "waiting_time": "kort"}, False),
    ],
)
def test_one_person_alone_changes_nothing_that_shows_the_young_more(
    after: dict[str, object], at_once: bool
) -> None:
    assert edit(**after).goes_live_at_once is at_once


def test_to_show_again_what_was_hidden_needs_another() -> None:
    hidden = {**BASE, "verified": False, RETIRED: True}

    assert not Edit.between(hidden, {**hidden, "verified": True}).goes_live_at_once
    assert not Edit.between(hidden, {**hidden, RETIRED: None}).goes_live_at_once
    assert edit(verified=False).is_seen
    assert edit(hours="9-15", note="x").is_seen
    assert not edit(note="x", last_checked="2026-11-22").is_seen


def test_edits_of_different_fields_stand_beside_each_other_and_the_last_of_one_wins() -> None:
    after = stands(BASE, [edit(hours="9-15"), edit(name="Lygten 2"), edit(hours="9-16")])

    assert (after["hours"], after["name"]) == ("9-16", "Lygten 2")


def test_what_another_has_changed_since_is_not_changed_unseen() -> None:
    mine = proposal("mine", edit(hours="9-15"), state=State.PROPOSED)
    theirs = proposal("theirs", edit(hours="10-12"), minute=1)
    elsewhere = replace(theirs, rule="fyret")
    other_field = proposal("note", edit(note="x"), minute=1)

    assert overtaken(mine, [theirs], FILES)
    assert not overtaken(mine, [elsewhere, other_field], FILES)


def test_a_number_taken_back_does_not_come_again_with_another_edit() -> None:
    number = edit(contacts={"phone": "114", "web": None})
    upon = stands(BASE, [number])
    page = Edit.between(upon, {**upon, "contacts": {"phone": "114", "web": "lygten.dk"}})
    other_number = Edit.between(upon, {**upon, "contacts": {"phone": "115", "web": None}})

    assert page == Edit({"contacts": {"web": None}}, {"contacts": {"web": "lygten.dk"}})
    assert stands(BASE, [page])["contacts"] == {"phone": "112", "web": "lygten.dk"}
    assert not overtaken(proposal("page", page), [], FILES)
    assert overtaken(proposal("other", other_number), [], FILES)
    assert not overtaken(proposal("other", other_number), [proposal("number", number)], FILES)


def test_an_edit_kept_when_contacts_were_one_value_carries_no_number_either() -> None:
    whole = Edit(
        {"contacts": {"phone": "114", "web": None}},
        {"contacts": {"phone": "114", "web": "lygten.dk"}},
    )

    kept = Edit.of(proposal("whole", whole))

    assert stands(BASE, [kept])["contacts"] == {"phone": "112", "web": "lygten.dk"}


def test_what_the_young_see_is_never_laid_over_a_file_that_was_changed_since() -> None:
    number = edit(contacts={"phone": "114", "web": None})
    corrected = {**BASE, "contacts": {"phone": "116", "web": None}}
    the_same = {**BASE, "contacts": {"phone": "114", "web": None}}

    assert moved(BASE, [number]) is None
    assert moved(the_same, [number]) is None
    assert moved(corrected, [number]) == "contacts.phone"
    assert moved({**BASE, "note": "new"}, [edit(note="x")]) is None
    assert overtaken(proposal("number", number), [], {"lygten": corrected})


def test_only_a_check_takes_the_place_of_a_check_of_the_same_service() -> None:
    check = proposal("check", edit(last_checked="2026-11-22", checked_by="Vera"))
    note = proposal("note", edit(last_checked="2026-11-22", note="x"))

    assert checks_again(replace(check, proposal_id="newer"), check)
    assert not checks_again(replace(check, rule="fyret"), check)
    assert not checks_again(check, note)
    assert not checks_again(note, check)


def test_a_check_says_both_when_and_who_also_where_one_of_them_stays() -> None:
    first = {**BASE, "last_checked": "2026-11-22", "checked_by": "Vera"}
    again = {**first, "last_checked": "2027-05-22"}

    check = Edit.of(proposal("again", Edit.between(first, again)))

    assert check.after == {"last_checked": "2027-05-22", "checked_by": "Vera"}
    assert stands(BASE, [check]) == again
    assert Edit.between(first, first).after == {}


def test_what_is_over_is_bounded_and_what_can_be_decided_on_is_never_left_out() -> None:
    one = edit(note="x")
    over = [proposal(f"o{n}", one, state=State.WITHDRAWN) for n in range(MOST_PAST + 5)]
    oldest = [proposal("live", one), proposal("waits", one, state=State.PROPOSED)]

    sent = in_sight([*over, *oldest])

    assert sent == [*over[:MOST_PAST], *oldest]
