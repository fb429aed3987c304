"""Time spans as people write them in a policy: `45 min`, `30 days`, or a number of seconds."""

import re
from datetime import timedelta
from types import MappingProxyType
from typing import Annotated

from pydantic import BeforeValidator, Field

UNITS = MappingProxyType(
    {
        "s": timedelta(seconds=1),
        "min": timedelta(minutes=1),
        "h": timedelta(hours=1),
        "day": timedelta(days=1),
        "days": timedelta(days=1),
    }
)
WRITTEN = re.compile(r"(\d+(?:\.\d+)?) ?(s|min|h|days?)")


def duration(value: object) -> object:
    """Return the span that a written one means; anything else goes on to pydantic as it is."""
    if not isinstance(value, str):
        return value
    written = WRITTEN.fullmatch(value.strip())
    if written is None:
        message = 'expected a time span such as "20 s", "45 min", "2 h" or "30 days"'
        raise ValueError(message)
    number, unit = written.groups()
    return float(number) * UNITS[unit]


Duration = Annotated[timedelta, BeforeValidator(duration), Field(gt=timedelta(0))]
"""A positive span, in a policy file a number of seconds or words like `45 min`."""

Grace = Annotated[timedelta, BeforeValidator(duration), Field(ge=timedelta(0))]
"""A span that may be none, `0 s`."""
