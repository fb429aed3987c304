from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chat.domain.commands import Resolve, SaveMessage
from chat.domain.conversation import Conversation
from chat.domain.escalation import Outcome
from chat.domain.levels import level_called_for
from chat.domain.people import YOUNG
from tests.chat.domain.building import HERE, KAREN, RULES, after, says, talking, verdict
from triage.assessing import Assessor
from triage.verdict import LIKENESS, Level, Span, Verdict

NESTED = """
kind: theme
about: A long mark, and a short one within it.
entries:
  - id: test.evening
    level: 3
    topics: [suicide]
    why: {da: Hele aftenen., en: All of it.}
    patterns: ["i aften ..3 (alene | færdig)"]
    hits: [i aften er jeg alene]
    misses: [i morgen er jeg alene]
  - id: test.knife
    level: 3
    topics: [suicide]
    why: {da: Kniven., en: The knife.}
    patterns: ["med kniven"]
    hits: [med kniven]
    misses: [med toget]
"""
WORDS = """
version: "1"
fillers: [bare]
stops: [ikke]
variants: {}
classes: {jeg: [jeg]}
"""


def judged_harmless(*spans: Span) -> Conversation:
    """Return a conversation where an escalation by these words was called a false alarm."""
    raised = after(talking(), reads(of(*spans)))
    escalation = raised.open_escalation()
    assert escalation is not None
    return after(raised, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM))


def words(rule: str, level: Level, *, acute: bool = False) -> Span:
    return Span(0, 3, rule, rule.partition(".")[0], "Derfor", level, acute)


def of(*spans: Span) -> Verdict:
    level, acute = max(one.level for one in spans), any(one.acute for one in spans)
    return replace(verdict(level), spans=spans, acute=acute)


def within(over: Span, *under: Span) -> Verdict:
    """Return a verdict where the others lie under one mark and are not shown."""
    return replace(of(over, *under), spans=(over,), beneath=under)


def reads(read: Verdict, client_id: str = "c1") -> SaveMessage:
    return SaveMessage(HERE, YOUNG, client_id, "x", read, 10**6)


PLAN = words("suicide.plan", Level.HIGH)
KNIFE = words("suicide.knife", Level.HIGH)
VIOLENCE_NOW = words("danger.violence_now", Level.WATCH, acute=True)


def test_violence_now_is_heard_beside_words_that_were_a_false_alarm() -> None:
    calm = judged_harmless(PLAN)

    assert after(calm, reads(of(PLAN, VIOLENCE_NOW), "c2")).open_escalation() is not None
    assert after(calm, reads(of(PLAN), "c2")).open_escalation() is None


def test_danger_that_stands_in_no_mark_is_heard_beside_a_false_alarm() -> None:
    calm = judged_harmless(PLAN)

    acute = replace(of(PLAN), acute=True)

    assert after(calm, reads(acute, "c2")).open_escalation() is not None


def test_a_false_alarm_at_high_says_nothing_of_the_same_rule_at_imminent() -> None:
    calm = judged_harmless(PLAN)

    graver = replace(PLAN, level=Level.IMMINENT)

    assert after(calm, reads(of(graver), "c2")).open_escalation() is not None


def test_a_likeness_that_was_wrong_about_one_sentence_is_heard_about_the_next() -> None:
    like = words(LIKENESS + "suicide", Level.HIGH)

    assert after(judged_harmless(like), reads(of(like), "c2")).open_escalation() is not None


def test_what_was_judged_before_levels_were_written_down_holds_at_high() -> None:
    calm = talking().changed({"muted": ("suicide.plan",)})

    assert after(calm, says("x", Level.HIGH, rule="suicide.plan")).open_escalation() is None
    assert after(calm, says("x", Level.IMMINENT, rule="suicide.plan")).open_escalation()


def test_danger_within_a_mark_that_was_a_false_alarm_is_heard(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "nested.yaml").write_text(NESTED, encoding="utf-8")
    triage = Assessor.load(tmp_path)
    harmless, danger = (
        triage.assess(text) for text in ("i aften er jeg alene", "i aften med kniven alene")
    )
    assert [[span.rule for span in one.spans] for one in (harmless, danger)] == 2 * [
        ["test.evening"]
    ]
    raised = after(talking(), reads(harmless)).open_escalation()
    assert raised is not None
    calm = after(
        talking(),
        reads(harmless),
        Resolve(HERE, KAREN, raised.escalation_id, Outcome.FALSE_ALARM),
    )

    called = after(calm, reads(danger, "c2")).open_escalation()

    assert called is not None
    assert called.trigger == "test.knife", "what is new, so that it can be judged too"
    assert after(calm, reads(harmless, "c3")).open_escalation() is None


def test_what_was_judged_beside_or_within_what_was_judged_before_calls_no_third_time() -> None:
    for read in (of(PLAN, KNIFE), within(PLAN, KNIFE)):
        calm = judged_harmless(PLAN)
        again = after(calm, reads(read, "c2"))
        escalation = again.open_escalation()
        assert escalation is not None
        both = after(again, Resolve(HERE, KAREN, escalation.escalation_id, Outcome.FALSE_ALARM))

        assert after(both, reads(read, "c3")).open_escalation() is None


RISKS = st.builds(
    words,
    st.sampled_from(["suicide.plan", "suicide.now", "danger.violence_now", LIKENESS + "suicide"]),
    st.sampled_from(Level),
    acute=st.booleans(),
)


@given(
    st.lists(RISKS, min_size=1, max_size=3),
    st.lists(RISKS, min_size=1, max_size=3),
    st.booleans(),
)
def test_a_judgement_silences_nothing_that_was_not_judged(
    judged: list[Span],
    said: list[Span],
    nested: bool,
) -> None:
    """Whatever would call and is not one of the judged words, at most as grave, calls."""
    if level_called_for(of(*judged), RULES) < RULES.escalates_from:
        return
    calm = judged_harmless(*judged)
    new = [
        one
        for one in said
        if (one.acute or one.level >= RULES.escalates_from)
        and not any(
            one.rule == known.rule and one.level <= max(known.level, Level.HIGH) for known in judged
        )
    ]

    read = within(*said) if nested else of(*said)
    called = after(calm, reads(read, "c2")).open_escalation() is not None

    assert called or not new
