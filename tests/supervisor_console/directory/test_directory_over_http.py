"""The directory over HTTP, on each kind of database: edited with four eyes, checked, taken back."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from chat.storage.tables import audit
from tests.chat.staffing import House
from tests.supervisor_console.directory.desk import (
    LOOKED,
    ONE,
    Desk,
    at_work,
    corrected,
    process_of,
)

NO_CONTACTS = dict.fromkeys(("phone", "sms", "chat", "web", "email"))


async def test_a_number_the_young_see_is_changed_by_two_and_taken_back_by_another(
    desk: Desk,
) -> None:
    before = (await desk.listed())["entry"]
    contacts = {**before["contacts"], "phone": "11 22 33 44"}

    status, edit = await desk.edits(contacts=contacts, **LOOKED)
    assert (status, edit["state"], edit["at_once"]) == (200, "proposed", False)
    assert desk.running.services()[ONE].contacts.phone == before["contacts"]["phone"]
    assert (await desk.says(f"edits/{edit['edit_id']}/approve", {}))[0] == 409
    assert (await desk.says(f"edits/{edit['edit_id']}/approve", {}, "Amina"))[0] == 200
    await desk.other.refresh()
    for process in (desk.running, desk.other):
        assert process.services()[ONE].contacts.phone == "11 22 33 44"
        laid_out = process.laid_out().services[ONE]
        assert laid_out.contacts_to_show.phone == "11 22 33 44"

    again = f"edits/{edit['edit_id']}/withdraw"
    alone = await desk.says(again, {"reason": "forkert"})
    assert (alone[0], alone[1]["error"]["code"]) == (409, "own_proposal")
    offered = {name: (await desk.known(name))["edits"][0] for name in ("Vera", "Amina")}
    assert [one["only_another_withdraws"] for one in offered.values()] == [True, False]
    assert desk.running.services()[ONE].contacts.phone == "11 22 33 44"
    back = await desk.says(again, {"reason": "forkert"}, "Amina")
    assert (back[0], back[1]["state"]) == (200, "withdrawn")
    assert (await desk.listed())["entry"] == before
    assert back[1]["before"]["contacts"] == {"phone": before["contacts"]["phone"]}
    assert back[1]["after"] == {"contacts": {"phone": "11 22 33 44"}, **LOOKED}


async def test_a_wrong_number_taken_back_stays_away_whatever_was_edited_upon_it(desk: Desk) -> None:
    right = (await desk.listed())["entry"]["contacts"]
    wrong = {**right, "phone": "11 22 33 44"}
    number = await desk.agreed(wrong)
    page = (await desk.edits(contacts={**wrong, "web": "one.dk"}))[1]["edit_id"]
    later = {**wrong, "phone": "55 66 77 88"}
    upon = (await desk.edits(contacts=later, looked_up=True))[1]["edit_id"]
    mail = await desk.agreed({**wrong, "email": "a@one.dk"})

    assert (await desk.says(f"edits/{number}/withdraw", {"reason": "x"}, "Amina"))[0] == 200
    assert (await desk.says(f"edits/{page}/approve", {}, "Amina"))[0] == 200
    assert (await desk.says(f"edits/{upon}/approve", {}, "Amina"))[0] == 409
    now = {**right, "web": "one.dk", "email": "a@one.dk"}
    assert (await desk.listed())["entry"]["contacts"] == now

    # Another made from it, live: it is to be taken back first, and nobody is told otherwise.
    first = await desk.agreed({**now, "phone": "11 22 33 44"})
    second = await desk.agreed({**now, "phone": "55 66 77 88"})
    status, answer = await desk.says(f"edits/{first}/withdraw", {"reason": "x"}, "Amina")
    assert (status, answer["error"]["code"]) == (400, "broken_service")
    assert "contacts.phone" in answer["error"]["reason"]
    for one in (second, first, mail):
        assert (await desk.says(f"edits/{one}/withdraw", {"reason": "x"}, "Amina"))[0] == 200
    assert (await desk.listed())["entry"]["contacts"] == {**right, "web": "one.dk"}


async def test_a_number_corrected_in_the_file_is_never_covered_by_an_edit(
    desk: Desk, kept: House
) -> None:
    right = (await desk.listed())["entry"]["contacts"]
    page = await desk.agreed({**right, "web": "one.dk"})
    started = process_of(kept, corrected(ONE, phone="99 88 77 66"))
    await started.refresh()
    contacts = started.services()[ONE].contacts_to_show
    assert (contacts.phone, contacts.web) == ("99 88 77 66", "one.dk")

    number = await desk.agreed({**right, "web": "one.dk", "phone": "11 22 33 44"})
    async with at_work(kept, corrected(ONE, phone="99 88 77 66", web="two.dk")) as later:
        assert "contacts.web" in (await later.listed())["refused"]
        assert later.running.services()[ONE].contacts_to_show.phone is None
        # Of two edits that no longer fit, one is taken back first; then the file holds.
        for one in (page, number):
            assert (await later.says(f"edits/{one}/withdraw", {"reason": "x"}, "Amina"))[0] == 200
        assert later.running.refused == {}
        assert (await later.listed())["entry"]["contacts"]["phone"] == "99 88 77 66"


async def test_an_edit_that_no_longer_fits_a_help_line_keeps_nobody_from_hiding_another(
    desk: Desk, kept: House
) -> None:
    right = (await desk.listed("livslinien"))["entry"]["contacts"]
    contacts = {**right, "phone": "11 22 33 44"}
    number = (await desk.edits("livslinien", contacts=contacts, **LOOKED))[1]
    assert (await desk.says(f"edits/{number['edit_id']}/approve", {}, "Amina"))[0] == 200

    async with at_work(kept, corrected("livslinien", phone="99 88 77 66")) as later:
        assert (await later.listed("livslinien"))["refused"] is not None
        lines = {line.id: line.phone for line in later.running.help_lines()}
        assert lines["livslinien"] != "11 22 33 44"
        status, edit = await later.edits(verified=False)
        assert (status, edit["state"]) == (200, "live")


async def test_what_hides_works_at_once_and_another_brings_it_back(desk: Desk, kept: House) -> None:
    one = await desk.listed()
    status, edit = await desk.says(f"{ONE}/retire", {"version": one["version"]})
    assert (status, edit["state"]) == (200, "live")
    assert ONE not in desk.running.services()
    assert ONE in desk.running.names
    again = f"edits/{edit['edit_id']}/withdraw"
    assert (await desk.says(again, {"reason": "x"}))[1]["error"]["code"] == "own_proposal"
    assert (await desk.says(again, {"reason": "x"}, "Amina"))[0] == 200
    assert ONE in desk.running.services()

    status, edit = await desk.edits(verified=False)
    assert (status, edit["state"]) == (200, "live")
    assert desk.running.services()[ONE].contacts_to_show.phone is None
    status, edit = await desk.edits(verified=True, **LOOKED)
    assert edit["state"] == "proposed"
    assert desk.running.services()[ONE].contacts_to_show.phone is None

    rows = await kept.store.look(
        lambda connection: connection.execute(select(audit.c.act).order_by(audit.c.n)).all()
    )
    assert [row.act for row in rows] == [
        "make_directory_edit",
        "withdraw_directory_edit",
        "make_directory_edit",
        "propose_directory_edit",
    ]


async def test_a_check_is_written_down_with_who_and_when_and_the_entry_is_fresh(
    desk: Desk,
) -> None:
    one = await desk.listed()
    assert one["stale"] == "never"

    assert (await desk.says(f"{ONE}/check", {"version": one["version"]}))[0] == 200
    checked = await desk.listed()
    assert checked["stale"] is None
    assert (checked["entry"]["last_checked"], checked["entry"]["checked_by"]) == (
        "2026-11-22",
        "Vera",
    )
    # Who has not seen that it was checked edits nothing over it.
    stale = await desk.says(f"{ONE}/check", {"version": one["version"]}, "Amina")
    assert stale[1]["error"]["code"] == "conflict"

    # A newer check takes the older's place: one row is laid over the file, however often.
    assert (await desk.says(f"{ONE}/check", {"version": checked["version"]}, "Amina"))[0] == 200
    newest = await desk.listed()
    assert (newest["entry"]["checked_by"], newest["refused"]) == ("Amina", None)
    assert [one.proposed_by for one in await desk.running.edits.live()] == ["Amina"]
    edits = (await desk.known())["edits"]
    assert sorted((one["state"], one["reason"]) for one in edits) == [
        ("live", None),
        ("withdrawn", None),
    ]
    again = await desk.says(f"{ONE}/retire", {"version": checked["version"]})
    assert again[1]["error"]["code"] == "conflict"
    assert (await desk.says(f"{ONE}/retire", {"version": newest["version"]}))[0] == 200


async def test_who_checks_again_another_day_hides_nothing_by_it(desk: Desk) -> None:
    for _ in range(3):
        one = await desk.listed()
        assert (await desk.says(f"{ONE}/check", {"version": one["version"]}))[0] == 200
        assert desk.running.refused == {}
        desk.clock.moves(timedelta(days=1))
    checked = (await desk.listed())["entry"]
    assert (checked["last_checked"], checked["checked_by"]) == ("2026-11-24", "Vera")
    assert len(await desk.running.edits.live()) == 1


BROKEN: tuple[tuple[str, dict[str, Any], str], ...] = (
    (ONE, {"needs": ["weather"]}, "needs: unknown need weather"),
    (ONE, {"ages": {"min": 25, "max": 12}}, "ages: min is higher than max"),
    (ONE, {"contacts": {**NO_CONTACTS, "phone": "ring"}}, "contacts.phone: not written as"),
    (ONE, {"source": []}, "verified without a source"),
    (ONE, {"opening": "week: ["}, "opening, line"),
    (ONE, {"opening": "a: &a [x]"}, "opening: & * !"),
    (ONE, {"last_checked": "2026-11-31"}, "last_checked"),
    ("livslinien", {"verified": False}, "this service is not verified"),
    ("alarm-112", {"contacts": {**NO_CONTACTS, "phone": "114"}}, "112"),
    (ONE, {"contacts": {**NO_CONTACTS, "phone": "114"}}, "last_checked: before the young"),
)


async def test_what_the_file_would_not_take_is_not_taken_here(desk: Desk) -> None:
    for service_id, fields, said in BROKEN:
        status, answer = await desk.edits(service_id, **fields)

        assert (status, answer["error"]["code"]) == (400, "broken_service")
        assert said in answer["error"]["reason"]
    assert (await desk.known())["edits"] == []


async def test_nobody_but_supervisors_and_nothing_that_is_not_there(desk: Desk) -> None:
    for role in ("counsellor", "bridge_builder", "admin"):
        assert (await desk.says(f"{ONE}/check", {"version": ""}, role=role))[0] == 403
    async with desk.client.get("/api/directory") as answer:
        assert answer.status == 401
    assert (await desk.says("nowhere/check", {"version": ""}))[0] == 404
    assert (await desk.says("edits/nowhere/approve", {}))[0] == 404
