"""The register of centres: each a house of a service, or a mistake with its place. All invented."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from chat.actions.helping_on import lanes_of
from chat.domain.bridge import Lane
from chat.domain.service import NOBODY, Area, stale
from config.directory import HERE, Directory
from config.exit_code import CannotGoOn

CENTRE = """centres:
- id: opfundet-centre
  service: headspace-centre
  name: Det opfundne center
  municipality: '0851'
  address: Opfundet Gade 1, Aalborg
  opening:
    week: {monday: ["12:00-17:00"]}
    holidays: []
  outreach: [monday]
  source: [invented for this test]
  verified: true
  last_checked: 2026-11-01
  checked_by: TT
"""
FILES = ("services.yaml", "needs.yaml", "municipalities.csv", "brand.yaml", "return_words.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copyfile(HERE / name, tmp_path / name)
    (tmp_path / "centres.yaml").write_text(CENTRE, encoding="utf-8")
    return tmp_path


def test_a_centre_is_a_service_of_its_own_place(folder: Path) -> None:
    directory = Directory.load(folder)
    whole, centre = directory.services["headspace-centre"], directory.services["opfundet-centre"]

    assert directory.centres == [centre]
    assert (centre.needs, centre.ages, centre.branch_of) == (whole.needs, whole.ages, whole.id)
    assert centre.area == Area("centre", ("1081",), ("0851",))
    assert centre.contacts_to_show.address == "Opfundet Gade 1, Aalborg"
    assert (centre.contacts.phone, centre.outreach) == (None, frozenset({0}))
    assert lanes_of(centre) == (Lane.SELF, Lane.HAND_OVER)
    assert [one.service for one in stale([centre], date(2027, 6, 1))] == [centre]


def test_an_unverified_centre_shows_nobody_where_it_is(folder: Path) -> None:
    text = CENTRE.replace("verified: true", "verified: false")
    (folder / "centres.yaml").write_text(text, encoding="utf-8")
    centre = Directory.load(folder).services["opfundet-centre"]

    assert centre.contacts_to_show == NOBODY
    assert lanes_of(centre) == ()


def test_the_house_comes_with_no_centre_and_invents_none() -> None:
    assert Directory.load().centres == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("headspace-centre", "no-such", "line 3, centres.0.service: no service in services.yaml"),
        ("'0851'", "'9999'", "line 5, centres.0.municipality: unknown municipality 9999"),
        ("id: opfundet-centre", "id: alarm-112", "line 2, centres.0.id: alarm-112 is listed twice"),
        ("address: Opfundet Gade 1, Aalborg", "address: null", "without a source and an address"),
        ("[invented for this test]", "[]", "without a source and an address"),
        ("    holidays: []\n", "", "says nothing of holidays"),
        ("12:00-17:00", "12-17", "expected hours such as"),
        ("[monday]", "[mandag]", "line 10, centres.0.outreach.0: Input should be"),
        ("  checked_by: TT", "  checked_by: null", "go together"),
        ("  name: Det opfundne center\n", "", "line 2, centres.0.name: Field required"),
    ],
)
def test_a_slip_is_answered_with_its_place(folder: Path, old: str, new: str, sentence: str) -> None:
    assert old in CENTRE
    (folder / "centres.yaml").write_text(CENTRE.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CannotGoOn) as ending:
        Directory.load(folder)

    assert "centres.yaml" in ending.value.sentence
    assert sentence in ending.value.sentence
