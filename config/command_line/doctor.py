"""`brobygger doctor`: looks at everything `serve` needs, and says of each how it is."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from config.exit_code import CannotGoOn, ExitCode

KEPT = "database and key"
MISSED = (
    "Note: no bridge-builder's account has the area `all`: a task without a known municipality "
    "stands on nobody's list until its deadline calls the supervisors: docs/bridges.md."
)


def arguments(_: ArgumentParser) -> None:
    """Take nothing: the environment says where to look."""


def run(_: Namespace) -> int:
    """Look at each part; return the code of the first that is not in order."""
    import asyncio

    from config import data_folder, database
    from config.addresses import Addresses
    from config.directory import Directory
    from config.policy import Policy
    from config.settings import Settings
    from config.starting import listening_on
    from config.versions import hold_to_minimum

    settings = Settings.load()
    looks: dict[str, Callable[[], object]] = {
        "libraries": hold_to_minimum,
        "policy": lambda: Policy.load(settings.policy),
        "directory": Directory.load,
        "addresses": lambda: Addresses.checked(settings, Directory.load().regions),
        "data folder": lambda: data_folder.prepare(settings),
        "port": lambda: listening_on(settings.host, settings.port).close(),
        KEPT: lambda: asyncio.run(database.looked_at(settings)),
    }
    ill = []
    first = ExitCode.DONE
    for part, look in looks.items():
        try:
            look()
        except CannotGoOn as problem:
            print(f"{part}: {problem.sentence}")
            first = first or problem.code
            ill.append(part)
        else:
            print(f"{part}: in order")
    if KEPT not in ill and asyncio.run(database.lets_bridges_be_missed(settings)):
        print(MISSED)
    return first
