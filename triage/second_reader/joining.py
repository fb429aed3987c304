"""How the two readers' verdicts become one: the higher counts, and rules explain first."""

from dataclasses import replace
from typing import Final

from triage.second_reader.opinion import Mark, Opinion
from triage.topics import OTHER, in_order
from triage.verdict import LIKENESS, Level, Span, Subject, Verdict

_NAMES: Final = {
    "suicide": "selvmord",
    "self_harm": "selvskade",
    "abuse_sexual": "seksuelle overgreb",
    "abuse_violence": "vold",
    "honour_control": "kontrol og ære",
    "neglect": "omsorgssvigt",
    "psychosis": "stemmer og psykose",
    "eating": "spisevanskeligheder",
    "substance": "rusmidler",
    "digital_abuse": "digitale krænkelser",
    "depression": "at være langt nede",
    "anxiety": "angst",
    "grief": "sorg",
    "bullying": "mobning",
    "loneliness": "ensomhed",
    "family": "familien",
    "relationship": "kæreste og venner",
    "sexuality_identity": "køn og seksualitet",
    "sleep": "søvn",
    "body_health": "krop og helbred",
    "economy": "penge",
    "gambling": "spil om penge",
    "school_education": "skole og uddannelse",
    "job": "arbejde",
    OTHER: "noget svært",
}


def joined(verdict: Verdict, opinion: Opinion) -> Verdict:
    """Return the lexicon's verdict, raised to the second reader's opinion; never lowered.

    Where the lexicon says as much, its marks stand alone: a rule tells more than a likeness.
    """
    topics = verdict.topics
    if not set(opinion.topics) <= set(topics):
        topics = in_order({*topics, *opinion.topics})
    if opinion.mark is None or not adds(opinion.level, verdict, acute=opinion.acute):
        return verdict if topics is verdict.topics else replace(verdict, topics=topics)
    level, acute = _raised(verdict, opinion.level, acute=opinion.acute)
    topic = opinion.mark.topic
    subject: Subject = verdict.subject
    if subject == "none":
        subject = "other" if opinion.other else "self"
    return replace(
        verdict,
        level=level,
        acute=acute,
        topics=in_order({*topics, topic} - {OTHER}),
        subject=subject,
        spans=tuple(sorted([*verdict.spans, _span(opinion.mark, level, acute=acute)], key=_place)),
    )


def adds(level: int, verdict: Verdict, *, acute: bool) -> bool:
    """Return whether the second reader's level or acute mark raises a verdict."""
    return _raised(verdict, level, acute=acute) != (verdict.level, verdict.acute)


def _raised(verdict: Verdict, level: int, *, acute: bool) -> tuple[Level, bool]:
    """Return the level and the acute mark of a verdict, raised by the second reader's.

    Level 4 is danger right now, so a likeness is no more than 3 where it does not say that too.
    """
    most = Level.IMMINENT if acute else Level.HIGH
    raised = max(verdict.level, Level(min(level, most)))
    return raised, verdict.acute or acute or raised is Level.IMMINENT


def _span(mark: Mark, level: Level, *, acute: bool) -> Span:
    return Span(
        mark.start,
        mark.end,
        LIKENESS + mark.topic,
        mark.topic,
        f"Ligner andres ord om {_NAMES[mark.topic]}. Et skøn ud fra eksempler, ikke en regel.",
        level,
        acute,
    )


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
