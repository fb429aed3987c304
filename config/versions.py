"""Holds the libraries to versions without the known holes (see SECURITY.md)."""

from importlib.metadata import version
from types import MappingProxyType

from config.exit_code import CannotGoOn, ExitCode

MINIMUM = MappingProxyType(
    {
        "aiohttp": (3, 14, 3),  # CVE-2026-22815, CVE-2026-34516, pipelining and zip bombs before
        "python-engineio": (4, 15),  # CVE-2026-48802: frames without a limit before 4.13.2
        "python-socketio": (5, 18),  # CVE-2025-61765, CVE-2026-48804; and our transport is its twin
        "redis": (5, 0),  # CVE-2023-28858: answers to somebody else's question
    }
)


def hold_to_minimum() -> None:
    """End with a sentence when an environment not made from the lock has an older library."""
    for name, least in MINIMUM.items():
        found = version(name)
        if numbers(found) < least:
            wanted = ".".join(map(str, least))
            raise CannotGoOn(
                ExitCode.FAILED, f"{name} {found} has known holes: {wanted} or newer is needed."
            )


def numbers(written: str) -> tuple[int, ...]:
    """Return the leading numbers of a version, which compare as they should."""
    parts = []
    for part in written.split("."):
        if not part.isdecimal():
            break
        parts.append(int(part))
    return tuple(parts)
