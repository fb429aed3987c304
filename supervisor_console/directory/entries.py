"""Entries that supervisors make: what a new service or centre is called, and when it may be shown.

A number nobody has looked up is shown to no young person, whoever says yes to it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from supervisor_console.directory.edits import Fields
from supervisor_console.directory.looking_up import day_of, is_older, reached_by

ITS_SERVICE: Final = "service"
"""The key that makes an entry a centre: the service it is one house of."""
IN_ASCII: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe"})
LONGEST_ID: Final = 50
NOBODY_LOOKED: Final = "last_checked: before the young see it, somebody looks it up; write the day"
NOT_YET: Final = "last_checked: this day has not come yet"
LOOKED_BEFORE: Final = "last_checked: the number is new, and was looked up before; look it up"
SAME_NAME: Final = "name: the directory has this name already"


def is_centre(fields: Mapping[str, object]) -> bool:
    """Tell a centre from a service."""
    return ITS_SERVICE in fields


def id_for(name: str, taken: Collection[str]) -> str:
    """Return an id for a new entry, of its name: one that nothing has now or ever had."""
    ascii_only = re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(IN_ASCII))
    stem = ascii_only[:LONGEST_ID].strip("-") or "tilbud"
    number, found = 2, stem
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found


def has_name(name: str, entries: Iterable[Fields]) -> bool:
    """Tell whether an entry has a name that reads as this one does."""
    return any(str(one.get("name")).casefold() == name.casefold() for one in entries)


def unlooked_up(
    before: Fields, after: Fields, today: date, *, looked_up: bool = False
) -> str | None:
    """Say what is missing before the young may be shown what they were not shown before.

    A number or address that is new, or an entry that becomes verified, needs the day somebody
    looked, no older than the number, or that they say they have `looked_up` it today; that a
    second person agrees is held elsewhere.
    """
    if not after.get("verified"):
        return None
    shown = reached_by(before) if before.get("verified") else {}
    new = any(value != shown.get(key) for key, value in reached_by(after).items())
    if before.get("verified") and not new:
        return None
    day, known = day_of(after), reached_by(before)
    if day is None:
        return NOBODY_LOOKED
    if day > today:
        return NOT_YET
    changed = any(value != known.get(key) for key, value in reached_by(after).items())
    return LOOKED_BEFORE if changed and is_older(before, after, looked_up=looked_up) else None
