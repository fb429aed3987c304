from datetime import UTC, datetime

import pytest

from chat.domain.contact import contact_of, gender_code
from chat.domain.conversation import Conversation
from tests.chat.domain.building import HERE


def test_a_contact_tells_week_and_hours_in_danish_time() -> None:
    late_on_a_sunday = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    one = Conversation(HERE, b"", "Birk", "da", late_on_a_sunday, age_band="15_17")

    contact = contact_of(one, ("family",), "helped")

    assert (contact.week, contact.hour_band) == ("2026-W48", "00-04")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (None, None),
        (" ", None),
        ("Pige", "girl"),
        ("dreng", "boy"),
        ("nonbinær", "other"),
        ("en slags pige", "other"),
    ],
)
def test_own_words_become_one_of_four_codes(words: str | None, code: str | None) -> None:
    assert gender_code(words) == code
