"""Copies of a SQLite database as it was at one moment, whoever writes to it meanwhile.

Text and keys are copied to a file each. Copies of the text may be kept for weeks; copies of the
keys for days only, for the newest opens every copy of the text, and what was shredded since is not
among its keys. So an old copy forgets what the house has forgotten.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from config.exit_code import CannotGoOn, ExitCode

OF_KEYS = ("keys", "hand_over_keys", "shredded")
"""Tables that go into the copy of the keys, and are empty in the other. Their names are all that is
ever put into a statement here (S608)."""


class Restored(NamedTuple):
    """What was put back."""

    conversations: int
    unreadable: int
    """Of these, how many have no key any more."""


def copied(source: Path, copy: Path, keys: Path) -> None:
    """Write both copies, readable by their owner alone and whole on the disk, or none at all.

    Raises:
        CannotGoOn: there is nothing to copy, or nowhere to write to.
    """
    if not source.exists():
        raise CannotGoOn(ExitCode.BAD_DATABASE, f"There is no database at {source}.")
    with _made(copy, keys) as (made, made_keys), _line(source, "ro") as there, _line(made) as here:
        there.backup(here)
        # Alone in its file: without a log beside it that would have to come along.
        here.execute("PRAGMA journal_mode=DELETE")
        _take_out_keys(here, made_keys)


def restored(file: Path, copy: Path, keys: Path) -> Restored:
    """Make the database of a copy, and of the keys that are left.

    Raises:
        CannotGoOn: there is a database already, or a file cannot be read or written.
    """
    if missing := next((one for one in (copy, keys) if not one.exists()), None):
        raise CannotGoOn(ExitCode.BAD_USE, f"There is no {missing}.")
    if log := next(file.parent.glob(f"{file.name}-*"), None):
        raise CannotGoOn(ExitCode.BAD_USE, f"{log} is there still, and is left as it is.")
    with _made(file) as (made,), _line(copy, "ro") as there, _line(made) as here:
        there.backup(here)
        here.execute("PRAGMA journal_mode=DELETE")
        return _put_in_keys(here, keys)


def _take_out_keys(here: sqlite3.Connection, keys: Path) -> None:
    here.execute("ATTACH ? AS other", (str(keys),))
    # What is deleted is overwritten, and no journal has it on the disk meanwhile.
    here.execute("PRAGMA main.secure_delete=ON")
    here.execute("PRAGMA journal_mode=MEMORY")
    here.execute("BEGIN")
    for table in _there(here, "main"):
        here.execute(f"CREATE TABLE other.{table} AS SELECT * FROM main.{table}")  # noqa: S608
        here.execute(f"DELETE FROM main.{table}")  # noqa: S608
    here.execute("COMMIT")


def _put_in_keys(here: sqlite3.Connection, keys: Path) -> Restored:
    here.execute("ATTACH ? AS other", (f"{keys.resolve().as_uri()}?mode=ro",))
    here.execute("PRAGMA main.secure_delete=ON")
    here.execute("PRAGMA journal_mode=MEMORY")
    here.execute("BEGIN")
    for table in _there(here, "main"):
        # A copy from before keys were copied apart has its own: only those that are left count.
        here.execute(f"DELETE FROM main.{table}")  # noqa: S608
        if table in _there(here, "other"):
            here.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")  # noqa: S608
    here.execute("COMMIT")
    whole = "SELECT count(*) FROM conversations"
    keyless = f"{whole} WHERE conversation_id NOT IN (SELECT conversation_id FROM main.keys)"  # noqa: S608
    if "shredded" not in _there(here, "main"):
        return Restored(*(here.execute(query).fetchone()[0] for query in (whole, keyless)))
    newer = f"{keyless} AND conversation_id NOT IN (SELECT conversation_id FROM main.shredded)"  # noqa: S608
    if here.execute(newer).fetchone()[0]:
        message = "The copy of the keys is older than that of the text: take a newer one."
        raise CannotGoOn(ExitCode.BAD_USE, message)
    return Restored(*(here.execute(query).fetchone()[0] for query in (whole, keyless)))


def _there(line: sqlite3.Connection, schema: str) -> list[str]:
    rows = line.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")  # noqa: S608
    names = {name for (name,) in rows}
    return [name for name in OF_KEYS if name in names]


@contextmanager
def _made(*files: Path) -> Iterator[Sequence[Path]]:
    """Give files to write to that stand in their place, whole, when all went well."""
    if there := next((one for one in files if one.exists()), None):
        raise CannotGoOn(ExitCode.BAD_USE, f"{there} is there already, and is left as it is.")
    unfinished = [one.with_name(f"{one.name}.unfinished") for one in files]
    try:
        for one in unfinished:
            one.unlink(missing_ok=True)
            os.close(os.open(one, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield unfinished
        for one in unfinished:
            with one.open("rb") as written:
                os.fsync(written.fileno())
        for one, place in zip(unfinished, files, strict=True):
            one.rename(place)
    except (OSError, sqlite3.Error) as error:
        for one in unfinished:
            one.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else type(error).__name__
        raise CannotGoOn(ExitCode.FAILED, f"{files[0]} can't be written: {why}.") from None


@contextmanager
def _line(file: Path, how: str = "rw") -> Iterator[sqlite3.Connection]:
    address = f"{file.resolve().as_uri()}?mode={how}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as line:
        yield line
