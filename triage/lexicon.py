"""The lexicon (config/lexicon/*.yaml): what people have written down that triage listens for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, cast

from triage.lexicon_file import Item, LexiconError
from triage.topics import OTHER, TOPICS
from triage.verdict import Level, Subject

_ORDER: Final = {topic: at for at, topic in enumerate(TOPICS)}
KINDS: Final = ("theme", "together", "figures", "labels", "questions")
_WORDS_FILE: Final = "words.yaml"
NOTHING_MORE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Weight:
    """What a match says: how urgent, about what, about whom, and why in a sentence."""

    level: Level
    topics: tuple[str, ...]
    """`other` where the words alone do not tell: a mark may say so, a verdict never does."""
    acute: bool
    subject: Subject
    why_da: str
    why_en: str


Kind = Literal["entry", "cue", "figure", "label", "question", "reply"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns under one name, with examples that hold them to their meaning."""

    id: str
    kind: Kind
    patterns: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    where: Item
    weight: Weight | None = None
    """Entries only."""
    together: tuple[tuple[str, ...], ...] = ()
    """Entries that ask for several signs: for each, the ids of the rules that will do."""
    within: int = 0
    """How many words these may be apart, from the first to the last."""
    up_to: Level = Level.NONE
    """Figures only: the highest level they may clear."""
    near: int = 0
    """Labels only: at most so many words away from what they label."""
    needs: str = ""
    """Questions only: the topic that must be in the air for the question to mean this."""
    answers: Mapping[str, Weight] | None = None
    """Questions only: what each reply to it means, by the reply's id."""
    unheard: str = ""
    """Why it is there although nothing in the open text meets it; empty for nearly all."""


@dataclass(frozen=True, slots=True, repr=False)
class Lexicon:
    """All rules, and the words they are made of."""

    version: str
    classes: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    stops: tuple[str, ...]
    known: frozenset[str]
    rules: tuple[Rule, ...]


def read_lexicon(folder: Path, more: Mapping[str, str] = NOTHING_MORE) -> Lexicon:
    """Read every file of the folder, and `more` that stand in no folder: file name and text.

    Raises:
        LexiconError: something is missing, unknown or said twice; it names file, line and key.
    """
    paths = sorted(folder.glob("*.yaml"))
    if folder / _WORDS_FILE not in paths:
        raise LexiconError(f"{folder}: there is no {_WORDS_FILE} here, so this is no lexicon")
    words = Item.open(folder / _WORDS_FILE).fields(
        "version classes variants fillers stops", "known"
    )
    files = [Item.open(path) for path in paths if path.name != _WORDS_FILE]
    files += [Item.read(name, text) for name, text in more.items()]
    rules = [rule for file in files for rule in _read_rules(file)]
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            raise rule.where.wrong(f"the id {rule.id!r} stands in {seen[rule.id].where.file} too")
        seen[rule.id] = rule
    rules = [_resolved(rule, seen) for rule in rules]
    for rule in rules:
        for reply in rule.answers or ():
            if reply not in seen or seen[reply].kind != "reply":
                raise rule.where.wrong(f"there is no reply {reply!r}")
    digest = hashlib.sha256()
    contents = {path.name: path.read_bytes() for path in paths}
    for name, content in (contents | {name: text.encode() for name, text in more.items()}).items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return Lexicon(
        version=f"{words['version'].text()}+{digest.hexdigest()[:8]}",
        classes=_word_lists(words["classes"]),
        variants=_word_lists(words["variants"]),
        fillers=words["fillers"].texts(),
        stops=words["stops"].texts(),
        known=frozenset(words["known"].texts() if "known" in words else ()),
        rules=tuple(rules),
    )


def _read_rules(file: Item) -> list[Rule]:
    fields = file.fields("kind about", "entries cues figures labels questions replies")
    kind = fields["kind"].one_of(KINDS)
    if kind == "questions":
        file.fields("kind about questions replies")
        replies = [_rule(item, "reply") for item in fields["replies"].items()]
        return replies + [_question(item) for item in fields["questions"].items()]
    if kind == "theme":
        return [_entry(item) for item in file.fields("kind about entries")["entries"].items()]
    if kind == "together":
        named = file.fields("kind about cues entries")
        cues = [_rule(item, "cue") for item in named["cues"].items()]
        return cues + [_together(item) for item in named["entries"].items()]
    if kind == "figures":
        return [_figure(item) for item in file.fields("kind about figures")["figures"].items()]
    return [_label(item) for item in file.fields("kind about labels")["labels"].items()]


_RULE: Final = "id patterns hits misses"


def _entry(item: Item) -> Rule:
    fields = item.fields(f"{_RULE} level topics why", "acute subject unheard")
    rule = _rule(item, "entry", "level topics why acute subject")
    return replace(rule, weight=_weight(fields))


def _together(item: Item) -> Rule:
    fields = item.fields("id all within hits misses level topics why", "acute subject unheard")
    return Rule(
        id=fields["id"].name(),
        kind="entry",
        patterns=(),
        hits=fields["hits"].texts(),
        misses=fields["misses"].texts(),
        where=item,
        weight=_weight(fields),
        together=tuple((asked,) for asked in fields["all"].texts()),
        within=int(fields["within"].one_of(tuple(map(str, range(1, 100))))),
        unheard=_reason(fields),
    )


def _resolved(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    """Put the ids of rules in place of `cue.now | suicide.*`."""
    together = []
    for (asked,) in rule.together:
        names = [name.strip() for name in asked.split("|")]
        ids = [one for one in rules if any(_named(one, name) for name in names)]
        for name in names:
            if not any(_named(one, name) for one in rules):
                raise rule.where.wrong(f"{rule.id}: there is no rule {name!r}")
        together.append(tuple(one for one in ids if rules[one].patterns))
    return replace(rule, together=tuple(together))


def _named(rule: str, name: str) -> bool:
    return rule.startswith(name[:-1]) if name.endswith(".*") else rule == name


def _figure(item: Item) -> Rule:
    fields = item.fields(f"{_RULE} up_to", "unheard")
    return replace(_rule(item, "figure", "up_to"), up_to=_level(fields["up_to"]))


def _label(item: Item) -> Rule:
    fields = item.fields(f"{_RULE} near", "unheard")
    near = int(fields["near"].one_of(tuple("123456789")))
    return replace(_rule(item, "label", "near"), near=near)


def _question(item: Item) -> Rule:
    fields = item.fields(f"{_RULE} answers", "needs unheard")
    answers = {
        reply: _weight(answer.fields("level topics why", "acute subject"))
        for reply, answer in fields["answers"].mapping().items()
    }
    needs = fields["needs"].one_of(TOPICS) if "needs" in fields else ""
    return replace(_rule(item, "question", "answers needs"), answers=answers, needs=needs)


def _rule(item: Item, kind: Kind, more: str = "") -> Rule:
    fields = item.fields(_RULE, f"{more} unheard")
    return Rule(
        id=fields["id"].name(),
        kind=kind,
        patterns=fields["patterns"].texts(),
        hits=fields["hits"].texts(),
        misses=fields["misses"].texts(),
        where=item,
        unheard=_reason(fields),
    )


def _reason(fields: Mapping[str, Item]) -> str:
    return fields["unheard"].sentence() if "unheard" in fields else ""


def _weight(fields: Mapping[str, Item]) -> Weight:
    level = _level(fields["level"])
    why = fields["why"].fields("da en")
    acute = "acute" in fields and fields["acute"].one_of(("true", "false")) == "true"
    subject = fields["subject"].one_of(("self", "other", "none")) if "subject" in fields else "self"
    return Weight(
        level=level,
        topics=tuple(topic.one_of((*TOPICS, OTHER)) for topic in fields["topics"].items()),
        acute=acute or level is Level.IMMINENT,
        subject=cast("Subject", subject),
        why_da=why["da"].text(),
        why_en=why["en"].text(),
    )


def _level(item: Item) -> Level:
    return Level(int(item.one_of(("0", "1", "2", "3", "4"))))


def _word_lists(item: Item) -> dict[str, tuple[str, ...]]:
    return {name: value.texts() for name, value in item.mapping().items()}
