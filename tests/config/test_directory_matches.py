"""The directory the house comes with: for every need, age and place somebody is found."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest

from chat.domain.age_band import AGE_BANDS
from chat.domain.matching import Matching, Sought
from chat.domain.reason import POINTS, Reason
from chat.domain.service import NOBODY, Place
from chat.words import LANGUAGES, Words
from config.directory import Directory
from triage.verdict import Level

NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


@pytest.fixture(scope="module")
def matching(directory: Directory) -> Matching:
    return Matching(directory.services.values(), directory.needs)


def everybody(directory: Directory, *levels: Level) -> Iterator[Sought]:
    """Yield a question for every need, age band and region, both of them unknown too."""
    in_region = {region: code for code, region in directory.regions.items()}
    places = [Place(), *(directory.place_of(code) for code in in_region.values())]
    assert len(places) == 6
    for need, band, place, level in product(
        directory.needs.by_code, (None, *AGE_BANDS), places, levels
    ):
        yield Sought(chosen=(need,), age_band=band, place=place, level=level)


def test_for_every_need_age_and_region_somebody_verified_is_found(
    directory: Directory, matching: Matching
) -> None:
    for sought in everybody(directory, Level.NONE):
        found = matching.suggest(sought, NIGHT)

        assert any(one.service.can_be_called_on and one.service.verified for one in found), sought
        assert any(one.service.contacts_to_show != NOBODY for one in found), sought
        assert sought.is_emergency or all(one.service.verified for one in found), sought


def test_in_an_emergency_112_and_the_regions_own_come_first_for_everybody(
    directory: Directory, matching: Matching
) -> None:
    for sought in everybody(directory, Level.HIGH, Level.IMMINENT):
        first, second, *rest = (one.service for one in matching.suggest(sought, NIGHT))

        assert first.contacts_to_show.phone == "112", sought
        assert second.kind == "psychiatric_emergency", sought
        assert sought.place.region is None or second.area.regions == (sought.place.region,)
        assert any(one.verified for one in rest), sought
        assert all(one.verified for one in rest if one.kind != "psychiatric_emergency"), sought


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_can_be_said(directory: Directory, language: str) -> None:
    words = Words.load()
    places = {"min": 12, "max": 25, "wait": "3 uger", "from": "12", "to": "17:30"}

    said = {
        Reason(key, need="grief", places=places).in_words(words.say, directory.needs, language)
        for key in POINTS
    }

    assert len(said) == len(POINTS)
    assert not any("{" in sentence for sentence in said)
