"""Prints every figure of `docs/triage.md`: nothing there is typed by hand."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from triage.about_what import macro_f1, topics_f1
from triage.across_authors import AcrossAuthors, read_by
from triage.assessing import Assessor
from triage.conversations import Followed, followed
from triage.footprint import ORDINARY, Growing, cpu, cpu_of_new, long_texts, start_up
from triage.foreign import danish_called_foreign, foreign_found
from triage.measures import (
    Read,
    Several,
    Share,
    acute_falsely,
    acute_found,
    by_rule,
    by_tag,
    false_alarms,
    found,
    grave_found,
    indirect_found,
    put_down_by_context,
)
from triage.second_reader.head_names import LEVELS
from triage.second_reader.labelled import Authors, PlainLines, hand, messages
from triage.second_reader.training import Inputs
from triage.verdict import Level

BEGIN: Final = "<!-- figures: written by `brobygger triage evaluate --write` -->\n"
END: Final = "<!-- end of figures -->\n"
_ELEVATED: Final = LEVELS.index("level>=2")
_BINS: Final = 10
_RULES_SHOWN: Final = 15
_OFTEN: Final = 5
_TEN_THOUSAND: Final = 10_000


@dataclass(frozen=True, slots=True)
class Sources:
    """What is measured on."""

    lexicon: Path
    reader: Path
    inputs: Inputs
    dev: Path
    """A folder: `messages.jsonl`, `conversations.jsonl`, `danish_everyday.txt`."""
    foreign: Path
    aside: Path
    """Messages nobody has trained on or written rules after; the shipped table reads them."""
    given: frozenset[str]
    """The hands the floors are read on: those whose files were given to us, not written by us."""
    folds: Path
    """Where tables trained without an author are kept for the next time."""
    growth_over: int
    """So many random messages."""


def report(assessor: Assessor, sources: Sources) -> Iterator[str]:
    """Yield the report in Markdown, section by section, as it is measured."""
    with Growing(sources.lexicon, sources.reader, sources.growth_over) as growing:
        yield from _report(assessor, sources, growing)


def _report(assessor: Assessor, sources: Sources, growing: Growing) -> Iterator[str]:
    alone = replace(assessor, second=None)
    reads: list[Read] = []
    chances: list[tuple[float, bool]] = []
    across = AcrossAuthors.of(assessor, sources.inputs, sources.folds)
    for those, second in across.read():
        reads += those
        for one in those:
            scores = second.chances(second.highest(one.said.text))
            chances.append((float(scores[_ELEVATED]), one.at_risk))
    by_rules = [replace(one, verdict=alone.assess(one.said.text)) for one in reads]
    yield f"Measured with `{assessor.version}`.\n"
    for title, authors in _groups(reads, sources.given).items():
        yield f"### Authors not trained on: {title}\n"
        yield from _aims(*(_by(authors, those) for those in (reads, by_rules)))
        yield ""
    yield "### A file kept aside\n"
    aside, aside_by_rules = (read_by(one, "", sources.aside) for one in (assessor, alone))
    yield from _aims(aside, aside_by_rules)
    yield "\n### By author\n"
    yield from _authors(reads, by_rules)
    yield "\nFrom here on all authors are counted together.\n"
    yield "\n### By level given\n"
    yield from _levels(reads)
    yield "\n### Recall of level 2 and above by tag\n"
    yield from _tags(reads, by_rules)
    yield "\n### Topics (F1)\n"
    yield from _topics(reads, sources.given)
    yield "\n### Calibration of the second reader: chance of level 2 or above\n"
    yield from _calibration(chances)
    yield "\n### Precision by rule: those most often wrong\n"
    yield from _rules(reads)
    yield "\n### Conversations (`triage_dev`, whose messages chose the thresholds)\n"
    yield from _conversations(assessor, alone, sources)
    yield "\n### Plain lines\n"
    yield from _plain(assessor, alone, sources)
    yield "\n### Other languages\n"
    yield from _languages(assessor, sources)
    yield "\n### Cost (this machine)\n"
    yield from _cost(assessor, sources, growing)


def _groups(reads: Several, given: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return the groups of authors that are counted by themselves, by title."""
    everybody = frozenset(one.author for one in reads)
    named = frozenset(author for author in everybody if hand(author) in given)
    return {
        "the given ones, on whom the floors are read": named,
        "our own files": everybody - named,
        "all of them together": everybody,
    }


def _by(authors: frozenset[str], reads: Several) -> Several:
    return [one for one in reads if one.author in authors]


def _aims(reads: Several, by_rules: Several) -> Iterator[str]:
    yield "| measure | both readers | lexicon alone | at least | aim |"
    yield "| --- | --- | --- | --- | --- |"
    for name, share, floor, aim in (
        ("recall, level >= 2 given >= 2", found, "92 %", "97 %"),
        ("recall, level 4 given >= 3", grave_found, "85 %", "97 %"),
        ("false alarms: level 0 given >= 2", false_alarms, "10 %", "5 %"),
        ("recall, indirect and euphemistic", indirect_found, "80 %", "92 %"),
        ("acute: recall", acute_found, "85 %", "95 %"),
        ("acute: false marks on not acute", acute_falsely, "3 %", "1 %"),
        ("explicit risk put below elevated by a context rule", put_down_by_context, "0", "0"),
    ):
        yield f"| {name} | {share(reads)} | {share(by_rules)} | {floor} | {aim} |"
    yield f"| topics, macro-F1 | {macro_f1(reads)} | {macro_f1(by_rules)} | 0.60 | 0.80 |"


def _authors(reads: Several, by_rules: Several) -> Iterator[str]:
    yield "| author | recall >= 2 | lexicon alone | 4 given >= 3 | 0 given >= 2 | acute |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for author in dict.fromkeys(one.author for one in reads):
        those = [one for one in reads if one.author == author]
        rules = [one for one in by_rules if one.author == author]
        shares = (found(those), found(rules), grave_found(those), false_alarms(those))
        cells = [author, *map(str, shares), str(acute_found(those))]
        yield f"| {' | '.join(cells)} |"


def _levels(reads: Several) -> Iterator[str]:
    yield "| labelled | given 0 | 1 | 2 | 3 | 4 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for level in Level:
        those = [one.verdict.level for one in reads if one.said.level == level]
        yield f"| {level:d} | {' | '.join(str(those.count(given)) for given in Level)} |"


def _tags(reads: Several, by_rules: Several) -> Iterator[str]:
    rules = dict(by_tag(by_rules))
    yield "| tag | both readers | lexicon alone |"
    yield "| --- | --- | --- |"
    for tag, share in by_tag(reads):
        if share.of:
            yield f"| {tag} | {share} | {rules[tag]} |"


def _calibration(chances: Sequence[tuple[float, bool]]) -> Iterator[str]:
    yield "| said | messages | were so |"
    yield "| --- | --- | --- |"
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        held = [is_so for chance, is_so in chances if low <= chance < high]
        yield f"| {low:.1f}-{high:.1f} | {len(held)} | {Share(sum(held), len(held))} |"


def _rules(reads: Several) -> Iterator[str]:
    yield "| rule | messages of level 2 or above among its marks |"
    yield "| --- | --- |"
    often = [one for one in by_rule(reads) if one[1].of >= _OFTEN]
    for rule, share in often[:_RULES_SHOWN]:
        yield f"| `{rule}` | {share} |"


def _conversations(assessor: Assessor, alone: Assessor, sources: Sources) -> Iterator[str]:
    path = sources.dev / "conversations.jsonl"
    yield "| measure | both readers | lexicon alone | at least | aim |"
    yield "| --- | --- | --- | --- | --- |"
    both, rules = followed(assessor, path), followed(alone, path)
    for name, share, floor, aim in (
        ("of level >= 2: given >= 2 in time", Followed.in_time, "90 %", "97 %"),
        ("of level >= 2: given all of their level in time", Followed.to_the_level, "", ""),
        ("no risk in them, given >= 2", Followed.false_alarms, "", ""),
    ):
        yield f"| {name} | {share(both)} | {share(rules)} | {floor} | {aim} |"


def _plain(assessor: Assessor, alone: Assessor, sources: Sources) -> Iterator[str]:
    everyday = (sources.dev / "danish_everyday.txt").read_text(encoding="utf-8").splitlines()
    kept = PlainLines.read(sources.inputs.plain).kept_aside if sources.inputs.plain else ()
    yield "| lines | both readers: >= 2, per 10,000 | lexicon alone | at least | aim |"
    yield "| --- | --- | --- | --- | --- |"
    cells = f"{_alarms(assessor, everyday)} | {_alarms(alone, everyday)}"
    yield f"| everyday lines of `triage_dev` | {cells} | | |"
    if kept:
        cells = f"{_alarms(assessor, kept)} | {_alarms(alone, kept)}"
        yield f"| corpus, the half not trained on | {cells} | 100; lexicon 5 | 20; 2 |"
    else:
        yield "| corpus | the file is not here: not measured | | | |"


def _alarms(assessor: Assessor, lines: Sequence[str]) -> str:
    """Return alarms for 10,000 lines; foreign ones, which need eyes too, beside them."""
    verdicts = [assessor.assess(line) for line in lines if line.strip()]
    alarms = sum(one.level >= Level.ELEVATED and one.status == "assessed" for one in verdicts)
    return f"{_TEN_THOUSAND * alarms / len(verdicts):.1f} ({alarms}/{len(verdicts)})"


def _languages(assessor: Assessor, sources: Sources) -> Iterator[str]:
    yield "| text | not assessed, needs eyes |"
    yield "| --- | --- |"
    for language, share in foreign_found(assessor, sources.foreign):
        yield f"| {language} | {share} |"
    if sources.inputs.plain is not None:
        kept = PlainLines.read(sources.inputs.plain).kept_aside
        share = danish_called_foreign(assessor, kept)
        yield f"| Danish corpus, the half not trained on | {share} |"


def _cost(assessor: Assessor, sources: Sources, growing: Growing) -> Iterator[str]:
    texts = [one.text for one in messages(sources.dev / "messages.jsonl")]
    short, long = [text for text in texts if len(text) <= ORDINARY], list(long_texts(texts))
    others = [one.text for one in Authors.read(sources.inputs.authors).messages]
    random.Random(0).shuffle(others)  # noqa: S311 - it guards nothing
    grown = growing.mib()  # first: what follows is measured with nothing beside it
    yield "| measure | | at least | aim |"
    yield "| --- | --- | --- | --- |"
    for name, these, floor, aim in (
        ("a message up to 200 characters", short, "1 ms", "0.5 ms"),
        ("4,000 characters", long, "15 ms", "8 ms"),
    ):
        new = cpu_of_new(partial(Assessor.load, sources.lexicon, sources.reader), these, others)
        yield f"| {name}, new, CPU | {new} | {floor} | {aim} |"
        yield f"| {name}, read again, CPU | {cpu(assessor, these)} | | |"
    spent_s, held_mib = start_up(sources.lexicon, sources.reader)
    yield f"| start-up, CPU | {spent_s:.2f} s | 3 s | 1 s |"
    yield f"| memory once loaded | {held_mib:.0f} MiB | 350 MB | 200 MB |"
    yield f"| growth over {sources.growth_over:,} random messages | {grown:.1f} MiB | 10 MiB | 0 |"


def _topics(reads: Several, given: frozenset[str]) -> Iterator[str]:
    """Yield the F1 of each topic, a column for each group of authors."""
    groups = _groups(reads, given)
    columns = [topics_f1(_by(authors, reads)) for authors in groups.values()]
    yield f"| topic | {' | '.join(groups)} |"
    yield "| --- |" + " --- |" * len(columns)
    for topic in columns[-1]:
        told = (f"{one[topic]:.2f}" if topic in one else "-" for one in columns)
        yield f"| {topic} | {' | '.join(told)} |"


def written_into(page: str, figures: str) -> str:
    """Return a page with the figures in their place.

    Raises:
        ValueError: the page has no such place.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the page has no place for figures")
    return f"{before}{BEGIN}\n{figures}\n{END}{after}"
