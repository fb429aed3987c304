"""What an entry would change: counted, and shown where it matters most."""

from dataclasses import replace

from supervisor_console.workbench.effect import EXAMPLES, Change, Labelled, effect, examples
from triage.verdict import UNASSESSED, Level, Verdict

CALM = replace(UNASSESSED, status="assessed", level=Level.NONE)


def plain(_: str) -> Verdict:
    return CALM


def hears_lanterns(text: str) -> Verdict:
    return replace(CALM, level=Level.HIGH) if "lantern" in text else CALM


def test_only_verdicts_that_change_are_told_with_both_levels() -> None:
    messages = [Labelled("slukker lanternen", 3), Labelled("spiller bold", 0)]

    found = effect(plain, hears_lanterns, messages, lambda: True)

    assert found.changes == (Change("slukker lanternen", 3, Level.NONE, Level.HIGH),)
    assert (found.read, found.of_level) == (2, {3: 1, 0: 1})


def test_it_ends_when_the_time_is_up_and_says_how_far_it_came() -> None:
    time = iter([True, True, False])

    found = effect(plain, plain, [Labelled("hej", 0)] * 9, lambda: next(time))

    assert found.read == 2


def test_few_are_shown_of_each_level_the_furthest_moves_first() -> None:
    small = Change("lidt", 0, Level.NONE, Level.WATCH)
    far = Change("meget", 0, Level.NONE, Level.IMMINENT)
    other = Change("en anden", 2, Level.NONE, Level.HIGH)

    shown = examples([small] * 20 + [far, other], 0)

    assert shown[0] == far
    assert shown == [far] + [small] * (EXAMPLES - 1)
