import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.domain.refusal import RefusalCode, Refused
from chat.domain.text import clean


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", RefusalCode.MALFORMED),
        ("  \n ", RefusalCode.MALFORMED),
        ("nul\0", RefusalCode.MALFORMED),
        ("halv \ud83d", RefusalCode.MALFORMED),
        ("klokke\a", RefusalCode.MALFORMED),
        ("a" * 11, RefusalCode.TOO_LONG),
    ],
)
def test_what_no_database_can_keep_is_refused(typed: str, code: RefusalCode) -> None:
    with pytest.raises(Refused) as refused:
        clean(typed, 10)

    assert refused.value.code is code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("hej\r\ndu", "hej\ndu"),
        ("a\u030a", "å"),
        ("\t 👩‍👩‍👧 ", "👩‍👩‍👧"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_what_people_write_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean(typed, 40) == kept


@given(st.text(max_size=60))
def test_cleaning_again_changes_nothing(typed: str) -> None:
    try:
        once = clean(typed, 50)
    except Refused:
        return
    assert clean(once, 50) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()
