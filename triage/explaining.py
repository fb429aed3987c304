"""Explains a verdict to a person: how each word was read, what it rests on, and why."""

import unicodedata
from collections.abc import Iterator

from triage.assessing import Assessor
from triage.second_reader.head_names import LEVELS
from triage.second_reader.reader import SecondReader
from triage.spelling import small


def explained(assessor: Assessor, text: str) -> Iterator[str]:
    """Yield the lines of an explanation."""
    text = unicodedata.normalize("NFC", text)
    verdict = assessor.assess(text)
    acute = ", acute" if verdict.acute else ""
    yield f"{text}"
    yield f"level {int(verdict.level)} ({verdict.level.name.lower()}{acute})"
    yield f"topics: {', '.join(verdict.topics) or '-'}   subject: {verdict.subject}"
    if verdict.labels:
        yield f"labels: {', '.join(verdict.labels)}"
    reasons = {rule.id: rule for rule in assessor.lexicon.rules}
    for span in verdict.spans:
        weight = reasons[span.rule].weight if span.rule in reasons else None
        yield ""
        yield f'  "{text[span.start : span.end]}"  ({span.start}-{span.end}, {span.rule})'
        yield f"  {span.why}"
        if weight is not None:
            yield f"  {weight.why_en}"
        elif span.is_likeness:
            yield "  Resembles what others wrote about it: an estimate from examples, not a rule."
    if assessor.second is not None:
        yield ""
        yield from _second_reader(assessor.second, text)
    yield ""
    yield f"read as: {' '.join(read_as(assessor, text))}"
    yield f"lexicon {verdict.lexicon}"


def _second_reader(second: SecondReader, text: str) -> Iterator[str]:
    """Say what the second reader makes of it, and which features weighed most."""
    chances = second.chances(second.highest(text))
    said = [f"{head} {chance:.0%}" for head, chance in zip(LEVELS, chances, strict=False)]
    yield f"second reader: {', '.join(said)}"
    yield f"weighed most: {', '.join(map(repr, second.reasons(text))) or '-'}"


def read_as(assessor: Assessor, text: str) -> Iterator[str]:
    """Yield each word as the lexicon knows it; a word it does not know as a dot."""
    spelling = assessor.reader.spelling
    for symbol in spelling.symbols(small(text))[1:-1]:
        words = sorted(word for word in spelling.meanings[symbol] if word not in "~!")
        yield "|".join(words) or "·"
