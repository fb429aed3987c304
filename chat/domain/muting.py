"""Muting (falsk alarm): what a supervisor has judged harmless here calls nobody a second time.

A judgement covers what was judged: that rule, at that level, in that conversation. Whatever else
is said in the same breath is new, and calls.
"""

from collections.abc import Sequence

from chat.domain.course import Rules
from chat.domain.escalation import Escalation
from triage.verdict import LIKENESS, Level, Span, Verdict

_AT = "@"
"""Between the rule and the level it was judged at: `suicide.plan@3`."""


def muted_by(escalation: Escalation) -> tuple[str, ...]:
    """Return what a false alarm mutes: the rule that raised it, up to the level it had.

    A likeness is not muted: it has one name for all words of a topic, and another sentence under
    that name is another risk.
    """
    if escalation.trigger.startswith(LIKENESS):
        return ()
    return (f"{escalation.trigger}{_AT}{int(escalation.level)}",)


def is_muted(verdict: Verdict, muted: Sequence[str], rules: Rules) -> bool:
    """Whether everything in a verdict that would call somebody has been judged harmless here."""
    calls = _calling(verdict, rules)
    if not (muted and calls) or (verdict.acute and not any(one.acute for one in calls)):
        return False  # what the danger rests on stands in no mark of this message
    return not unjudged(verdict, muted, rules)


def unjudged(verdict: Verdict, muted: Sequence[str], rules: Rules) -> list[Span]:
    """Return what would call somebody and has not been judged harmless here.

    Also what lies within another's mark: whoever judged that one has not judged this.
    """
    upto = dict(map(_read, muted))
    return [
        one
        for one in _calling(verdict, rules)
        if one.rule not in upto or one.level > upto[one.rule]
    ]


def _calling(verdict: Verdict, rules: Rules) -> list[Span]:
    found = (*verdict.spans, *verdict.beneath)
    return [one for one in found if one.level >= rules.escalates_from or one.acute]


def _read(muted: str) -> tuple[str, Level]:
    """Read one; before levels were written down, one was judged at high."""
    rule, _, level = muted.partition(_AT)
    return rule, Level(int(level)) if level else Level.HIGH
