"""Matching: somebody is always found, nothing unverified is told, and danger comes first."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chat.domain.matching import LOOKED_AT, MOST, Matching, Sought, Suggestion
from chat.domain.need import Need, Needs
from chat.domain.opening_hours import OpeningHours
from chat.domain.reason import POINTS
from chat.domain.service import NOBODY, Ages, Area, Contacts, Place, Service
from triage.verdict import Level

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
AALBORG = Place("0851", "1081")
NEEDS = Needs(
    {
        code: Need(code, code, code, (topic,), Level.HIGH)
        for code, topic in (
            ("acute_danger", "-"),
            ("suicide", "suicide"),
            ("loneliness", "loneliness"),
            ("general", "other"),
        )
    }
)


def service(name: str, *needs: str, kind: str = "helpline", phone: str | None = None) -> Service:
    return Service(
        id=name,
        name=name,
        kind=kind,
        needs=needs,
        ages=Ages(),
        area=Area(),
        contacts=Contacts(phone=phone),
        access="self",
        verified=True,
    )


ALARM = service("alarm", "acute_danger", kind="emergency", phone="112")
LINE = service("line", "suicide")
FRIENDS = service("friends", "loneliness", kind="community")
ANYONE = service("anyone", "general")
HERE = replace(
    service("here", "suicide", kind="psychiatric_emergency"),
    area=Area("region", ("1081",)),
    verified=False,
    contacts=Contacts(phone="11 22 33 44"),
)
COUNTRY = service("country", "suicide", kind="psychiatric_emergency")
DOCTOR = replace(
    service("doctor", "suicide", kind="medical_out_of_hours"), area=Area("region", ("1081",))
)
ALL = (ALARM, LINE, FRIENDS, ANYONE, HERE, COUNTRY, DOCTOR)


def suggested(sought: Sought, *services: Service) -> list[Suggestion]:
    return Matching(services or ALL, NEEDS).suggest(sought, NOON)


def names(found: list[Suggestion]) -> list[str]:
    return [one.service.name for one in found]


def keys(found: list[Suggestion], name: str) -> list[str]:
    return next([why.key for why in one.reasons] for one in found if one.service.name == name)


@pytest.mark.parametrize(
    "sought",
    [
        Sought(level=Level.HIGH, place=AALBORG),
        Sought(chosen=("acute_danger",), place=AALBORG),
        Sought(topics=("loneliness",), chosen=("loneliness",), level=Level.HIGH, place=AALBORG),
    ],
)
def test_in_an_emergency_112_comes_first_and_then_the_regions_own(sought: Sought) -> None:
    assert names(suggested(sought))[:4] == ["alarm", "here", "country", "doctor"]


def test_with_the_place_unknown_112_and_the_countrys_own_come_first() -> None:
    found = suggested(Sought(topics=("suicide",), level=Level.IMMINENT))

    assert names(found)[:2] == ["alarm", "country"]
    assert "here" not in names(found)
    assert "match.place_unknown" in keys(found, "doctor")


def test_nothing_unverified_is_suggested_but_the_regions_emergency_without_its_number() -> None:
    calm = suggested(Sought(topics=("suicide",), place=AALBORG))
    urgent = suggested(Sought(level=Level.HIGH, place=AALBORG))

    assert "here" not in names(calm)
    assert "match.unchecked" in keys(urgent, "here")
    assert urgent[1].service.contacts_to_show == NOBODY


def test_who_talks_about_anything_comes_after_who_is_there_for_the_need() -> None:
    assert names(suggested(Sought(topics=("loneliness",)))) == ["friends", "anyone"]


def test_without_any_word_of_what_it_is_somebody_to_talk_to_is_found() -> None:
    assert names(suggested(Sought())) == ["anyone"]


def test_where_one_helps_others_stands_beside_who_helps_and_says_so() -> None:
    helpers = service("helpers", "loneliness", kind="volunteering")

    found = suggested(Sought(topics=("loneliness",)), ALARM, FRIENDS, helpers)

    assert names(found) == ["friends", "helpers"]
    assert "match.contributes" in keys(found, "helpers")
    assert "match.together" in keys(found, "friends")


def test_what_a_counsellor_has_chosen_goes_before_what_topics_say() -> None:
    found = suggested(Sought(topics=("suicide",), chosen=("loneliness",)))

    assert names(found)[0] == "friends"


def test_an_age_it_is_not_for_leaves_it_out_and_one_unknown_asks() -> None:
    grown = replace(LINE, ages=Ages(18, None))
    sought = Sought(topics=("suicide",))

    assert names(suggested(replace(sought, age_band="12_14"), ALARM, grown)) == []
    assert "match.age_ask" in keys(suggested(sought, ALARM, grown), "line")
    assert "match.age_ask" not in keys(
        suggested(replace(sought, age_band="18_20"), ALARM, grown), "line"
    )


def test_among_equals_the_open_the_near_and_the_anonymous_come_first() -> None:
    plain = replace(LINE, name="a plain one")
    near = replace(LINE, name="near", area=Area("municipality", (), ("0851",)))
    unknown = replace(LINE, name="unknown", anonymous=True)
    shut = replace(LINE, name="shut", anonymous=False, opening=OpeningHours())
    ready = replace(near, name="open", opening=OpeningHours(always=True))
    sought = Sought(topics=("suicide",), place=AALBORG, anonymous=True)

    found = suggested(sought, ALARM, plain, near, unknown, shut, ready)

    assert names(found) == ["open", "unknown", "near", "a plain one", "shut"]
    assert found[0].door is not None
    assert found[0].door.is_open
    assert found[-1].door is not None
    assert found[-1].door.next_open is None
    assert found[1].door is None


def test_a_score_is_the_sum_of_its_reasons() -> None:
    for one in suggested(Sought(topics=("suicide", "loneliness"), level=Level.HIGH)):
        assert one.score == sum(POINTS[why.key] + why.extra for why in one.reasons)


def test_the_list_is_short_and_the_same_each_time() -> None:
    many = [replace(LINE, id=f"s{number}", name=f"{number:03}") for number in range(100)]
    sought = Sought(topics=("suicide",))

    forwards, backwards = suggested(sought, ALARM, *many), suggested(sought, *many[::-1], ALARM)

    assert names(forwards) == names(backwards) == [f"{number:03}" for number in range(MOST)]


@pytest.mark.parametrize(
    "alarm",
    [
        replace(ALARM, verified=False),
        replace(ALARM, ages=Ages(18, None)),
        replace(ALARM, area=Area("region", ("1081",))),
        replace(ALARM, contacts=Contacts(phone="114")),
    ],
)
def test_a_directory_without_112_for_everybody_is_refused(alarm: Service) -> None:
    with pytest.raises(ValueError, match="112"):
        Matching([alarm, LINE], NEEDS)


def counted(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[str]:
    """Let each call of a method leave its name in the list."""
    method, calls = getattr(owner, name), []

    def called(*given: object) -> object:
        calls.append(name)
        return method(*given)

    monkeypatch.setattr(owner, name, called)
    return calls


def test_only_those_the_question_concerns_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand services: a question walks through those of its needs, and asks few clocks."""
    many = [
        replace(
            service(f"s{number}", "suicide" if number % 20 == 0 else "loneliness"),
            opening=OpeningHours(always=True),
        )
        for number in range(1000)
    ]
    elsewhere = [
        replace(one, id=f"{one.id}-elsewhere", area=Area("municipality", (), ("0101",)))
        for one in many
    ]
    matching = Matching([ALARM, *many, *elsewhere], NEEDS)
    areas, clocks = (
        counted(monkeypatch, Area, "fit"),
        counted(monkeypatch, OpeningHours, "state_at"),
    )

    matching.suggest(Sought(topics=("suicide",), place=AALBORG), NOON)

    assert len(areas) == LOOKED_AT
    assert len(clocks) == LOOKED_AT
