"""`brobygger serve`: the service itself, once everything it needs is in order."""

from argparse import ArgumentParser, Namespace

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Take where to listen, and whether it is all a play."""
    parser.add_argument("--demo", action="store_true", help="invented people, always open")
    parser.add_argument("--host", help="address to listen on (BROBYGGER_HOST)")
    parser.add_argument("--port", type=int, help="port to listen on, 0 for any (BROBYGGER_PORT)")
    parser.add_argument("--workers", type=int, default=1, help="processes; SQLite has one")


def run(options: Namespace) -> int:
    """Serve until told to stop."""
    from config import log
    from config.settings import Settings
    from config.starting import started

    settings = Settings.load(demo=options.demo, host=options.host, port=options.port)
    if options.workers != 1:
        raise CannotGoOn(ExitCode.BAD_USE, too_many(sqlite=settings.sqlite_file is not None))
    log.configure(pretty=options.demo)
    with started(settings, demo=options.demo) as start:
        from config import application

        application.serve(start)
    return ExitCode.DONE


def too_many(*, sqlite: bool) -> str:
    """Say why there can be one process only."""
    if sqlite:
        return "SQLite is served by one process: leave --workers at 1, or use PostgreSQL."
    return "This version serves with one process: leave --workers at 1."
