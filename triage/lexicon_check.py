"""Holds every rule of the lexicon to its examples: those that must hit, those that must not."""

from triage.lexicon import Lexicon, Rule
from triage.lexicon_file import LexiconError
from triage.reading import Reader


def check(lexicon: Lexicon, reader: Reader) -> None:
    """Try every example.

    Raises:
        LexiconError: an example does not do what it should; all of them are in the message.
    """
    if wrong := problems(lexicon, reader):
        raise LexiconError("\n".join(wrong))


def problems(lexicon: Lexicon, reader: Reader) -> list[str]:
    """Return a sentence for each example that does not do what it should."""
    found: list[str] = []
    for rule in lexicon.rules:
        for key, wanted in (("hits", True), ("misses", False)):
            for example in rule.where.mapping()[key].items():
                if matches(reader, rule, example.text()) is not wanted:
                    does = "does not match" if wanted else "matches"
                    found.append(str(example.wrong(f"{rule.id}: {example.text()!r} {does}")))
    return found


def matches(reader: Reader, rule: Rule, text: str) -> bool:
    """Return whether the rule speaks up; a figure of speech may keep an entry quiet."""
    if rule.weight is not None and (rule.weight.level or rule.weight.acute):
        return any(hit.rule == rule.id for hit in reader.read(text).hits)
    return any(one.id == rule.id for one in reader.matching(text))
