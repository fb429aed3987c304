"""`brobygger backup`: writes a copy of the SQLite database, while it is served or not."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Take where to write to."""
    parser.add_argument("file", type=Path, help="the copy; it must not be there yet")
    parser.add_argument(
        "--keys",
        type=Path,
        help="the copy of the conversations' keys (by default the file's name with .keys): keep the"
        " newest, for a few days only, and elsewhere",
    )


def run(options: Namespace) -> int:
    """Copy one moment of the database; the master key is not in it, and belongs elsewhere."""
    from config.database_copy import copied
    from config.settings import Settings

    source = Settings.load().sqlite_file
    if source is None:
        raise CannotGoOn(
            ExitCode.BAD_USE,
            "This database is a server's: copy it with pg_dump, as docs/operations.md says.",
        )
    keys = options.keys or options.file.with_name(f"{options.file.name}.keys")
    copied(source, options.file, keys)
    print(
        f"Copied to {options.file}, and the keys of its conversations to {keys}. It can be read "
        "with those or newer ones, and this house's master key, only."
    )
    return ExitCode.DONE
