"""Which words of a message a supervisor is shown on the board."""

from dataclasses import replace

from supervisor_console.flagged_words import words_in
from triage.verdict import UNASSESSED, Level, Span, Verdict


def verdict(*places: tuple[int, int]) -> dict[str, object]:
    spans = tuple(Span(start, end, "suicide.now", "suicide", "") for start, end in places)
    assessed: Verdict = replace(
        UNASSESSED, status="assessed", level=Level.IMMINENT, spans=spans, lexicon="1"
    )
    return assessed.as_wire()


def test_only_what_is_flagged_is_shown_in_the_order_it_was_written() -> None:
    data = {"text": "hej 🙂 det er nu. undskyld til alle", "verdict": verdict((17, 33), (6, 15))}

    assert words_in(data) == ("det er nu", "undskyld til all")


def test_words_two_rules_found_are_shown_once() -> None:
    data = {"text": "jeg gør det nu", "verdict": verdict((0, 11), (4, 14))}

    assert words_in(data) == ("jeg gør det nu",)


def test_an_opening_counts_as_a_message() -> None:
    assert words_in({"opening": "det er nu", "verdict": verdict((0, 9))}) == ("det er nu",)


def test_what_was_not_read_shows_nothing() -> None:
    assert words_in({"text": "det er nu", "verdict": UNASSESSED.as_wire()}) == ()
    assert words_in({"opening": None, "verdict": None}) == ()


def test_a_span_outside_the_text_shows_nothing() -> None:
    assert words_in({"text": "kort", "verdict": verdict((9, 12))}) == ()
