"""A service of the directory: for whom, where, and whether somebody has looked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chat.domain.service import (
    CHECKED_FOR,
    NOBODY,
    Ages,
    Area,
    Contacts,
    Fit,
    Place,
    Service,
    StaleReason,
    stale,
)

TODAY = date(2026, 11, 22)
COPENHAGEN = Place("0101", "1084")
SERVICE = Service(
    id="invented",
    name="Det opfundne tilbud",
    kind="helpline",
    needs=("general",),
    ages=Ages(),
    area=Area(),
    contacts=Contacts(phone="00 00 00 00"),
    access="self",
    verified=True,
    last_checked=TODAY,
    checked_by="NN",
)


@pytest.mark.parametrize(
    ("ages", "band", "fit"),
    [
        (Ages(12, 25), "12_14", Fit.WHOLLY),
        (Ages(14, 25), "12_14", Fit.PARTLY),
        (Ages(15, None), "12_14", Fit.NOT),
        (Ages(None, 17), "18_20", Fit.NOT),
        (Ages(None, 27), "over_25", Fit.PARTLY),
        (Ages(18, None), "over_25", Fit.WHOLLY),
        (Ages(0, 13), "under_12", Fit.WHOLLY),
        (Ages(12, 25), None, Fit.PARTLY),
        (Ages(), None, Fit.WHOLLY),
    ],
)
def test_an_age_band_suits_wholly_partly_or_not(ages: Ages, band: str | None, fit: Fit) -> None:
    assert ages.fit(band) is fit


@pytest.mark.parametrize(
    ("area", "place", "fit"),
    [
        (Area(), Place(), Fit.WHOLLY),
        (Area("municipality_generic"), Place(), Fit.WHOLLY),
        (Area("region", ("1084",)), COPENHAGEN, Fit.WHOLLY),
        (Area("region", ("1081",)), COPENHAGEN, Fit.NOT),
        (Area("region", ("1081",)), Place(), Fit.PARTLY),
        (Area("municipality", (), ("0101",)), COPENHAGEN, Fit.WHOLLY),
        (Area("municipality", (), ("0147",)), COPENHAGEN, Fit.NOT),
        (Area("municipality", (), ("0101",)), Place(), Fit.NOT),
    ],
)
def test_an_area_covers_a_place_or_not(area: Area, place: Place, fit: Fit) -> None:
    assert area.fit(place) is fit


def test_nobody_is_told_a_number_no_one_has_verified() -> None:
    assert SERVICE.contacts_to_show.phone == "00 00 00 00"
    assert replace(SERVICE, verified=False).contacts_to_show == NOBODY


def test_stale_entries_are_named_what_the_young_may_see_first() -> None:
    fresh = replace(SERVICE, id="fresh", last_checked=TODAY - CHECKED_FOR)
    old = replace(SERVICE, id="old", last_checked=TODAY - CHECKED_FOR - timedelta(days=1))
    never = replace(SERVICE, id="never", last_checked=None)
    slip = replace(SERVICE, id="slip", last_checked=date(2062, 11, 22))
    unseen = replace(never, id="unseen", verified=False)

    found = [(one.service.id, one.why) for one in stale([unseen, slip, fresh, old, never], TODAY)]

    assert found == [
        ("never", StaleReason.NEVER),
        ("old", StaleReason.LONG_AGO),
        ("slip", StaleReason.TO_COME),
        ("unseen", StaleReason.NEVER),
    ]
