"""Assessing a message: a text in, the verdict out. The one door to this package."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, Self

from triage.language import Languages
from triage.lexicon import NOTHING_MORE, Lexicon, Weight, read_lexicon
from triage.lexicon_check import check
from triage.reading import ANSWER, FIGURE, JOINED, Reader, worst
from triage.second_reader.joining import joined
from triage.second_reader.wording import pieces
from triage.topics import OTHER, in_order
from triage.verdict import UNASSESSED, Level, Span, Verdict
from triage.weighing import NOTHING, Hit, Reading

if TYPE_CHECKING:
    from triage.second_reader.reader import SecondReader

# Our own bounds: what belongs together is written in short lines, close to each other.
_LINES_JOINED: Final = 3
_LINE: Final = 80
_CONTEXT: Final = 6
_ANSWERED_WITHIN: Final = 2
_MOST_SHOWN: Final = 40


class Turn(NamedTuple):
    """An earlier message of the conversation."""

    sender: Literal["young", "counsellor"]
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class Assessor:
    """Triage, ready to assess. Pure and safe in threads: nothing is remembered between messages."""

    lexicon: Lexicon
    reader: Reader
    quiet: Verdict
    """The verdict on what says nothing: most messages."""
    languages: Languages | None = None
    second: "SecondReader | None" = None

    @classmethod
    def load(
        cls,
        folder: Path,
        reader_folder: Path | None = None,
        *,
        second: bool = True,
        more: Mapping[str, str] = NOTHING_MORE,
    ) -> Self:
        """Read the lexicon and hold every rule to its examples; read what the second reader learnt.

        Args:
            folder: the lexicon.
            reader_folder: the second reader's table, and the words that tell Danish from other
                languages; without it the lexicon reads alone, whatever the language.
            second: whether the second reader reads too.
            more: files laid over the lexicon, by name.

        Raises:
            LexiconError: the lexicon cannot be used; file, line and reason are in the message.
            TableError: the second reader's table cannot be used.
        """
        lexicon = read_lexicon(folder, more)
        reader = Reader.of(lexicon)
        check(lexicon, reader)
        languages = learnt = None
        version = lexicon.version
        if reader_folder is not None:
            languages = Languages.read(reader_folder / "danish.txt")
            if second:
                # It brings numpy along, which nobody needs who only names an `Assessor`.
                from triage.second_reader.reader import SecondReader  # noqa: PLC0415

                learnt = SecondReader.load(reader_folder)
                version += f".{learnt.table.digest}"
        quiet = Verdict(
            "assessed",
            Level.NONE,
            (),
            acute=False,
            subject="none",
            labels=(),
            spans=(),
            lexicon=version,
        )
        return cls(lexicon, reader, quiet, languages, learnt)

    @property
    def version(self) -> str:
        """Return what stands for exactly these rules and this table, in every verdict."""
        return self.quiet.lexicon

    def assess(self, text: str, before: Sequence[Turn] = ()) -> Verdict:
        """Return the verdict on a young person's message.

        A message raises by words of its own, by words it completes, or by what it answers: never
        by what was said before alone.

        What is clearly written in a language nobody here can read is not assessed, unless one of
        the readers finds a risk in it all the same.

        Args:
            text: the message.
            before: earlier messages, the oldest first; the last six count.
        """
        return self.both(text, before)[1]

    def both(self, text: str, before: Sequence[Turn] = ()) -> tuple[Verdict, Verdict]:
        """Return the verdict by rules alone, and the one the second reader may have raised.

        The two are one where no second reader is asked.
        """
        text = unicodedata.normalize("NFC", text)
        recent = before[-_CONTEXT:]
        earlier = _last_lines(recent) if recent else ""
        by_rules = self._by_rules(text, recent, earlier)
        if self.languages is None:
            return by_rules, by_rules
        read = pieces(text)
        verdict = by_rules
        if self.second is not None:
            begun = pieces(earlier) if earlier and len(text) <= _LINE else ()
            verdict = joined(by_rules, self.second.opinion(text, read, begun, by_rules))
        if _no_risk(verdict) and self.languages.foreign(text, read):
            unread = replace(UNASSESSED, lexicon=self.version)
            return unread, unread
        return by_rules, verdict

    def _by_rules(self, text: str, before: Sequence[Turn], earlier: str) -> Verdict:
        """Return the verdict of the lexicon alone."""
        reading = self.reader.read(text)
        hits = list(reading.hits)
        if before:
            hits += self._completed(text, earlier)
            if reading.replies:
                hits += self._answered(reading, before)
        if not hits and reading is NOTHING:
            return self.quiet
        return self._verdict(hits, reading)

    def _completed(self, text: str, earlier: str) -> list[Hit]:
        """Return what the young person's last lines and the beginning of this one say together."""
        if not earlier:
            return []
        beginning = text if len(text) <= _LINE else text[:_LINE].rpartition(" ")[0]
        hits = self.reader.completed(earlier, beginning)
        return [replace(hit, labels=hit.labels | {JOINED}) for hit in hits]

    def _answered(self, reading: Reading, before: Sequence[Turn]) -> list[Hit]:
        """Return what the reply means as an answer to the counsellor's last question."""
        near = range(max(0, len(before) - _ANSWERED_WITHIN), len(before))
        asked = next((at for at in reversed(near) if before[at].sender == "counsellor"), None)
        if asked is None:
            return []
        questions = self.reader.questions(unicodedata.normalize("NFC", before[asked].text))
        named = {
            topic
            for question in questions
            if not question.needs
            for answer in (question.answers or {}).values()
            for topic in answer.topics
        }
        hits: list[Hit] = []
        for question in questions:
            answers = question.answers or {}
            for reply, (start, end) in reading.replies:
                if reply in answers and (
                    question.needs in {"", *named} or self._in_the_air(question.needs, before)
                ):
                    hits.append(Hit(question.id, answers[reply], start, end, frozenset({ANSWER})))
        return hits

    def _in_the_air(self, topic: str, before: Sequence[Turn]) -> bool:
        """Return whether the young person has said so already, or has answered so."""
        for at, turn in enumerate(before):
            if turn.sender == "young":
                reading = self.reader.read(unicodedata.normalize("NFC", turn.text))
                hits = [*reading.hits]
                if reading.replies:
                    hits += self._answered(reading, before[:at])
                if any(
                    topic in hit.weight.topics and hit.weight.level >= Level.ELEVATED
                    for hit in hits
                ):
                    return True
        return False

    def _verdict(self, hits: Sequence[Hit], reading: Reading) -> Verdict:
        topics = {topic for hit in hits for topic in hit.weight.topics} | set(reading.topics)
        labels = {label for hit in hits for label in hit.labels}
        if reading.figure:
            labels.add(FIGURE)
        shown = _to_show(hits)
        return Verdict(
            status="assessed",
            level=worst(hits),
            topics=in_order(topics - {OTHER}),
            acute=any(hit.weight.acute for hit in hits),
            subject=_gravest(hits).subject if hits else "none",
            labels=tuple(sorted(labels)),
            spans=tuple(map(_span, shown)),
            lexicon=self.version,
            beneath=_beneath(hits, shown) if len(shown) < len(hits) else (),
        )


def _no_risk(verdict: Verdict) -> bool:
    return verdict.level < Level.ELEVATED and not verdict.acute


def _last_lines(before: Sequence[Turn]) -> str:
    """Return the young person's last short lines, one below the other, as far as they are read."""
    lines: list[str] = []
    for turn in reversed(before):
        if turn.sender == "young":
            if len(turn.text) > _LINE or len(lines) == _LINES_JOINED:
                break
            lines.append(unicodedata.normalize("NFC", turn.text))
    earlier = "\n".join(reversed(lines))
    return earlier[-_LINE:].partition(" ")[2] if len(earlier) > _LINE else earlier


def _gravest(hits: Sequence[Hit]) -> Weight:
    return max((hit.weight for hit in hits), key=lambda one: (one.level, one.acute))


def _to_show(hits: Sequence[Hit]) -> list[Hit]:
    """Leave out what lies within a graver mark; return the rest in the order of the text."""
    shown: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (-one.weight.level, one.start - one.end)):
        if len(shown) == _MOST_SHOWN:
            break
        if not any(one.start <= hit.start and hit.end <= one.end for one in shown):
            shown.append(hit)
    return sorted(shown, key=lambda one: (one.start, one.end))


def _beneath(hits: Sequence[Hit], shown: Sequence[Hit]) -> tuple[Span, ...]:
    """Return what has no mark of its own: once under each mark, for each weight; gravest first."""
    found: dict[object, Hit] = {}
    for hit in hits:
        above = next((n for n, one in enumerate(shown) if one.start <= hit.start < one.end), None)
        mark = None if above is None else shown[above]
        if mark is None or (mark.rule, mark.weight) != (hit.rule, hit.weight):
            found.setdefault((hit.rule, hit.weight, above), hit)
    gravest_first = sorted(found.values(), key=lambda one: (-one.weight.level, one.start))
    return tuple(map(_span, gravest_first))


def _span(hit: Hit) -> Span:
    return Span(
        hit.start,
        hit.end,
        hit.rule,
        hit.weight.topics[0],
        hit.weight.why_da,
        hit.weight.level,
        hit.weight.acute,
    )
