"""New services and centres over HTTP, on each kind of database. All of them are invented."""

from datetime import UTC, datetime, timedelta
from typing import Any

from chat.actions.helping_on import lanes_of
from chat.domain.centre import nearest
from chat.domain.identifiers import StaffId
from chat.domain.matching import Sought
from chat.domain.service import Place
from supervisor_console.directory.edits import Edit, directory_over
from supervisor_console.workbench.proposals import Approve, Proposal
from supervisor_console.workbench.statements import Decide, Propose
from tests.chat.staffing import House
from tests.supervisor_console.directory.desk import LOOKED, ONE, Desk, process_of

WHERE = {"level": "municipality", "regions": [], "municipalities": ["0851"]}
LODSEN: dict[str, Any] = {
    "name": "Lodsen på Åen", "kind": "community", "audience": None, "needs": ["loneliness"],
    "ages": {"min": 12, "max": 25}, "area": WHERE,
    "contacts": {"phone": "11 22 33 44", "sms": None, "chat": None, "web": None, "email": None},
    "hours": None, "opening": "", "anonymous": True, "access": "self", "cost": "free",
    "waiting_time": None, "owner": None, "source": ["invented"], "evidence": "",
    "source_date": None, "verified": True, "to_check": [], "note": None, **LOOKED,
}  # fmt: skip
FYRET: dict[str, Any] = {
    "service": "headspace-centre", "name": "Fyret", "municipality": "0851",
    "address": "Opfundet Gade 1, Aalborg", "phone": None,
    "opening": '{"week": {"monday": ["12:00-17:00"]}, "holidays": []}', "outreach": ["monday"],
    "source": ["invented"], "verified": True, **LOOKED,
}  # fmt: skip
AALBORG = Place("0851", "1081")
A_DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, 11, tzinfo=UTC)


async def test_a_new_service_is_there_when_another_says_yes_and_goes_and_comes_back(
    desk: Desk, kept: House
) -> None:
    status, edit = await desk.proposes(LODSEN)
    new_id = edit["service_id"]
    assert (status, edit["state"], new_id) == (200, "proposed", "lodsen-paa-aaen")
    waits = await desk.listed(new_id)
    assert (waits["standing"], waits["entry"]["name"]) == ("proposed", "Lodsen på Åen")
    assert new_id not in desk.running.services()
    twice = await desk.proposes(LODSEN, "Amina")
    assert twice[1]["error"]["reason"] == "name: the directory has this name already"
    own = await desk.says(f"edits/{edit['edit_id']}/approve", {})
    assert own[1]["error"]["code"] == "own_proposal"

    assert (await desk.says(f"edits/{edit['edit_id']}/approve", {}, "Amina"))[0] == 200
    await desk.other.refresh()
    for process in (desk.running, desk.other):
        found = process.laid_out().matching.suggest(
            Sought(topics=("loneliness",), place=AALBORG), MONDAY
        )
        shown = next(one.service for one in found if one.service.id == new_id)
        assert shown.contacts_to_show.phone == "11 22 33 44"
    assert (await desk.listed(new_id))["standing"] == "there"
    assert (await desk.edits(new_id, note="ring før kl. 10"))[1]["state"] == "live"

    there = await desk.listed(new_id)
    out = (await desk.says(f"{new_id}/retire", {"version": there["version"]}))[1]
    assert not desk.running.is_there(new_id)
    started = process_of(kept)  # a task under way still says where it was to lead
    await started.refresh()
    assert started.names[new_id] == "Lodsen på Åen"
    back = f"edits/{out['edit_id']}/withdraw"
    assert (await desk.says(back, {"reason": "de er her"}))[1]["error"]["code"] == "own_proposal"
    assert (await desk.says(back, {"reason": "de er her"}, "Amina"))[0] == 200
    assert desk.running.is_there(new_id)


async def test_a_new_service_taken_back_is_gone_with_its_history_and_its_id_is_not_used_again(
    desk: Desk, kept: House
) -> None:
    new_id = await desk.made(LODSEN)
    known = await desk.known()
    made = next(one for one in known["edits"] if one["service_id"] == new_id)
    assert (await desk.edits(new_id, note="x"))[0] == 200

    assert (await desk.says(f"edits/{made['edit_id']}/withdraw", {"reason": "x"}, "Amina"))[
        0
    ] == 200

    gone = await desk.listed(new_id)
    assert (gone["standing"], gone["entry"]["name"]) == ("gone", "Lodsen på Åen")
    started = process_of(kept)
    await started.refresh()
    assert (started.refused, started.is_there(new_id)) == ({}, False)
    assert started.names[new_id] == "Lodsen på Åen"
    assert (await desk.says(f"{new_id}/check", {"version": ""}))[0] == 404
    assert await desk.made(LODSEN) == "lodsen-paa-aaen-2"


async def test_a_task_names_its_service_also_when_nothing_is_live_any_more(
    desk: Desk, kept: House
) -> None:
    new_id = await desk.made(LODSEN)
    (made,) = (await desk.known())["edits"]
    back = f"edits/{made['edit_id']}/withdraw"
    assert (await desk.says(back, {"reason": "x"}, "Amina"))[0] == 200

    started = process_of(kept)
    await started.refresh()

    assert (started.names[new_id], started.is_there(new_id)) == ("Lodsen på Åen", False)


async def test_a_new_centre_is_near_and_is_the_house_of_its_service(desk: Desk) -> None:
    new_id = await desk.made(FYRET)

    await desk.other.refresh()
    for process in (desk.running, desk.other):
        centre = process.services()[new_id]
        assert nearest([centre], AALBORG, MONDAY) == [centre]
        assert (centre.branch_of, centre.outreach) == ("headspace-centre", frozenset({0}))
        assert centre.needs == process.services()["headspace-centre"].needs
        assert centre.opening is not None
        assert centre.opening.state_at(MONDAY).is_open
        found = process.laid_out().matching.suggest(Sought(place=AALBORG), MONDAY)
        assert new_id in [one.service.id for one in found]
        assert lanes_of(centre)

    # Whoever moves it looks where to; and a service with a house cannot be taken from under it.
    moved = await desk.edits(new_id, address="Opfundet Gade 2, Aalborg")
    assert moved[1]["error"]["reason"].startswith("last_checked: the number is new")
    moved = await desk.edits(new_id, address="Opfundet Gade 2, Aalborg", looked_up=True)
    assert (moved[0], moved[1]["state"]) == (200, "proposed")
    desk.clock.moves(A_DAY)
    moved = await desk.edits(new_id, address="Opfundet Gade 3, Aalborg")
    assert moved[1]["error"]["reason"].startswith("last_checked: the number is new")
    whole = await desk.listed("headspace-centre")
    refused = await desk.says("headspace-centre/retire", {"version": whole["version"]})
    assert "fyret is a house of headspace-centre" in refused[1]["error"]["reason"]
    status, edit = await desk.edits(new_id, verified=False)
    assert (status, edit["state"]) == (200, "live")
    assert desk.running.services()[new_id].contacts_to_show.address is None


UNSEEN: dict[str, Any] = {**LODSEN, "verified": False, "last_checked": None, "checked_by": None}
OTHER = {**LODSEN["contacts"], "phone": "55 66 77 88"}


async def approved(desk: Desk, edit: dict[str, Any]) -> tuple[int, str]:
    """Amina says yes; what it is answered, and why not."""
    status, answer = await desk.says(f"edits/{edit['edit_id']}/approve", {}, "Amina")
    return status, str(answer.get("error", {}).get("reason"))


async def test_of_a_number_and_a_day_that_wait_together_only_one_is_agreed_to(desk: Desk) -> None:
    for turn in (1, -1):
        new_id = await desk.made({**UNSEEN, "name": f"Lodsen {turn}"})
        number = (await desk.edits(new_id, contacts=OTHER))[1]
        verify = (await desk.edits(new_id, verified=True, **LOOKED))[1]
        first, second = (number, verify)[::turn]

        assert (await approved(desk, first))[0] == 200
        status, why = await approved(desk, second)

        assert (status, why.startswith("last_checked: before the young")) == (400, True)
        shown = desk.running.services()[new_id].contacts_to_show.phone
        assert shown == (None if turn == 1 else "11 22 33 44")


async def test_a_number_put_in_while_hidden_is_not_shown_when_the_hiding_is_taken_back(
    desk: Desk,
) -> None:
    right = (await desk.listed())["entry"]["contacts"]
    hiding = (await desk.edits(verified=False))[1]["edit_id"]
    number = (await desk.edits(contacts={**right, "phone": "55 66 77 88"}))[1]
    assert (await approved(desk, number))[0] == 200
    back = f"edits/{hiding}/withdraw", {"reason": "x"}, "Amina"

    status, answer = await desk.says(*back)
    assert (status, answer["error"]["reason"].partition(":")[0]) == (400, "last_checked")
    assert desk.running.services()[ONE].contacts_to_show.phone is None

    # What the file itself says comes back; or the new number, when somebody has looked it up.
    away = f"edits/{number['edit_id']}/withdraw", {"reason": "x"}, "Amina"
    one = await desk.listed()
    assert (await desk.says(f"{ONE}/check", {"version": one["version"]}))[0] == 200
    assert (await desk.says(*back))[0] == 200
    assert desk.running.services()[ONE].contacts_to_show.phone == "55 66 77 88"
    assert (await desk.says(*away))[0] == 200
    assert desk.running.services()[ONE].contacts_to_show.phone == right["phone"]


async def test_two_who_decide_at_one_moment_show_no_number_that_nobody_looked_up(
    desk: Desk, kept: House
) -> None:
    new_id = await desk.made(UNSEEN)
    number = (await desk.edits(new_id, contacts=OTHER))[1]["edit_id"]
    verify = (await desk.edits(new_id, verified=True, **LOOKED))[1]["edit_id"]
    for one in (verify, number):  # each held to what stood before the other
        await kept.submit(
            Decide(one, Approve(StaffId("Amina")), directory_over(desk.running.base()))
        )

    await desk.other.refresh()

    assert desk.other.refused[new_id].startswith("last_checked")
    assert not desk.other.is_there(new_id)


async def test_what_waits_from_before_it_was_kept_what_was_looked_up_is_made_anew(
    desk: Desk, kept: House
) -> None:
    edit = Edit({"verified": True}, {"verified": False, "hours": "9-12"})
    one = Proposal("former", ONE, edit.written(), StaffId("Vera"), desk.clock())
    await kept.submit(Propose(one, directory_over(desk.running.base())))

    assert (await approved(desk, {"edit_id": "former"}))[0] == 409
    assert (await desk.says("edits/former/reject", {"reason": "lavet om"}, "Amina"))[0] == 200


BROKEN: tuple[tuple[dict[str, Any], dict[str, Any], str], ...] = (
    (LODSEN, {"name": "headspace chat"}, ""),
    (LODSEN, {"needs": ["weather"]}, "needs: unknown need weather"),
    (LODSEN, {"needs": []}, "needs: "),
    (LODSEN, {"source": []}, "verified without a source"),
    (LODSEN, {"contacts": {**LODSEN["contacts"], "phone": "ring"}}, "contacts.phone: not written"),
    (LODSEN, {"last_checked": None, "checked_by": None}, "last_checked: before the young"),
    (LODSEN, {"last_checked": "2026-11-23"}, "last_checked: this day has not come yet"),
    (LODSEN, {"opening": "week: ["}, "opening, line"),
    (FYRET, {"address": None}, "verified without a source and an address"),
    (FYRET, {"municipality": "9999"}, "municipality: unknown municipality 9999"),
    (FYRET, {"service": "no-such"}, "is a house of no-such, which is not there"),
    (FYRET, {"opening": '{"week": {"monday": ["12-17"]}}'}, "opening.week.monday.0"),
    (FYRET, {"outreach": ["mandag"]}, "outreach.0"),
)  # fmt: skip


async def test_what_a_file_would_not_take_is_not_taken_as_new(desk: Desk) -> None:
    named = desk.running.services()[ONE].name
    for entry, fields, said in BROKEN:
        wanted = {**entry, **fields} if said else {**entry, "name": named.upper()}
        status, answer = await desk.proposes(wanted)

        assert (status, answer["error"]["code"]) == (400, "broken_service"), fields
        assert (said or "name: the directory") in answer["error"]["reason"]
    assert (await desk.proposes({"name": "x"}))[1]["error"]["code"] == "malformed"
    assert (await desk.says("new", {"entry": LODSEN}, role="counsellor"))[0] == 403
    one = await desk.listed()
    body = {"version": one["version"], "entry": FYRET}
    assert (await desk.says(f"{ONE}/edit", body))[1]["error"]["code"] == "malformed"
    assert (await desk.known())["edits"] == []
