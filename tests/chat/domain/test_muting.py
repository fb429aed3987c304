from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chat.domain.commands import Resolve, SaveMessage
from chat.domain.conversation import Conversation
from chat.domain.escalation import Outcome
from chat.domain.levels import level_called_for
from chat.domain.people import YOUNG
from tests.chat.domain.building import HERE, KAREN, RULES, after, says, talking, verdict
from triage.verdict import LIKENESS, Level, Span, Verdict


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


def reads(read: Verdict, client_id: str = "c1") -> SaveMessage:
    return SaveMessage(HERE, YOUNG, client_id, "x", read, 10**6)


PLAN = words("suicide.plan", Level.HIGH)
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


RISKS = st.builds(
    words,
    st.sampled_from(["suicide.plan", "suicide.now", "danger.violence_now", LIKENESS + "suicide"]),
    st.sampled_from(Level),
    acute=st.booleans(),
)


@given(st.lists(RISKS, min_size=1, max_size=3), st.lists(RISKS, min_size=1, max_size=3))
def test_a_judgement_silences_nothing_that_was_not_judged(
    judged: list[Span], said: list[Span]
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

    called = after(calm, reads(of(*said), "c2")).open_escalation() is not None

    assert called or not new
