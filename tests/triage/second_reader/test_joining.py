"""The two readers' verdicts become one: the higher counts, and rules explain first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessing import Assessor, Turn
from triage.explaining import explained
from triage.second_reader.joining import joined
from triage.second_reader.opinion import Mark, Opinion
from triage.verdict import Level, Verdict

NOTHING_FOUND = Verdict(
    "assessed", Level.NONE, (), acute=False, subject="none", labels=(), spans=(), lexicon="1"
)
RAISES = Opinion(2, acute=False, topics=("family",), other=True, mark=Mark(0, 3, "suicide"))


def test_the_second_reader_raises_and_says_that_it_is_an_estimate() -> None:
    verdict = joined(NOTHING_FOUND, RAISES)

    assert (verdict.level, verdict.subject) == (2, "other")
    assert verdict.topics == ("suicide", "family")
    assert verdict.spans[0].rule == "reader:suicide"
    assert verdict.spans[0].why == (
        "Ligner andres ord om selvmord. Et skøn ud fra eksempler, ikke en regel."
    )


def test_where_the_rules_say_as_much_they_explain_alone(both: Assessor) -> None:
    verdict = both.assess("jeg vil bare gerne dø")

    assert verdict.level >= 2
    assert "suicide.wish_to_die" in {span.rule for span in verdict.spans}


@given(
    st.sampled_from(Level),
    st.integers(0, 4),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["suicide", "other", "grief"]),
)
def test_nothing_is_ever_lowered(
    level: Level, raised: int, acute: bool, marked: bool, topic: str
) -> None:
    by_rules = Verdict(
        "assessed", level, ("job",), acute=marked, subject="self", labels=(), spans=(), lexicon="1"
    )

    verdict = joined(by_rules, Opinion(raised, acute, (), False, Mark(0, 1, topic)))

    assert verdict.level == max(level, raised if acute else min(raised, Level.HIGH))
    assert verdict.acute >= max(acute, marked)
    assert set(verdict.topics) >= {"job"}
    assert verdict.acute or verdict.level < Level.IMMINENT
    assert "other" not in verdict.topics


def test_a_verdict_names_rules_and_table(both: Assessor) -> None:
    assert both.second
    assert both.version == f"{both.lexicon.version}.{both.second.table.digest}"
    assert both.assess("hej").lexicon == both.version


def test_without_the_second_reader_there_are_rules_alone(
    both: Assessor, assessor: Assessor
) -> None:
    text = "nu lægger jeg mig til at sove og vågner ikke igen, farvel alle sammen"
    by_rules, raised = both.both(text)

    assert by_rules.level == assessor.assess(text).level
    assert raised.level >= by_rules.level


@pytest.mark.parametrize("text", ["ok tak", "ok", "😔", "hvad så nu?", ""])
def test_what_was_said_before_raises_nothing_anew(both: Assessor, text: str) -> None:
    before = [
        Turn("young", "jeg har lagt alle pillerne klar"),
        Turn("young", "og tager dem i nat"),
        Turn("counsellor", "Tak. Jeg er her."),
    ]

    assert both.assess(text, before).level == 0


@given(st.text(max_size=60), st.sampled_from(["jeg vil dø", "jeg tager mit liv i aften"]))
def test_a_risk_on_a_line_of_its_own_never_lowers(both: Assessor, text: str, risk: str) -> None:
    alone = both.assess(risk)
    verdict = both.assess(f"{text}\n{risk}")

    assert verdict.level >= alone.level
    assert verdict.acute >= alone.acute


ODD = st.sampled_from(
    ["\ud800", "\x00", "\u202e", "e\u0301\u0335", "s e l ", "a.b.", "😀", "дø", "ﬁ"]
)


@given(st.lists(st.one_of(st.text(max_size=20), ODD), max_size=100).map("".join))
def test_any_text_gets_a_verdict(both: Assessor, text: str) -> None:
    verdict = both.assess(text, [Turn("young", text)])

    assert verdict.status in {"assessed", "unassessed"}
    assert all(0 <= span.start < span.end <= len(text) for span in verdict.spans) or not text


def test_an_explanation_says_what_the_second_reader_rests_on(both: Assessor) -> None:
    text = "nu lægger jeg mig til at sove og så vågner jeg aldrig igen"
    told = "\n".join(explained(both, text))

    assert "(0-58, reader:suicide)" in told or "reader:" in told
    assert "weighed most" in told
