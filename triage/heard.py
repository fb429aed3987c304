"""Which rules the open text gives nothing to: each of them says why it is there all the same.

A rule that nobody's words have ever met may still be right: it may also be a mistake that no
example shows. So a rule either meets something in the open text or carries a reason, `unheard`.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from triage.lexicon import Rule
from triage.reading import Reader


def open_texts(folder: Path) -> Iterator[str]:
    """Yield every text that rules may be tried on, those of counsellors first: they are few.

    Args:
        folder: `train/*.jsonl`, and in `dev/` `conversations.jsonl`, `messages.jsonl` and
            `danish_everyday.txt`. What is kept aside is not read.
    """
    dev = folder / "dev"
    for said in _rows(dev / "conversations.jsonl"):
        for turn in said["turns"]:
            yield turn["text"]
    for path in (dev / "messages.jsonl", *sorted((folder / "train").glob("*.jsonl"))):
        for said in _rows(path):
            yield said["text"]
    yield from (dev / "danish_everyday.txt").read_text(encoding="utf-8").splitlines()


def unheard(reader: Reader, texts: Iterable[str]) -> list[Rule]:
    """Return the rules that speak up on none of the texts; it reads no further than it must.

    An entry that marks something speaks up where it makes a mark, any other rule where it matches.
    """
    marks = {rule.id for rule in reader.rules if _marks(rule)}
    waiting = {rule.id: rule for rule in reader.rules}
    together = {rule.id for rule in reader.rules if rule.together}
    for text in texts:
        if not waiting:
            break
        written = unicodedata.normalize("NFC", text)
        met = {rule.id for rule in reader.matching(written)}
        if met and not waiting.keys().isdisjoint((met & marks) | together):
            for hit in reader.read(written).hits:
                waiting.pop(hit.rule, None)
        for name in met - marks:
            waiting.pop(name, None)
    return list(waiting.values())


def unexplained(reader: Reader, texts: Iterable[str]) -> list[str]:
    """Return a sentence for each rule without a match or a reason, and for each reason outlived."""
    silent = unheard(reader, texts)
    found = [
        rule.where.wrong(f"{rule.id}: nothing in the open text meets it; `unheard` says why not")
        for rule in silent
        if not rule.unheard
    ]
    names = {rule.id for rule in silent}
    found += [
        rule.where.wrong(f"{rule.id}: something in the open text meets it; take `unheard` out")
        for rule in reader.rules
        if rule.unheard and rule.id not in names
    ]
    return list(map(str, found))


def _marks(rule: Rule) -> bool:
    return rule.weight is not None and bool(rule.weight.level or rule.weight.acute)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.strip():
                yield json.loads(line)
