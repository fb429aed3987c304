"""`brobygger restore`: makes the SQLite database of a copy and the newest copy of the keys."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Take the two copies."""
    parser.add_argument("file", type=Path, help="the copy of the database")
    parser.add_argument(
        "keys",
        type=Path,
        help="the newest copy of the keys there is, whichever copy it was made with",
    )


def run(options: Namespace) -> int:
    """Put them where the database belongs, which must be empty."""
    from config import data_folder
    from config.database_copy import restored
    from config.settings import Settings

    settings = Settings.load()
    if (file := settings.sqlite_file) is None:
        raise CannotGoOn(
            ExitCode.BAD_USE,
            "This database is a server's: put it back with pg_restore, as docs/operations.md says.",
        )
    data_folder.prepare(settings)
    with data_folder.held(settings):
        back = restored(file, options.file, options.keys)
    print(
        f"{back.conversations} conversations are back in {file}; {back.unreadable} of them cannot "
        "be read, since their keys are gone. Now: brobygger migrate && brobygger doctor"
    )
    return ExitCode.DONE
