from datetime import date

import pytest

from supervisor_console.directory.edits import Edit, Standing, standing
from supervisor_console.directory.entries import (
    LOOKED_BEFORE,
    NOBODY_LOOKED,
    NOT_YET,
    has_name,
    id_for,
    unlooked_up,
)
from supervisor_console.directory.looking_up import looked_up_with

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Lodsen på Åen", "lodsen-paa-aaen"),
        ("  Café «Æble»  ", "cafe-aeble"),
        ("Лодка", "tilbud"),
        ("x" * 80, "x" * 50),
    ],
)
def test_an_id_is_made_of_the_name(name: str, made: str) -> None:
    assert id_for(name, ()) == made


def test_an_id_is_never_used_twice() -> None:
    assert id_for("Fyret", {"fyret", "fyret-2"}) == "fyret-3"
    assert has_name("FYRET", [{"name": "Fyret"}])
    assert not has_name("Fyret", [{"name": None}, {"name": "Fyret 2"}])


def entry(
    phone: str | None, day: str | None, *, verified: bool = True, **more: object
) -> dict[str, object]:
    return {"contacts": {"phone": phone}, "last_checked": day, "verified": verified, **more}


OLD = entry("11 11 11 11", "2026-11-01")


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        ({}, entry("112", None), NOBODY_LOOKED),
        ({}, entry("112", "når som helst"), NOBODY_LOOKED),
        ({}, entry("112", "2026-11-23"), NOT_YET),
        ({}, entry("112", "2026-11-22"), None),
        ({}, entry("112", None, verified=False), None),
        ({}, entry(None, None), NOBODY_LOOKED),
        (OLD, entry("22 22 22 22", "2026-11-01"), LOOKED_BEFORE),
        (OLD, entry("22 22 22 22", "2026-10-31"), LOOKED_BEFORE),
        (OLD, entry("22 22 22 22", "2026-11-02"), None),
        (OLD, entry("11 11 11 11", "2026-11-01", address="Ny Gade 1"), LOOKED_BEFORE),
        (OLD, entry(None, "2026-11-01"), None),
        (OLD, {**OLD, "hours": "9-12"}, None),
        ({**OLD, "verified": False}, OLD, None),
        ({**OLD, "verified": False}, entry("22 22 22 22", "2026-11-01"), LOOKED_BEFORE),
        (entry("1", None), entry("1", None, hours="9-12"), None),
        (entry("1", "2026-11-22"), entry("2", "2026-11-22"), LOOKED_BEFORE),
    ],
)
def test_a_number_the_young_have_not_been_shown_needs_somebody_who_looked(
    before: dict[str, object], after: dict[str, object], missing: str | None
) -> None:
    assert unlooked_up(before, after, TODAY) == missing


def test_a_number_changed_on_the_day_of_its_check_is_looked_up_anew_by_somebodys_word() -> None:
    before, after = entry("1", "2026-11-22"), entry("2", "2026-11-22")

    assert unlooked_up(before, after, TODAY, looked_up=True) is None
    assert looked_up_with(before, after, TODAY) == {}
    assert looked_up_with(before, after, TODAY, looked_up=True) == {"phone": "2"}


X, Y = "11 11 11 11", "22 22 22 22"
UNSHOWN = {**OLD, "verified": False}
CHECK = {"last_checked": "2026-11-22", "checked_by": "Vera"}
VERIFY = {"verified": True, "last_checked": "2026-11-20", "checked_by": "Vera"}
TO_Y = {"contacts": {"phone": Y}}


def asked(stands: dict[str, object], **fields: object) -> Edit:
    """Return the edit of somebody who sees `stands` and changes these."""
    wanted = {**stands, **fields}
    edit = Edit.between(stands, wanted)
    return Edit(edit.before, edit.after, looked_up_with(stands, wanted, TODAY))


def day(one: Standing) -> tuple[object, object]:
    return one.fields["last_checked"], one.fields.get("checked_by")


def test_the_day_of_a_check_goes_with_the_number_it_was_for() -> None:
    moved = standing(UNSHOWN, [asked(UNSHOWN, **TO_Y)])

    assert (day(moved), moved.nobody_looked) == ((None, None), True)
    again = asked(dict(moved.fields), verified=True)
    assert standing(UNSHOWN, [asked(UNSHOWN, **TO_Y), again]).nobody_looked
    assert unlooked_up(moved.fields, {**moved.fields, "verified": True}, TODAY) == NOBODY_LOOKED
    looked = asked(dict(moved.fields), **VERIFY)
    assert not standing(UNSHOWN, [asked(UNSHOWN, **TO_Y), looked]).nobody_looked


@pytest.mark.parametrize("day", ["2026-11-01", "2026-10-31", "2026-11-23", None])
def test_a_day_that_says_nothing_of_a_new_number_goes_with_the_former(day: str | None) -> None:
    assert standing(UNSHOWN, [asked(UNSHOWN, **TO_Y, last_checked=day)]).nobody_looked


def test_of_two_that_wait_for_one_version_neither_carries_the_others_day() -> None:
    unseen = {**UNSHOWN, "last_checked": None}
    number, verify = asked(unseen, **TO_Y), asked(unseen, **VERIFY)

    for live in ([number, verify], [verify, number]):
        both = standing(unseen, live)
        assert (both.fields["verified"], both.fields["contacts"]) == (True, {"phone": Y})
        assert both.nobody_looked
        assert day(both) == (None, None)
    assert not standing(unseen, [verify]).nobody_looked


@pytest.mark.parametrize("last", ["2026-11-01", None])
def test_a_number_put_in_while_hidden_is_not_shown_for_the_former_ones_sake(
    last: str | None,
) -> None:
    shown = {**OLD, "last_checked": last}
    hidden = {**shown, "verified": False}

    assert standing(shown, [asked(hidden, **TO_Y)]).nobody_looked
    assert not standing(shown, [asked(hidden, **TO_Y, **CHECK)]).nobody_looked
    back = standing(
        shown, [asked(hidden, **TO_Y), asked({**hidden, **TO_Y}, contacts={"phone": X})]
    )
    assert not back.nobody_looked


def test_a_check_is_for_the_number_that_stood() -> None:
    number, check = asked(UNSHOWN, **TO_Y), asked(UNSHOWN, **CHECK)

    of_the_former = standing(UNSHOWN, [check, number])
    assert (of_the_former.nobody_looked, day(of_the_former)) == (True, (None, None))
    again = asked(dict(of_the_former.fields), **CHECK)
    assert not standing(UNSHOWN, [check, number, again]).nobody_looked
    assert standing(UNSHOWN, [number, check]).nobody_looked


def test_an_edit_kept_before_anybody_kept_what_was_looked_up_was_held_to_its_day() -> None:
    whole = asked(UNSHOWN, **TO_Y, **VERIFY)
    former = Edit(whole.before, whole.after)
    silent = asked(UNSHOWN, **TO_Y)

    assert not standing(UNSHOWN, [former]).nobody_looked
    assert standing(UNSHOWN, [Edit(silent.before, silent.after)]).nobody_looked
    assert not standing(OLD, [Edit(silent.before, silent.after)]).nobody_looked
