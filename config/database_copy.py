"""A copy of a SQLite database as it was at one moment, whoever writes to it meanwhile."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from config.exit_code import CannotGoOn, ExitCode


def copied(source: Path, copy: Path) -> None:
    """Write the copy, readable by its owner alone and whole on the disk, or none at all.

    Raises:
        CannotGoOn: there is nothing to copy, or nowhere to write to.
    """
    if not source.exists():
        raise CannotGoOn(ExitCode.BAD_DATABASE, f"There is no database at {source}.")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    if copy.exists():
        raise CannotGoOn(ExitCode.BAD_USE, f"{copy} is there already, and is left as it is.")
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as there,
            closing(sqlite3.connect(unfinished)) as here,
        ):
            there.backup(here)
            # Alone in its file: without a log beside it that would have to come along.
            here.execute("PRAGMA journal_mode=DELETE")
        with unfinished.open("rb") as written:
            os.fsync(written.fileno())
        unfinished.rename(copy)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise CannotGoOn(ExitCode.FAILED, f"{copy} can't be written: {why}.") from None
