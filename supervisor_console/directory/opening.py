"""Opening hours as a supervisor types them: a little YAML, nothing but words, lists and keys."""

from datetime import date
from typing import Final

import yaml

from chat.domain.refusal import RefusalCode, Refused

BORROWING: Final = "&*!"
"""Signs of YAML that let a short text mean a long one, or another type."""


def typed_opening(text: str) -> object:
    """Return what it means in JSON types; `None` for nothing.

    Raises:
        Refused: `broken_service` with the line that is no YAML.
    """
    if not text.strip():
        return None
    if any(sign in text for sign in BORROWING):
        raise Refused(RefusalCode.BROKEN_SERVICE, reason="opening: & * ! have no place here")
    try:
        return _plain(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reason = f"opening, line {line}: {error.problem}"
    except (yaml.YAMLError, ValueError, RecursionError):
        reason = "opening: no YAML"
    raise Refused(RefusalCode.BROKEN_SERVICE, reason=reason)


def _plain(found: object) -> object:
    match found:
        case dict():
            return {str(key): _plain(one) for key, one in found.items()}
        case list():
            return [_plain(one) for one in found]
        case date():
            return found.isoformat()
        case _:
            return found
