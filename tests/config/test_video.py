"""The room of video talks, as a policy and the environment name it."""

from pathlib import Path

import pytest

from config.exit_code import CannotGoOn, ExitCode
from config.policy import Policy
from config.settings import Settings
from config.video import checked, room_of

ROOM = "https://video.eksempel.dk/{room}"
SECRET = "s" * 32


def policy(folder: Path, room: str = ROOM, more: str = "") -> Policy:
    file = folder / "mine.yaml"
    text = f'opening: always\nvideo:\n  app_id: brobygger\n  room: "{room}"\n{more}'
    file.write_text(text, encoding="utf-8")
    return Policy.load(file)


def test_there_is_none_until_somebody_writes_where_it_is() -> None:
    assert Policy.load().video is None
    assert room_of(Policy.load(), Settings.load(video_secret=SECRET), b"") is None


@pytest.mark.parametrize(
    "room",
    [
        ROOM,
        "https://video.eksempel.dk:8443/{room}",
        "https://video.eksempel.dk/ungelinjen/{room}",
        "http://127.0.0.1:8000/{room}",
        "http://localhost:8000/{room}",
        "http://[::1]:8000/{room}",
    ],
)
def test_a_room_of_ones_own_is_taken_with_a_secret_that_is_shown_nowhere(
    tmp_path: Path, room: str
) -> None:
    settings = Settings.load(video_secret=SECRET)

    made = room_of(policy(tmp_path, room), settings, b"n" * 32)

    assert made is not None
    assert made.address == room
    assert not any(word in f"{settings!r}{made!r}" for word in (SECRET, "n" * 32))


@pytest.mark.parametrize(
    ("room", "says"),
    [
        ("http://video.eksempel.dk/{room}", "must begin with https://"),
        ("ftp://video.eksempel.dk/{room}", "must begin with https://"),
        ("javascript:alert(1)//{room}", "expected an address"),
        ("video.eksempel.dk/{room}", "expected an address"),
        ("https://{room}.eksempel.dk/{room}", "expected an address"),
        ("https://liv:hemmeligt@video.eksempel.dk/{room}", "expected an address"),
        ("https://video.eksempel.dk:port/{room}", "expected an address"),
        ("https://video.eksempel.dk/{room}?jwt=x", "must have no ?"),
        ("https://video.eksempel.dk/{room}#x", "must have no ?"),
        ("https://video.eksempel.dk/", "must end in /{room}"),
        ("https://video.eksempel.dk/x{room}", "must end in /{room}"),
        ("https://video.eksempel.dk/a/b/{room}", "must end in /{room}"),
        ("https://video.eksempel.dk/a b/{room}", "must have letters"),
    ],
)
def test_a_broken_address_refuses_to_start_with_file_line_and_key(
    tmp_path: Path, room: str, says: str
) -> None:
    with pytest.raises(CannotGoOn) as no:
        policy(tmp_path, room)

    assert no.value.code is ExitCode.BAD_SETTINGS
    assert no.value.sentence.startswith(f"{tmp_path}/mine.yaml line 4, video.room: {says}")
    assert "hemmeligt" not in no.value.sentence


@pytest.mark.parametrize("secret", [None, "short"])
def test_a_room_without_its_secret_refuses_to_start(tmp_path: Path, secret: str | None) -> None:
    with pytest.raises(CannotGoOn) as no:
        checked(policy(tmp_path), Settings.load(video_secret=secret))

    assert no.value.sentence.startswith("BROBYGGER_VIDEO_SECRET: ")
    assert "short" not in no.value.sentence


def test_nothing_is_booked_for_when_the_talk_is_forgotten(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="booked_at_most can't be longer than retention"):
        policy(tmp_path, more="  booked_at_most: 31 days\n")
