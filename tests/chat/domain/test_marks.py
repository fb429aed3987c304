from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.marks import MarkKind, marks_in


def marked(text: str) -> list[tuple[str, MarkKind]]:
    return [(text[start:end], kind) for start, end, kind in marks_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ring på 20 30 40 50 nu", [("20 30 40 50", MarkKind.NUMBER)]),
        ("hun har 010203-4567", [("010203-4567", MarkKind.CPR)]),
        ("skriv til liv@skole.dk.", [("liv@skole.dk", MarkKind.EMAIL)]),
        ("se www.skolen.dk/elever", [("www.skolen.dk/elever", MarkKind.LINK)]),
        ("hun hedder @livskov", [("@livskov", MarkKind.LINK)]),
        ("en pige, Liv, fra Århus", [("Liv", MarkKind.NAME), ("Århus", MarkKind.NAME)]),
        ("9000 Aalborg", [("9000", MarkKind.NUMBER), ("Aalborg", MarkKind.NAME)]),
        ("Hun er 16. Hvad gør jeg? Skal I vide mere: Nej", []),
        ("En pige på 14 år sover ikke.\nHvad nu?", []),
    ],
)
def test_what_may_point_to_somebody_is_marked(text: str, found: list[tuple[str, MarkKind]]) -> None:
    assert marked(text) == found


@given(st.text(alphabet="aA1 @.-+\nåÅ😀:/w", max_size=80))
def test_marks_stand_in_order_within_the_text_and_never_touch(text: str) -> None:
    marks = marks_in(text)

    assert all(0 <= one.start < one.end <= len(text) for one in marks)
    assert all(one.end <= other.start for one, other in pairwise(marks))
