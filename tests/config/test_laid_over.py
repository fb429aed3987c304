"""Edits laid over the files are worth what a file would be that said the same. All invented."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.domain.identifiers import StaffId
from chat.domain.service import Service
from config.directory import HERE, DirectoryFiles
from config.exit_code import CannotGoOn
from config.laid_over import LaidOver, base_of
from supervisor_console.directory.edits import RETIRED, Edit, Fields, stands
from supervisor_console.workbench.proposals import Proposal, State

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
AT_HAND = ("needs.yaml", "municipalities.csv", "return_words.yaml")
BRAND = (
    "name: B\norganisation: null\ncontact: null\nhelp: [{service: alarm-112, da: Nu, en: Now}]\n"
)
KEPT = ("alarm-112", "headspace-chat", "headspace-centre")
WEEK = {"week": {"monday": ["12:00-17:00"]}, "holidays": []}
NEW: Mapping[str, object] = {
    "name": "Lodsen", "kind": "community", "needs": ["loneliness"], "ages": {"min": 12, "max": 25},
    "area": {"level": "municipality", "regions": [], "municipalities": ["0851"]},
    "contacts": dict.fromkeys(("phone", "sms", "chat", "web", "email")), "access": "self",
    "source": [], "evidence": "", "verified": False, "to_check": [],
}  # fmt: skip
HOUSE: Mapping[str, object] = {
    "name": "Fyret", "service": "lodsen", "municipality": "0851", "address": "Opfundet Gade 1",
    "opening": WEEK, "outreach": ["monday"], "source": ["x"], "verified": True,
}  # fmt: skip
MADE = {"lodsen": NEW, "fyret": HOUSE}
CHANGES: Sequence[tuple[str, Mapping[str, object]]] = (
    *MADE.items(),
    ("molen", {**HOUSE, "service": "headspace-centre"}),
    ("headspace-chat", {"hours": "hele dagen"}),
    ("headspace-chat", {"needs": ["weather"]}),
    ("headspace-chat", {"contacts": {"phone": "11 22 33 44"}}),
    ("headspace-chat", {"contacts": {"web": "opfundet.dk"}}),
    ("headspace-chat", {"opening": WEEK}),
    ("headspace-centre", {"name": "Husene"}),
    ("headspace-centre", {RETIRED: True}),
    ("lodsen", {"anonymous": True}),
    ("lodsen", {"area": {"municipalities": ["0101"]}}),
    ("fyret", {"municipality": "0000"}),
    ("fyret", {"phone": "55 66 77 88"}),
    ("fyret", {RETIRED: True}),
)
"""No two of them change the same thing."""


def folder_of(entries: Mapping[str, Fields], folder: Path) -> Path:
    for name in AT_HAND:
        shutil.copyfile(HERE / name, folder / name)
    (folder / "brand.yaml").write_text(BRAND, encoding="utf-8")
    there = [{**one, "id": name} for name, one in entries.items() if not one.get(RETIRED)]
    plain = [{key: value for key, value in one.items() if key != RETIRED} for one in there]
    services = [one for one in plain if "service" not in one]
    written = {"version": 1, "compiled": "x", "kinds": list(FILES.kinds), "services": services}
    (folder / "services.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    centres = {"centres": [one for one in plain if "service" in one]}
    (folder / "centres.yaml").write_text(yaml.safe_dump(centres), encoding="utf-8")
    return folder


def read(entries: Mapping[str, Fields]) -> DirectoryFiles:
    with TemporaryDirectory() as folder:
        return DirectoryFiles.read(folder_of(entries, Path(folder)))


FILES = DirectoryFiles.read()
BASE = {name: base_of(FILES.raw[name]) for name in KEPT}
SMALL = read(BASE)


def edits_of(changes: Sequence[tuple[str, Mapping[str, object]]]) -> list[Proposal]:
    """Make each change upon those before it; what is not there yet is changed when it is."""
    live: list[Proposal] = []
    waiting = list(changes)
    while waiting:
        now = LaidOver.of(SMALL, BASE, live).entries
        ready = next((one for one in waiting if one[0] in now or one[1].get("name")), None)
        if ready is None:
            break
        waiting.remove(ready)
        name, change = ready
        before = now.get(name, {})
        edit = Edit.between(before, stands(before, [Edit({}, change)]))
        at = NOON + timedelta(minutes=len(live))
        vera = StaffId("vera")
        live.append(Proposal(f"{len(live)}", name, edit.written(), vera, at, State.LIVE))
    return live


def laid(live: Sequence[Proposal]) -> Mapping[str, Service] | None:
    """Return what the edits make of the small directory; `None` where it is refused."""
    over = LaidOver.of(SMALL, BASE, live)
    try:
        return None if over.refused else SMALL.directory(over.over).services
    except CannotGoOn:
        return None


def filed(entries: Mapping[str, Fields]) -> Mapping[str, Service] | None:
    """Return what a folder makes of the same entries; `None` where it is refused."""
    try:
        return read(entries).directory().services
    except CannotGoOn:
        return None


@settings(max_examples=30)
@given(st.lists(st.sampled_from(CHANGES), unique_by=CHANGES.index), st.randoms())
def test_edits_in_any_order_are_a_file_that_says_the_same(
    changes: list[tuple[str, Mapping[str, object]]], chance: Random
) -> None:
    first = edits_of(changes)
    chance.shuffle(changes)
    second = edits_of(changes)

    assert len(first) == len(second)
    assert laid(first) == laid(second) == filed(LaidOver.of(SMALL, BASE, first).entries)


def test_all_that_fits_is_laid_over_at_once() -> None:
    fits = [one for one in CHANGES if one[1].get("needs") != ["weather"] and "0000" not in str(one)]
    services = laid(edits_of([one for one in fits if not one[1].get(RETIRED)]))

    assert services is not None
    assert {one.branch_of for one in services.values()} == {None, "lodsen", "headspace-centre"}
    assert services["lodsen"].area.municipalities == ("0101",)
    contacts = services["headspace-chat"].contacts
    assert (contacts.phone, contacts.web) == ("11 22 33 44", "opfundet.dk")


def test_a_file_that_got_an_entry_of_the_same_id_is_not_covered_by_the_new_one() -> None:
    made = edits_of([("lodsen", NEW)])
    own = {**BASE, "lodsen": base_of({**NEW, "name": "Filens Lods"})}

    over = LaidOver.of(read(own), own, made)

    assert over.refused.keys() == {"lodsen"}
    assert over.over["lodsen"] is not None
    assert over.over["lodsen"].name == "Filens Lods"


def test_an_edit_of_what_nobody_made_any_more_lies_over_nothing() -> None:
    made, upon = edits_of([("lodsen", NEW), ("lodsen", {"anonymous": True})])

    assert LaidOver.of(SMALL, BASE, [upon]) == LaidOver(BASE, {}, {})
    assert LaidOver.of(SMALL, BASE, [made, upon]).entries["lodsen"]["anonymous"] is True


def test_a_new_service_stands_before_its_house_and_goes_after_it() -> None:
    both = edits_of([("lodsen", NEW), ("fyret", {**HOUSE})])
    gone = edits_of(
        [("lodsen", NEW), ("fyret", HOUSE), ("fyret", {RETIRED: True}), ("lodsen", {RETIRED: True})]
    )

    names = [[name for name, _ in LaidOver.of(SMALL, BASE, live).in_order] for live in (both, gone)]
    assert names == [["lodsen", "fyret"], ["fyret", "lodsen"]]
