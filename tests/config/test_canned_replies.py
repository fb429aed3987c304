"""Canned replies: each a text one would be glad to receive, and no number nobody has checked."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.pages.replies import PHASES, SHELVES, Reply
from config.canned_replies import HERE, load_replies
from config.directory import Directory
from config.exit_code import CannotGoOn
from tests.house.test_readable import lix

SHOUTED = re.compile(
    r"[!😀-🙏]|\b(desværre|husk at|bare rolig|skal nok gå"
    r"|unfortunately|remember to|don't worry|will be (fine|okay|all right))\b",
    re.IGNORECASE,
)
METHODS = re.compile(
    r"\b(piller?\w*|kniv\w*|skær(e|er|et)?|reb\w*|tog(et)?|bro(en)?|hæng\w*|barber\w*|gift\w*"
    r"|pills?|kni(fe|ves)|cut\w*|ropes?|trains?|bridges?|hang\w*|razors?|poison\w*|jump\w*)\b",
    re.IGNORECASE,
)
"""No word of a method, not even to warn of it; the lexicon knows them, the young need not."""


DANISH = re.compile(r"\b(jeg|du|ikke|og|det|hvad|hvor|som|vil)\b", re.IGNORECASE)


def both(replies: tuple[Reply, ...]) -> Iterator[tuple[str, str]]:
    """Every text by its reply's name, in both languages."""
    for reply in replies:
        yield from ((reply.id, reply.text), (reply.id, reply.text_en))


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory.load()


@pytest.fixture(scope="module")
def replies(directory: Directory) -> tuple[Reply, ...]:
    return load_replies(directory)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE, tmp_path / "replies"))


def test_there_is_something_on_every_shelf_and_the_phases_come_first(
    replies: tuple[Reply, ...],
) -> None:
    shelves = list(dict.fromkeys(reply.shelf for reply in replies))

    assert tuple(shelves) == SHELVES
    assert SHELVES[: len(PHASES)] == PHASES


def test_every_reply_speaks_as_the_house_does(replies: tuple[Reply, ...]) -> None:
    texts = list(both(replies))
    loud = [name for name, text in texts if SHOUTED.search(text)]
    unended = [name for name, text in texts if text[-1] not in ".?"]
    long = [name for name, text in texts if len(text) > 160]
    questions = [name for name, text in texts if text.count("?") > 2]

    assert (loud, unended, long, questions) == ([], [], [], [])


def test_no_reply_names_a_method(replies: tuple[Reply, ...]) -> None:
    assert [name for name, text in both(replies) if METHODS.search(text)] == []


def test_a_tired_14_year_old_can_read_every_reply(replies: tuple[Reply, ...]) -> None:
    hard = {(name, text): round(lix([text])) for name, text in both(replies)}

    assert {name: value for name, value in hard.items() if value > 40} == {}
    assert lix([reply.text for reply in replies]) <= 25
    assert lix([reply.text_en for reply in replies]) <= 25


def test_no_two_replies_say_the_same(replies: tuple[Reply, ...]) -> None:
    assert len({text for _, text in both(replies)}) == 2 * len(replies)


def test_every_reply_is_there_in_danish_and_in_english(replies: tuple[Reply, ...]) -> None:
    mixed = [reply.id for reply in replies if DANISH.search(reply.text_en)]
    half = [reply.id for reply in replies if not 0.5 < len(reply.text_en) / len(reply.text) < 2]

    assert (mixed, half) == ([], [])


def test_numbers_come_from_the_directory(directory: Directory, replies: tuple[Reply, ...]) -> None:
    line = next(reply.text for reply in replies if reply.id == "suicide_line")

    assert str(directory.services["livslinien"].contacts.phone) in line
    assert "{phone" not in " ".join(text for _, text in both(replies))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("{phone.livslinien}", "70 201 201", "suicide_line.text: a number is written as"),
        ("{phone.livslinien}", "{phone.nowhere}", "no service in services.yaml has this id"),
        ("{phone.livslinien}", "{phone.laegevagt-nordjylland}", "not verified"),
        ("{phone.livslinien}", "{my_name}", "unknown place {my_name}"),
        ("{phone.livslinien}", "{phone.livslinien", "a { or } that is no place"),
        ("call Livslinien on {phone.livslinien}", "call them", "the same places"),
        (
            "topics: [suicide]\nkeep",
            "topics: [sad]\nkeep",
            "suicide_line.topics.0: not a topic",
        ),
        ("suicide_line:", "Suicide line:", "Suicide line"),
        ("suicide_line:\n  text: Du", "suicide_line:\n  texts: Du", "suicide_line"),
        ("suicide_line:", "doctor:", "doctor is given twice"),
        ("suicide_line:", "hello:", "contact.yaml has it already"),
    ],
)
def test_a_slip_is_answered_with_file_line_and_key(
    directory: Directory, folder: Path, old: str, new: str, sentence: str
) -> None:
    file = folder / "ways.yaml"
    written = file.read_text(encoding="utf-8")
    assert old in written
    file.write_text(written.replace(old, new), encoding="utf-8")

    with pytest.raises(CannotGoOn, match=re.escape(sentence)) as ended:
        load_replies(directory, folder)

    assert re.search(r"ways\.yaml line \d+", str(ended.value))


def test_a_shelf_nobody_looks_on_is_said(directory: Directory, folder: Path) -> None:
    (folder / "smalltalk.yaml").write_text("hi:\n  text: Hej.\n", encoding="utf-8")

    with pytest.raises(CannotGoOn, match="smalltalk"):
        load_replies(directory, folder)
