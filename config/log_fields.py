"""What a log line may hold. A field not on the list, or no plain word, does not get past here."""

import re
import traceback
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

from config.pseudonyms import Pseudonyms

ROOT = Path(__file__).resolve().parents[1]
OURS = frozenset({"event", "level", "timestamp", "logger", "where", "exception", "trace"})
IDS = frozenset({"conversation", "escalation", "offer", "staff"})
"""Always as a keyed hash (SECURITY_TARGETS row 29)."""
FIELDS = frozenset(
    "act at attempt audience batch bytes capacity clients code command commands connections"
    " conversations count cursors dialect driver dropped error escalations event events failed"
    " failure frames fsync handler head heads how journal_mode kind lag_ms language"
    " level_from level_to lexicon lines load"
    " messages ms name namespace outcome packets part people pid port position process processes"
    " queue queued rate reason retry_after_s role rows schema seq signal size_bytes sockets spans"
    " state status step synchronous synchronous_commit task tasks tick took_ms took_s"
    " transport trials trigger version waited_s waiting".split()
)
WORD = re.compile(r"[A-Za-z0-9_.:/+-]{1,80}")
"""No space: no sentence gets past, whatever field it is put in."""
OUR_MISTAKES = (AttributeError, ImportError, NameError)
"""Their messages name code, and nothing a person wrote: they may be shown."""
DEEPEST = 30
"""Frames of one exception: enough to find it, and no flood."""


def allowed(line: MutableMapping[str, Any], names: Pseudonyms) -> dict[str, Any]:
    """Return what of a line may be written; ids as this process's names for them."""
    kept: dict[str, Any] = {}
    for field, value in line.items():
        if field in IDS:
            kept[field] = None if value is None else names.of(str(value))
        elif field == "trace":
            kept[field] = value
        elif field in FIELDS or field in OURS:
            kept[field] = word(value)
    return kept


def word(value: object) -> object:
    """Return a plain word, number or nothing as it is, and a mark in place of anything else."""
    if value is None or isinstance(value, bool | int | float):
        return value
    written = str(value)
    return written if WORD.fullmatch(written) else "?"


def without_text(error: BaseException) -> tuple[str, list[str]]:
    """Return the exception's class and the places it passed, without messages, source or locals."""
    chain = list(causes(error))
    places = [place for one in chain for place in [f"< {headed(one)}", *frames(one)]]
    return type(error).__name__, places


def headed(error: BaseException) -> str:
    """Return the class's name, with the message where that can only be about code."""
    name = type(error).__name__
    return f"{name}: {error}" if type(error) in OUR_MISTAKES else name


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield the exception and what it came from, in a group also what is inside."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        inside = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        waiting += [*inside, one.__cause__ or one.__context__]


def frames(error: BaseException) -> list[str]:
    """Return `file:line function` of the innermost frames, our own files from the house's root."""
    passed = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    return [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in passed]


def short(filename: str) -> str:
    """Return a path that tells nothing of the machine."""
    path = Path(filename)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return path.relative_to(ROOT).as_posix()
    return "/".join(path.parts[-2:])
