"""Centres: the nearest by municipality and region, and whether one can drop in today or tomorrow.

Every centre here is invented.
"""

from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.centre import MOST_NEAR, nearest, these_days
from chat.domain.matching import Matching, Sought
from chat.domain.need import Need, Needs
from chat.domain.opening_hours import DENMARK, OpeningHours, Span
from chat.domain.service import Ages, Area, Contacts, Place, Service
from triage.verdict import Level

ALARM = Service(
    id="alarm",
    name="Alarm",
    kind="emergency",
    needs=("general",),
    ages=Ages(),
    area=Area(),
    contacts=Contacts(phone="112"),
    access="self",
    verified=True,
)
HOUSES = replace(
    ALARM, id="houses", name="Husene", kind="youth_centre", contacts=Contacts(web="a.dk")
)
AFTERNOONS = OpeningHours(
    {**dict.fromkeys(range(4), (Span(time(12), time(17, 30)),)), 4: ()}, holidays=()
)
AALBORG, HERNING, BOERGLUM = Place("0851", "1081"), Place("0657", "1082"), Place("0860", "1081")
NEEDS = Needs({"general": Need("general", "Alt", "Anything", ("other",), Level.HIGH)})


def centre(
    name: str,
    municipality: str,
    region: str,
    opening: OpeningHours | None = AFTERNOONS,
    outreach: frozenset[int] = frozenset(),
) -> Service:
    return replace(
        HOUSES,
        id=name,
        name=name,
        area=Area("centre", (region,), (municipality,)),
        contacts=Contacts(address="Opfundet Gade 1"),
        branch_of="houses",
        opening=opening,
        outreach=outreach,
    )


HERE = centre("Her", "0851", "1081", outreach=frozenset({1}))
NEAR = centre("Nær", "0810", "1081")
FAR = centre("Fjern", "0101", "1084")


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=DENMARK)


MONDAY_NOON = at(23, 13)


def names(place: Place, *centres: Service) -> list[str]:
    return [one.name for one in nearest(centres, place, MONDAY_NOON)]


def test_near_is_the_municipality_else_the_region_else_nothing() -> None:
    assert names(AALBORG, FAR, NEAR, HERE) == ["Her"]
    assert names(BOERGLUM, FAR, HERE) == ["Her"]
    assert names(HERNING, FAR, NEAR, HERE) == []
    assert names(Place(), FAR, NEAR, HERE) == []
    assert names(Place(None, "1081"), NEAR, FAR) == ["Nær"]


def test_of_many_those_that_open_first_are_named() -> None:
    unknown = centre("A", "0810", "1081", opening=None)
    friday = OpeningHours({4: (Span(time(9), time(10)),)}, holidays=())
    later = centre("B", "0810", "1081", opening=friday)
    never = centre("C", "0810", "1081", opening=OpeningHours())

    assert names(BOERGLUM, never, unknown, later, NEAR) == ["Nær", "B"]


PLACES = st.builds(
    Place, st.sampled_from([None, "0851", "0860", "0657"]), st.sampled_from([None, "1081", "1082"])
)
SOME = st.lists(
    st.builds(centre, st.text("ab"), st.sampled_from(["0851", "0657"]), st.just("1081")), max_size=5
)


@given(SOME, PLACES)
def test_no_centre_of_another_region_is_ever_near(centres: list[Service], place: Place) -> None:
    found = nearest(centres, place, MONDAY_NOON)

    assert len(found) <= MOST_NEAR
    own = [one for one in centres if place.municipality in one.area.municipalities]
    assert all(one in own or (not own and place.region in one.area.regions) for one in found)
    assert bool(found) == bool(own or [one for one in centres if place.region in one.area.regions])


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at(23, 13), [("match.drop_in_now", "17:30")]),
        (at(23, 9), [("match.drop_in_today", "17:30")]),
        (at(23, 20), [("match.drop_in_tomorrow", "17:30"), ("match.outreach_tomorrow", None)]),
        (at(24, 13), [("match.drop_in_now", "17:30"), ("match.outreach_today", None)]),
        (at(26, 20), []),  # Friday is closed
        (at(23, 20, month=12), []),  # then comes Christmas, and the weekend
    ],
)
def test_one_can_drop_in_today_or_tomorrow_or_nothing_is_said(
    now: datetime, said: list[tuple[str, str | None]]
) -> None:
    assert [(why.key, why.places.get("to")) for why in these_days(HERE, now)] == said


def test_hours_stand_in_danish_time_as_one_says_them() -> None:
    assert these_days(HERE, at(23, 9))[0].places == {"from": "12", "to": "17:30"}
    assert these_days(HOUSES, MONDAY_NOON) == ()
    assert these_days(replace(HERE, opening=OpeningHours(always=True)), MONDAY_NOON) == ()


def test_the_nearest_stands_instead_of_the_service_it_is_one_house_of() -> None:
    matching = Matching(
        [ALARM, HOUSES, HERE, NEAR, FAR, replace(FAR, id="x", verified=False)], NEEDS
    )

    def found(place: Place) -> list[str]:
        sought = Sought(chosen=("general",), place=place)
        return [one.service.name for one in matching.suggest(sought, MONDAY_NOON)]

    assert found(AALBORG) == ["Her", "Alarm"]
    assert found(HERNING) == found(Place()) == ["Alarm", "Husene"]
    first = matching.suggest(Sought(chosen=("general",), place=AALBORG), MONDAY_NOON)[0]
    assert {"match.centre_here", "match.drop_in_now"} <= {why.key for why in first.reasons}
