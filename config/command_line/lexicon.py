"""`brobygger lexicon`: what an entry would change; JSON on stdin, JSON on stdout.

In: `{"live": [entries], "entry": "one more, in the lexicon's YAML", "within_s": 12}`. The workbench
asks it in a process of its own, so that no conversation waits; it is as useful by hand.
"""

import json
import os
import sys
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from zlib import crc32

from config.exit_code import CannotGoOn, ExitCode

PATIENCE_S = 60.0
NICE = 5
"""Whoever talks goes before whoever measures (0 is everybody, 19 who goes last)."""


def arguments(parser: ArgumentParser) -> None:
    """Take what to do."""
    parser.add_argument("act", choices=["check", "effect"], help="load it; or also measure")


def run(options: Namespace) -> int:
    """Answer `{"broken": reason}`, or what would change."""
    os.nice(max(0, NICE - os.nice(0)))
    try:
        asked = json.load(sys.stdin)
        live, entry = [str(one) for one in asked["live"]], str(asked["entry"])
        within_s = float(asked.get("within_s", PATIENCE_S))
    except (ValueError, KeyError, TypeError):
        raise CannotGoOn(ExitCode.BAD_USE, 'Say {"live": [...], "entry": "..."}.') from None
    answer = answered(live, entry, within_s, measure=options.act == "effect")
    json.dump(answer, sys.stdout, ensure_ascii=False)
    print()
    return ExitCode.DONE


def answered(live: list[str], entry: str, within_s: float, *, measure: bool) -> dict[str, object]:
    """Load the lexicon with the entry; with `measure` read the open set with both."""
    until = time.monotonic() + within_s
    from config.open_set import open_set
    from config.triage import LEXICON
    from supervisor_console.workbench.effect import effect, examples
    from supervisor_console.workbench.entries import house_files
    from triage.assessing import Assessor
    from triage.lexicon_file import LexiconError

    try:
        after = Assessor.load(LEXICON, more=house_files([*live, entry]))
    except LexiconError as mistake:
        return {"broken": str(mistake)}
    if not measure:
        return {}
    before = Assessor.load(LEXICON, more=house_files(live))
    # In an order of no meaning, so that what there is time for is of every author.
    messages = sorted(open_set(), key=lambda one: crc32(one.text.encode()))
    seen = effect(before.assess, after.assess, messages, lambda: time.monotonic() < until)
    changed = Counter(one.labelled for one in seen.changes)
    raised = Counter(one.labelled for one in seen.changes if one.after > one.before)
    shown = [one for level in sorted(changed) for one in examples(seen.changes, level)]
    return {
        "read": seen.read,
        "of_all": len(messages),
        "of_level": seen.of_level,
        "changed": changed,
        "raised": raised,
        "shown": [(one.text, one.labelled, int(one.before), int(one.after)) for one in shown],
    }
