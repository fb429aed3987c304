"""The engine of `brobygger triage`: JSON lines in, JSON lines out, one for one and in order."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from triage.assessing import Assessor, Turn
from triage.topics import in_order
from triage.verdict import UNASSESSED, Verdict

_REMEMBERED: Final = 6  # messages of a conversation; as many as count in a verdict
_CONVERSATIONS: Final = 100_000  # our own bound on memory; the one unheard of longest goes first


class BadLine(ValueError):
    """A line that asks for nothing we can answer; the message says why."""


@dataclass(slots=True)
class Running:
    """A conversation as far as it has been read."""

    turns: list[Turn] = field(default_factory=list)
    so_far: Verdict | None = None


@dataclass(slots=True)
class LineReader:
    """Answers lines. A single message is `{"id","text"}`; with `conversation` it is one turn of it.

    In a conversation `level`, `acute` and `topics` are those of all its messages so far, and a
    counsellor's line is answered with them; `spans` and `labels` are the line's own.
    """

    assessor: Assessor
    _running: OrderedDict[str, Running] = field(default_factory=OrderedDict)

    def answers(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield an answer for each line as it is read; a bad line is answered with an error."""
        for line in lines:
            yield _encoded(self.answer(line))

    def answer(self, line: bytes) -> dict[str, object]:
        """Return the answer to one line."""
        asked: Mapping[str, object] = {}
        try:
            asked = _parsed(line)
            verdict = self._verdict(asked)
        except BadLine as bad:
            error = {"code": "malformed", "message": str(bad)}
            return {"id": asked.get("id"), "error": error}
        named = {name: asked[name] for name in ("conversation", "turn") if name in asked}
        return {"id": asked.get("id"), **named, **verdict.as_wire()}

    def _verdict(self, asked: Mapping[str, object]) -> Verdict:
        text = asked.get("text")
        if not isinstance(text, str):
            raise BadLine("`text` is missing, or no text")
        if "conversation" not in asked:
            return self._assessed(text, ())
        running = self._conversation(asked["conversation"])
        sender = asked.get("from", "young")
        if sender == "young":
            verdict = _so_far(self._assessed(text, running.turns), running.so_far)
            running.so_far = verdict
            running.turns.append(Turn("young", text))
        elif sender in {"counsellor", "supervisor"}:
            verdict = replace(running.so_far or self._assessed("", ()), spans=(), labels=())
            running.turns.append(Turn("counsellor", text))
        else:
            raise BadLine("`from` is neither young nor counsellor")
        del running.turns[:-_REMEMBERED]
        return verdict

    def _conversation(self, name: object) -> Running:
        if not isinstance(name, str | int):
            raise BadLine("`conversation` is neither a text nor a number")
        running = self._running.pop(str(name), None) or Running()
        self._running[str(name)] = running
        if len(self._running) > _CONVERSATIONS:
            self._running.popitem(last=False)
        return running

    def _assessed(self, text: str, before: Sequence[Turn]) -> Verdict:
        try:
            return self.assessor.assess(text, before)
        except Exception:  # noqa: BLE001 - whatever it was: not assessed is an answer, silence is not
            return replace(UNASSESSED, lexicon=self.assessor.lexicon.version)


def _so_far(verdict: Verdict, before: Verdict | None) -> Verdict:
    if before is None:
        return verdict
    graver = verdict if verdict.level >= before.level else before
    return replace(
        verdict,
        level=graver.level,
        acute=verdict.acute or before.acute,
        topics=in_order({*verdict.topics, *before.topics}),
        subject=graver.subject,
    )


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("this is not a line of JSON") from None
    if not isinstance(asked, dict):
        raise BadLine("this is not a JSON object")
    return asked


def _encoded(answer: Mapping[str, object]) -> bytes:
    text = json.dumps(answer, ensure_ascii=False)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair in an id
        return json.dumps(answer).encode() + b"\n"
