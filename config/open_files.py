"""How many files this process may have open: every line is one."""

import resource

from config.exit_code import CannotGoOn, ExitCode
from config.policy import Policy

BESIDE_LINES = 100
"""Database, log and libraries (measured: about 40)."""
PLENTY = 65_536
FEWEST_LINES = 100
"""Fewer is no service."""


def raised() -> None:
    """Take as many as the system lets us have: shells ask for few by old custom."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = PLENTY if hard == resource.RLIM_INFINITY else min(hard, PLENTY)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def hold_enough(policy: Policy) -> None:
    """Hold that there is room for as many lines as the policy allows.

    Raises:
        CannotGoOn: there is not; people would be turned away in a way nobody has words for.
    """
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    lines = FEWEST_LINES if policy.limits is None else policy.limits.sockets_total
    if most != resource.RLIM_INFINITY and most < lines + BESIDE_LINES:
        raise CannotGoOn(
            ExitCode.BAD_SETTINGS,
            f"{most} open files are too few for {lines} lines (sockets_total in the policy). Raise"
            " the limit (`ulimit -n`, LimitNOFILE in the unit), or lower sockets_total.",
        )
