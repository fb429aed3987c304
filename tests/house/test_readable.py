"""What the young read is easy to read: LIX at most 30, as in children's books."""

import json
import re
from pathlib import Path

import pytest

CATALOGUE = Path(__file__).resolve().parents[2] / "chat/web/catalogue"
YOUNG = ("door", "young", "young_bridge", "young_summary", "shared")
EASY = 30
"""Up to 30 is "let" (C. H. Björnsson, Läsbarhet, 1968)."""
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"[.:!?]+(?:\s|$)")
LONG = 7
ENOUGH_WORDS = 12
"""A shorter text is a label; one long word in it says nothing."""


def lix(texts: list[str]) -> float:
    """Return words a sentence plus long words a hundred; a text without a full stop is one."""
    words = [word for text in texts for word in WORD.findall(text)]
    sentences = sum(max(1, len(SENTENCE.findall(text))) for text in texts)
    long = sum(len(word) >= LONG for word in words)
    return len(words) / sentences + 100 * long / len(words)


def texts(part: str) -> dict[str, str]:
    sayings = json.loads((CATALOGUE / f"{part}.da.json").read_text(encoding="utf-8"))
    return {key: text if isinstance(text, str) else text["other"] for key, text in sayings.items()}


def test_the_measure_is_the_one_in_the_book() -> None:
    # 9 words, 2 sentences, 1 of more than six letters.
    assert lix(["Det er en hund. Den springer over et hegn."]) == pytest.approx(4.5 + 100 / 9)


@pytest.mark.parametrize("part", YOUNG)
def test_what_the_young_read_is_easy(part: str) -> None:
    assert lix(list(texts(part).values())) <= EASY


@pytest.mark.parametrize("part", YOUNG)
def test_no_text_for_the_young_is_hard(part: str) -> None:
    long = {
        key: text for key, text in texts(part).items() if len(WORD.findall(text)) >= ENOUGH_WORDS
    }

    assert {key: round(lix([text])) for key, text in long.items() if lix([text]) > EASY + 5} == {}
