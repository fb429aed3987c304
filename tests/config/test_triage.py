"""Triage as the house uses it: with the second reader, without it, and with it in silence."""

import pytest
import structlog

from config import triage as config_triage
from config.triage import Silently, Triage, load_assessor
from triage.assessing import Assessor

RAISED = "nu lægger jeg mig til at sove og håber jeg aldrig vågner op igen, farvel"


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return load_assessor()


@pytest.mark.parametrize(("second_reader", "asked"), [("on", True), ("off", False)])
async def test_a_policy_says_who_reads(second_reader: str, *, asked: bool) -> None:
    triage = Triage("on" if second_reader == "on" else "off")

    await triage.load()

    assert triage.is_loaded
    assert ("." in triage("hej").lexicon.partition("+")[2]) is asked


def test_what_is_not_loaded_assesses_nothing() -> None:
    with pytest.raises(RuntimeError, match="not loaded"):
        Triage()("hej")


def test_in_silence_the_rules_speak_and_the_second_reader_is_counted(
    assessor: Assessor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config_triage, "_LOGGED_EVERY", 3)
    reads = Silently(assessor)
    by_rules, raised = assessor.both(RAISED)

    with structlog.testing.capture_logs() as lines:
        verdicts = [reads(text) for text in (RAISED, "hej", "hej")]

    assert verdicts[0] == by_rules
    assert {
        (line["level_from"], line["level_to"]): line["count"]
        for line in lines
        if line["event"] == "second_reader_silent"
    } == {(by_rules.level, raised.level): 1, (0, 0): 2}
    assert not any(RAISED in str(line) for line in lines)


async def test_what_was_counted_in_silence_is_told_before_another_lexicon_reads() -> None:
    """A house that begins anew every night has fewer messages a day than are logged at once."""
    triage = Triage("silent")
    await triage.load()
    triage(RAISED)

    with structlog.testing.capture_logs() as lines:
        await triage.swap({})
        triage.tell()

    assert [line["count"] for line in lines if line["event"] == "second_reader_silent"] == [1]
