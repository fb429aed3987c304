"""What the second reader makes of a text, and that it is linear, monotone and explained."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.effort import lines_run
from triage.second_reader.features import features
from triage.second_reader.head_names import TOPIC
from triage.second_reader.opinion import Opinion
from triage.second_reader.reader import SecondReader
from triage.second_reader.windows import scored
from triage.second_reader.wording import pieces
from triage.verdict import UNASSESSED, Level


def opinion(second: SecondReader, text: str, earlier: str = "") -> Opinion:
    return second.opinion(text, pieces(text), pieces(earlier))


def test_a_text_adds_up_to_its_features(second: SecondReader) -> None:
    (words,) = read = pieces("jeg vil bare lægge mig og aldrig stå op xqzzy mere")
    rows = second.table.rows
    known = [second.table.row_of.get(one, 0) for one in features(words, second.scale.families)]

    assert np.allclose(second.scale.sums(read), rows[known].sum(0), rtol=1e-4)


def test_more_text_never_makes_a_risk_lighter(second: SecondReader) -> None:
    risk = second.highest("nu lægger jeg mig til at sove og vågner ikke igen")
    more = second.highest(
        "hej hej\nnu lægger jeg mig til at sove og vågner ikke igen\nhar du set kampen?\nok\nhej"
    )

    assert (more >= risk - 1e-4).all()


@given(st.text(alphabet="abdefgijklmnorstvæøå ,.!?\n", max_size=80), st.text(max_size=80))
def test_a_line_more_never_lowers_a_score(second: SecondReader, one: str, other: str) -> None:
    both = second.highest(f"{one}.\n{other}")

    alone = second.highest(f"{one}.\n")
    assert not pieces(one) or (both >= alone - 1e-3).all()


def test_what_a_text_is_about_is_read_half_by_the_whole_of_it(second: SecondReader) -> None:
    text = "jeg spiser næsten ingenting\nvi så kampen i går\nmin mor købte en bil\nvejret er godt"
    about = [at for at, head in enumerate(second.table.heads) if head.startswith(TOPIC)]
    whole = scored(second.scale.sums(pieces(text)).sum(0, keepdims=True), second.table.biases)[0]

    judged, heaviest = second.judged(text), second.highest(text)

    assert np.allclose(judged[about], (heaviest + whole)[about] / 2, atol=1e-4)
    assert np.array_equal(np.delete(judged, about), np.delete(heaviest, about))


@pytest.mark.parametrize("lines", [0, 3, 40])
def test_lines_about_something_else_take_no_danger_its_name(
    second: SecondReader, lines: int
) -> None:
    risk = "nu har jeg skrevet farvel til dem alle sammen"
    talk = "min mor og far skændes derhjemme\nmin storebror er flyttet til sin kæreste\n" * lines

    told = opinion(second, f"{talk}{risk}\n{talk}")

    assert told.level >= 3
    assert told.mark is not None
    assert told.mark.topic == "suicide"


def test_a_text_of_one_piece_is_its_own_whole(second: SecondReader) -> None:
    for text in ("jeg spiser næsten ingenting", "hej", ""):
        assert np.array_equal(second.judged(text), second.highest(text))


def test_levels_climb_without_gaps(second: SecondReader) -> None:
    assert opinion(second, "hej hvad så").level == 0
    assert opinion(second, "jeg har lagt alle pillerne klar og tager dem i nat").level >= 3


def test_a_mark_stands_on_the_words_that_weighed_most(second: SecondReader) -> None:
    text = "😀😀 hej, vi spiste pizza i går. nu har jeg skrevet farvel til dem alle sammen"

    mark = opinion(second, text).mark

    assert mark is not None
    assert "farvel" in text[mark.start : mark.end]
    assert "pizza" not in text[mark.start : mark.end]
    assert mark.topic in {"suicide", "self_harm"}


def test_words_nobody_has_learnt_do_not_move_a_mark(second: SecondReader) -> None:
    text = "hjem til min § 字 🦄🦄 한 😀 ingen savner mig ☂ ★"

    mark = opinion(second, text).mark

    assert mark is not None
    assert mark.start == text.index("ingen")


def test_what_the_rules_say_as_well_needs_no_mark(second: SecondReader) -> None:
    text = "nu har jeg skrevet farvel til dem alle sammen"
    as_much = replace(UNASSESSED, level=Level.IMMINENT, acute=True)

    told = second.opinion(text, pieces(text), by_rules=as_much)

    assert told.level == Level.IMMINENT
    assert told.mark is None
    assert told == replace(opinion(second, text), mark=None)
    less = replace(as_much, level=Level.HIGH)
    assert second.opinion(text, pieces(text), by_rules=less) == opinion(second, text)
    assert opinion(second, text).mark


def test_a_line_that_adds_nothing_raises_nothing(second: SecondReader) -> None:
    earlier = "jeg har lagt alle pillerne klar\nog tager dem i nat"

    for text in ("ok tak", "ok", "😔", "hvad så", "ja", "...", "tak for snakken"):
        assert opinion(second, text, earlier) == opinion(second, text)


def test_a_line_said_again_is_no_new_line(second: SecondReader) -> None:
    said = "besked nummer 1", "besked nummer 2", "besked nummer 3"

    for text in ("besked nummer 4", "Besked nummer 5!\nbesked nummer 6"):
        assert opinion(second, text, "\n".join(said)) == opinion(second, text)


def test_what_is_new_is_read_with_what_was_said_however_often(second: SecondReader) -> None:
    for times in (1, 2, 3):
        earlier = "\n".join(["jeg gider ikke"] * times)

        assert opinion(second, "leve mere", earlier).level >= 2


def test_a_risk_far_down_in_a_long_text_is_found_where_it_stands(second: SecondReader) -> None:
    hay, risk = "vi spiste pizza i går.\n", "nu har jeg skrevet farvel til dem alle sammen\n"
    text = hay * 9_000 + risk + hay * 9_000

    mark = opinion(second, text).mark

    assert mark is not None
    assert "farvel" in text[mark.start : mark.end]


def test_an_empty_text_says_nothing(second: SecondReader) -> None:
    assert opinion(second, "").level == 0
    assert opinion(second, " \n .").mark is None


@pytest.mark.parametrize(
    "piece",
    [
        *("jeg vil ikke leve mere ", "😀", "a b c d ", "d\u0336ø\u0336", "x", "1", ".", "?! "),
        *("nej\n", "\u202e", "дø ", "s.e.l.v.", "aaaa", "' "),
    ],
)
def test_a_text_twice_as_long_takes_twice_the_work(second: SecondReader, piece: str) -> None:
    once, twice = (piece * 4000)[:4000], (piece * 8000)[:8000]

    opinion(second, twice)
    work = [lines_run(partial(opinion, second, text)) for text in (once, twice)]

    assert work[1] <= 2.2 * work[0] + 500


def test_a_million_characters_are_read_piece_by_piece(second: SecondReader) -> None:
    assert opinion(second, "x" * 300_000).level >= 0
    assert max(len(piece) for piece in pieces("ja " * 300_000)) <= 24
