"""`brobygger serve`: the service itself, once everything it needs is in order."""

import gc
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from config.exit_code import CannotGoOn, ExitCode

if TYPE_CHECKING:
    from config.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """Take where to listen, and whether it is all a play."""
    parser.add_argument("--demo", action="store_true", help="invented people, always open")
    parser.add_argument("--host", help="address to listen on (BROBYGGER_HOST)")
    parser.add_argument("--port", type=int, help="port to listen on, 0 for any (BROBYGGER_PORT)")
    parser.add_argument("--workers", type=int, default=1, help="processes (PostgreSQL and Redis)")


def run(options: Namespace) -> int:
    """Serve until told to stop."""
    # What a start makes stays for good, so looking through it again and again finds nothing: a
    # tenth of the importing, a third of loading triage. `config.application` lets it look again.
    gc.disable()
    from config import log
    from config.settings import Settings
    from config.starting import started

    settings = Settings.load(demo=options.demo, host=options.host, port=options.port)
    if (no := why_not(options.workers, settings)) is not None:
        raise CannotGoOn(ExitCode.BAD_USE, no)
    log.configure(pretty=options.demo)
    with started(settings, demo=options.demo) as start:
        from config import workers

        return workers.serve(start, options.workers)


def why_not(workers: int, settings: "Settings") -> str | None:
    """Say why there cannot be so many processes, if there cannot."""
    if workers < 1:
        return "--workers needs a number from 1 on."
    if workers > 1 and settings.sqlite_file is not None:
        return "SQLite is served by one process: leave --workers at 1, or use PostgreSQL."
    if workers > 1 and settings.redis_url is None:
        return "Several processes hear of each other by Redis: set BROBYGGER_REDIS_URL."
    return None
