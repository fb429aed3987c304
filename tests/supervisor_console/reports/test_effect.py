"""Answers for research: every row has nine others like it, whatever was answered."""

import csv
from collections import Counter
from io import BytesIO, StringIO
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from supervisor_console.reports.effect import LEAST_ALIKE, Answer, indistinct, packed

ANSWERS = st.lists(
    st.builds(
        Answer,
        half_year=st.just("2026-H1"),
        age_band=st.sampled_from(["12_14", "15_17", "18_20", None]),
        gender=st.sampled_from(["girl", "girl", "boy", "other", None]),
        level=st.integers(0, 4),
        helped=st.none() | st.integers(1, 5),
        before=st.integers(0, 10),
        after=st.none() | st.integers(0, 10),
    ),
    max_size=120,
)


@given(ANSWERS)
def test_nobody_stands_alone_and_nothing_is_made_up(answers: list[Answer]) -> None:
    kept = indistinct(answers)

    alike = Counter((one.age_band, one.gender) for one in kept)
    assert all(number >= LEAST_ALIKE for number in alike.values())
    said = Counter((one.level, one.helped, one.before, one.after) for one in answers)
    assert not Counter((one.level, one.helped, one.before, one.after) for one in kept) - said


def test_many_alike_are_left_as_they_are() -> None:
    answers = [Answer("2026-H1", "15_17", "girl", 2, 4, 8, 5)] * 12

    assert indistinct(answers) == answers


def test_the_code_book_goes_with_the_rows_and_names_each_column() -> None:
    with ZipFile(BytesIO(packed([Answer("2026-H1", None, "girl", 2, None, 8, 5)]))) as archive:
        rows = list(csv.reader(StringIO(archive.read("effect.csv").decode())))
        book = archive.read("code_book.md").decode()

    assert rows[1] == ["2026-H1", "", "girl", "2", "", "8", "5"]
    assert all(f"| {column} |" in book for column in rows[0])
