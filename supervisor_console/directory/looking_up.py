"""Who looked up which number: a check belongs to the numbers it was made for, and to no other."""

from collections.abc import Mapping
from datetime import date
from typing import Final

WAYS_TO_REACH: Final = ("phone", "sms", "address")


def reached_by(fields: Mapping[str, object]) -> Mapping[str, object]:
    """Return the numbers and the address of an entry, those that are known."""
    contacts = fields.get("contacts")
    ways = {**(contacts if isinstance(contacts, Mapping) else {}), **fields}
    return {key: ways[key] for key in WAYS_TO_REACH if ways.get(key)}


def day_of(fields: Mapping[str, object]) -> date | None:
    """Return the day an entry was checked; `None` where nobody has, or it is no day."""
    try:
        return date.fromisoformat(str(fields.get("last_checked")))
    except ValueError:
        return None


def is_older(before: Mapping[str, object], after: Mapping[str, object], *, looked_up: bool) -> bool:
    """Tell whether the day of `after` says nothing of a number that `before` has not.

    A day that stood already is the former number's, today's too, unless somebody says that they
    have `looked_up` this one.
    """
    day, known = day_of(after), day_of(before)
    return day is not None and known is not None and day <= known and not looked_up


def looked_up_with(
    before: Mapping[str, object],
    after: Mapping[str, object],
    today: date,
    *,
    looked_up: bool = False,
) -> Mapping[str, object]:
    """Return what somebody has looked up who changes an entry so: all of it with a new day."""
    day = day_of(after)
    if day is None or day > today or is_older(before, after, looked_up=looked_up):
        return {}
    return reached_by(after)
