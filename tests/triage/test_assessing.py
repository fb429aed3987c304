"""What triage says of a message, alone and in its conversation."""

import copy
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.effort import lines_run
from triage.assessing import Assessor, Turn
from triage.verdict import Level, Verdict

ASKED = Turn("counsellor", "Tak fordi du siger det. Har du tænkt på at tage dit liv?")
WHEN = Turn("counsellor", "Hvornår har du tænkt dig at gøre det?")
SMALL_TALK = Turn("counsellor", "Kan du lide at spille bold?")
RISKS = (
    *("jeg vil dø", "har lyst til at dø", "jeg vil ikke leve mere", "jeg har selvmordstanker"),
    *("jeg har skrevet et afskedsbrev", "jeg har valgt en dato", "jeg tager mit liv i aften"),
    *("jeg har taget alle pillerne", "jeg skærer i mig selv", "min veninde siger hun vil dø"),
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("hej, er der nogen her?", 0),
        ("jeg dør af grin over din besked", 0),
        ("nej nej jeg har ikke selvmordstanker, bare rolig", 0),
        ("jeg kan ikke mere", 1),
        ("jeg føler mig så ensom", 1),
        ("ville ønske jeg aldrig var født", 2),
        ("jeg skærer i mig selv", 2),
        ("jeg ved både hvor og hvornår", 3),
        ("jeg skar for dybt denne gang", 3),
        ("hvis hun slår op tager jeg mit liv", 3),
        ("jeg gør det i nat", 4),
        ("vil ikke dø alligevel men jeg har taget dem", 4),
    ],
)
def test_a_level_for_a_message(assessor: Assessor, text: str, level: int) -> None:
    assert assessor.assess(text).level == level


def test_a_verdict_says_what_it_rests_on(assessor: Assessor) -> None:
    verdict = assessor.assess("hej. jeg vil bare gerne dø")

    (span,) = verdict.spans
    assert verdict.status == "assessed"
    assert verdict.topics[0] == span.topic == "suicide"
    assert verdict.subject == "self"
    assert (span.start, span.end, span.rule) == (5, 26, "suicide.wish_to_die")
    assert span.why == "Skriver om et ønske om at dø."
    assert verdict.lexicon == assessor.lexicon.version


def test_what_lies_within_a_mark_is_told_beneath_it_wherever_it_stands(assessor: Assessor) -> None:
    told = "jeg tager mit liv i aften"
    verdict = assessor.assess(f"{told}. ja, {told}")

    assert [span.rule for span in verdict.spans] == ["suicide.now", "suicide.now"]
    assert [(span.rule, span.start) for span in verdict.beneath] == [
        ("suicide.intent", 0),
        ("suicide.intent", len(told) + 6),
    ]


def test_somebody_else_at_risk_has_the_level_of_their_danger(assessor: Assessor) -> None:
    verdict = assessor.assess("min veninde har taget en masse piller og svarer ikke")

    assert (verdict.level, verdict.subject, verdict.acute) == (4, "other", True)


def test_danger_from_others_is_acute_at_a_low_level(assessor: Assessor) -> None:
    verdict = assessor.assess("han slår min mor lige nu og jeg har låst mig inde")

    assert (verdict.level, verdict.acute) == (1, True)
    assert "abuse_violence" in verdict.topics


def test_what_is_imminent_is_acute(assessor: Assessor) -> None:
    assert all(
        verdict.acute for verdict in map(assessor.assess, RISKS) if verdict.level is Level.IMMINENT
    )


def test_a_topic_alone_marks_nothing(assessor: Assessor) -> None:
    verdict = assessor.assess("mine forældre glæder sig til min eksamen")

    assert verdict.topics == ("family", "school_education")
    assert (verdict.level, verdict.spans, verdict.subject) == (0, (), "none")


def test_a_negation_is_a_label_and_never_a_switch(assessor: Assessor) -> None:
    verdict = assessor.assess("jeg vil ikke leve, og jeg har ikke planlagt noget")

    assert verdict.level == 2
    assert "negated" in verdict.labels


def test_a_figure_of_speech_clears_itself_and_nothing_else(assessor: Assessor) -> None:
    assert assessor.assess("jeg vil bare dø af grin").labels == ("figure",)
    assert assessor.assess("jeg vil dø af grin, men ellers vil jeg ikke leve mere").level == 2


@pytest.mark.parametrize(
    "text",
    [
        'en elev på 13 år skrev "jeg vil ikke være i verden" i sit hæfte',
        "min fætter siger: jeg gider ikke være i verden",
        "jeg vil ikke være i den her verden skriver hun i sin dagbog",
        "han ville ikke være i verden",
        "i verden vil jeg ikke være",
        "jeg skulle slet ikke være i verden",
        "hun skrev at hun ville dø",
        "jeg vil dø. for to år siden prøvede jeg også",
    ],
)
def test_not_wanting_to_be_in_the_world_is_no_figure_of_speech(
    assessor: Assessor, text: str
) -> None:
    verdict = assessor.assess(text)

    assert verdict.level >= 2
    assert "figure" not in verdict.labels


@pytest.mark.parametrize("reply", ["ja", "Ja.", "jo lidt", "nogle gange", "jaaaa", "ja 😔", "tit"])
def test_a_yes_answers_the_question(assessor: Assessor, reply: str) -> None:
    verdict = assessor.assess(reply, [ASKED])

    assert verdict.level == 2
    assert verdict.labels == ("answer",)
    assert verdict.spans[0].rule == "question.thoughts"


def test_a_time_answers_when_it_is_about_dying(assessor: Assessor) -> None:
    assert assessor.assess("i aften", [ASKED, Turn("young", "ja"), WHEN]).level == 4
    assert assessor.assess("i aften", [Turn("counsellor", "Hvornår kommer din mor?")]).level == 0
    assert assessor.assess("i aften", [ASKED, Turn("young", "nej"), WHEN]).level == 0
    assert assessor.assess("i nat", [Turn("young", RISKS[0]), WHEN]).level == 4


def test_a_yes_to_being_in_danger_is_acute_whatever_it_is_about(assessor: Assessor) -> None:
    verdict = assessor.assess("ja", [Turn("counsellor", "Er du i fare lige nu?")])

    assert (verdict.level, verdict.acute, verdict.topics) == (1, True, ())


@pytest.mark.parametrize("reply", ["ja", "i aften", "tit", "jo lidt"])
def test_a_bare_answer_is_nothing_by_itself(assessor: Assessor, reply: str) -> None:
    assert assessor.assess(reply).level == 0
    assert assessor.assess(reply, [SMALL_TALK]).level == 0


def test_a_question_is_answered_soon_or_not_at_all(assessor: Assessor) -> None:
    later = [ASKED, Turn("young", "hm"), Turn("counsellor", "Tag dig god tid."), SMALL_TALK]

    assert assessor.assess("ja", later).level == 0


def test_a_risk_split_over_short_lines_is_read(assessor: Assessor) -> None:
    verdict = assessor.assess("leve mere", [Turn("young", "jeg"), Turn("young", "vil ikke")])

    assert verdict.level == 2
    assert verdict.labels[0] == "joined"
    assert (verdict.spans[0].start, verdict.spans[0].end) == (0, 9)


@pytest.mark.parametrize("text", ["ok tak", "ok", "😔", "hvad så nu?", ""])
def test_what_was_said_before_raises_nothing_anew(assessor: Assessor, text: str) -> None:
    before = [Turn("young", risk) for risk in RISKS] + [Turn("counsellor", "Tak. Jeg er her.")]

    assert assessor.assess(text, before).level == 0
    assert assessor.assess(text, before[:-1]).level == 0


@pytest.mark.parametrize("text", ["", ".", "😔", "?!", "\n"])
def test_a_sign_completes_nothing(assessor: Assessor, text: str) -> None:
    assert assessor.assess("ja det er i aften").level == 4
    assert assessor.assess(text, [Turn("young", "ja det er i aften")]).level == 0


def test_a_counsellors_words_are_never_marked_as_the_young_persons(assessor: Assessor) -> None:
    said = Turn("counsellor", "jeg vil ikke leve mere, var det sådan du skrev?")

    assert assessor.assess("det ved jeg ikke", [said]).level == 0


def test_the_same_message_gives_the_same_verdict_in_any_thread(assessor: Assessor) -> None:
    with ThreadPoolExecutor(8) as pool:
        verdicts = list(pool.map(assessor.assess, RISKS * 50))

    assert verdicts == [assessor.assess(risk) for risk in RISKS] * 50


def test_nothing_is_remembered_between_messages(assessor: Assessor) -> None:
    before = [ASKED]
    asked = copy.copy(before)

    assessor.assess("ja", before)

    assert before == asked
    assert assessor.assess("ja").level == 0


@given(text=st.text(max_size=80), risk=st.sampled_from(RISKS), behind=st.booleans())
def test_adding_a_risk_never_lowers(
    assessor: Assessor, text: str, risk: str, *, behind: bool
) -> None:
    both = f"{text}\n{risk}" if behind else f"{risk}\n{text}"

    assert graver(assessor.assess(both), assessor.assess(text if behind else risk))


@given(one=st.sampled_from(RISKS), other=st.sampled_from(RISKS))
def test_two_risks_are_no_less_than_either(assessor: Assessor, one: str, other: str) -> None:
    both = assessor.assess(f"{one}, {other}")

    assert graver(both, assessor.assess(one))
    assert graver(both, assessor.assess(other))


HAY = (
    *("vi spiste pizza i går.", "jeg har eksamen i morgen", "min mor siger jeg skal rydde op!"),
    *(
        "det er koldt",
        "hvad laver du?",
        "han slog rekorden",
        "jeg griner ihjel",
        "vi ses på fredag",
    ),
)


@settings(max_examples=25)
@given(risk=st.sampled_from(RISKS), hay=st.lists(st.sampled_from(HAY), min_size=8, max_size=8))
def test_a_risk_weighs_no_less_in_four_thousand_letters(
    both: Assessor, risk: str, hay: list[str]
) -> None:
    lines = "\n".join(hay) + "\n"
    around = lines * (1 + 2_000 // len(lines))

    found = both.assess(f"{around}{risk}\n{around}")

    assert graver(found, both.assess(risk))


ODD = st.sampled_from(
    [
        "\ud800",
        "\x00",
        "\u202e",
        "e\u0301\u0335",
        "s e l v ",
        "a.b.c.d",
        "😀",
        "дø",
        "İ",
        "ﬁ",
        "{",
        ".",
    ]
)


@given(st.lists(st.one_of(st.text(max_size=20), ODD), max_size=200).map("".join))
def test_any_text_gets_a_verdict(assessor: Assessor, text: str) -> None:
    verdict = assessor.assess(text, [ASKED, Turn("young", text)])

    assert verdict.status == "assessed"
    assert all(0 <= span.start < span.end <= len(text) for span in verdict.spans) or not text


@pytest.mark.parametrize(
    "piece",
    [
        "jeg vil dø ",
        "a b c d ",
        "s e l v m o r d ",
        "farvel i nat broen gør det ",
        "han har sagt til mig at ",
        "😀",
        "dø",
        "d\u0335ø\u0338",
        "ja ",
        "'",
        "1",
        ".",
    ],
)
def test_a_text_twice_as_long_takes_twice_the_work(assessor: Assessor, piece: str) -> None:
    once, twice = (piece * 2000)[:2000], (piece * 4000)[:4000]

    work = [lines_run(partial(assessor.assess, text)) for text in (once, twice)]

    assert work[1] <= 2.2 * work[0] + 200


@pytest.mark.parametrize(
    ("piece", "size", "level"),
    [
        ("x", 1_000_000, 0),
        ("d\u0335ø\u0338", 1_000_000, 0),
        ("\u202e", 1_000_000, 0),
        ("jeg vil ikke leve mere. ", 200_000, 2),
        ("😀", 200_000, 0),
        ("j e g  v i l  d ø  ", 23_000, 2),
    ],
    ids=["one word", "marks", "right to left", "a wish", "emoji", "10,000 spaced letters"],
)
def test_a_text_of_any_length_gets_its_verdict(
    assessor: Assessor, piece: str, size: int, level: int
) -> None:
    verdict = assessor.assess((piece * size)[:size])

    assert (verdict.status, verdict.level) == ("assessed", level)


def graver(one: Verdict, other: Verdict) -> bool:
    return one.level >= other.level and one.acute >= other.acute
