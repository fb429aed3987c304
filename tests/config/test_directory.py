"""The directory and the help lines a young person is shown."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chat.domain.service import Place
from config.directory import HERE, Directory
from config.exit_code import CannotGoOn


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        *("services.yaml", "needs.yaml", "municipalities.csv"),
        *("brand.yaml", "return_words.yaml", "centres.yaml"),
    ):
        shutil.copyfile(HERE / name, tmp_path / name)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_112_comes_first_and_every_line_has_a_number() -> None:
    lines = Directory.load().help_lines()

    assert lines[0].phone == "112"
    assert all(line.phone for line in lines)
    assert [line.phone for line in lines].count("112") == 1


def test_a_line_is_called_open_only_where_its_hours_say_always() -> None:
    directory = Directory.load()
    lines = {line.id: line for line in directory.help_lines()}

    assert lines["boernetelefonen"].open_now is True
    assert lines["livslinien"].open_now is None
    assert directory.services["laegevagt-midtjylland"].open_now is None


def test_hours_a_clock_can_read_are_read() -> None:
    opening = Directory.load().services["laegevagt-midtjylland"].opening

    assert opening is not None
    assert not opening.state_at(datetime(2026, 11, 23, 9, tzinfo=UTC)).is_open
    assert opening.state_at(datetime(2026, 11, 23, 6, tzinfo=UTC)).is_open
    assert opening.state_at(datetime(2026, 11, 22, 9, tzinfo=UTC)).is_open
    assert opening.state_at(datetime(2026, 12, 25, 9, tzinfo=UTC)).is_open


def test_hours_a_young_person_may_see_hold_no_note_to_those_who_check_them() -> None:
    shown = [one.hours for one in Directory.load().services.values() if one.verified and one.hours]

    assert shown
    assert not [hours for hours in shown if "(" in hours]


def test_a_municipality_says_its_region() -> None:
    directory = Directory.load()

    assert directory.place_of("0851") == Place("0851", "1081")
    assert directory.place_of("9999") == directory.place_of(None) == Place()


def test_english_says_what_a_line_is_for_in_english() -> None:
    danish, english = Directory.load().help_lines("da"), Directory.load().help_lines("en")

    assert all(one.about != other.about for one, other in zip(danish, english, strict=True))


def test_every_municipality_is_there() -> None:
    municipalities = Directory.load().municipalities

    assert len(municipalities) == 98
    assert municipalities["0101"] == "København"


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("brand.yaml", "livslinien", "laegevagt-nordjylland", "not verified"),
        ("brand.yaml", "livslinien", "akut-1813", "not open to anyone in the country"),
        ("brand.yaml", "livslinien", "livslinjen", "no service in services.yaml has this id"),
        ("brand.yaml", "alarm-112", "politi-114", "112 comes first"),
        ("brand.yaml", "name: Brobygger", 'name: ""', "line 3, name: String should have"),
        ("services.yaml", "id: politi-114", "id: alarm-112", "alarm-112 is listed twice"),
        ("services.yaml", "  kind: emergency", "  kind: emergencies", "unknown kind emergencies"),
        ("services.yaml", "[acute_danger, suicide,", "[acute, suicide,", "unknown need acute"),
        ("services.yaml", "  access: self", "  access: everybody", "access: Input should be"),
        ("services.yaml", "['1084']", "['1094']", "area.regions: unknown region 1094"),
        ("services.yaml", "level: region, ", "level: national, ", "level national with a region"),
        ("services.yaml", "min: 12, max: 25", "min: 25, max: 12", "min is higher than max"),
        ("services.yaml", "'112'", "'112x'", "contacts.phone: String should match"),
        (
            "services.yaml",
            "web: livslinien.dk",
            "web: http://x",
            "contacts.web: String should match",
        ),
        ("services.yaml", "opening: always", "opening: sometimes", "opening: Input should be"),
        ("services.yaml", 'holidays: ["00', 'days: ["00', "opening.days: Extra inputs"),
        ("services.yaml", "last_checked: null", "last_checked: 2026-11-31", "day is out of range"),
        ("services.yaml", "last_checked: null", "last_checked: tomorrow", "last_checked: Input"),
        ("services.yaml", "last_checked: null", "last_checked: 2026-11-20", "go together"),
        (
            "services.yaml",
            "opening: always",
            "opening: {week: {monday: []}}",
            "says nothing of hol",
        ),
        ("municipalities.csv", "0147", "0101", "municipalities.csv line 3: expected a new code"),
        ("municipalities.csv", "0147,Frederiksberg,1084", "0147,Frederiksberg,", "a region_code"),
        ("municipalities.csv", "0147", "147", "municipalities.csv line 3: expected a new code"),
    ],
)
def test_a_slip_in_the_data_is_answered_with_its_place(
    folder: Path, file: str, old: str, new: str, sentence: str
) -> None:
    change(folder / file, old, new)

    with pytest.raises(CannotGoOn) as ending:
        Directory.load(folder)

    assert file in ending.value.sentence
    assert sentence in ending.value.sentence


def test_the_young_persons_page_offers_the_municipalities_of_the_directory() -> None:
    offered = json.loads((HERE.parent / "chat/web/young/municipalities.json").read_text("utf-8"))

    assert dict(offered) == Directory.load().municipalities
