"""The data folder: made, tried, and on SQLite held by one process at a time."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.exit_code import CannotGoOn, ExitCode
from config.settings import Settings

PAGE = bytes(4096)
"""What a try writes: as much as SQLite's smallest write."""


def prepare(settings: Settings) -> None:
    """Make the folders that keep something, and hold that they can be written."""
    file = settings.sqlite_file
    for folder in {settings.data_dir, *([file.parent] if file else [])}:
        probe = folder / ".tried"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_through(probe)
        except OSError as error:
            raise unusable(folder, error) from None
        finally:
            if os.path.lexists(probe):
                probe.unlink()


def write_through(probe: Path) -> None:
    """Write a page down to the disk, as a commit will."""
    with probe.open("wb") as opened:
        opened.write(PAGE)
        opened.flush()
        os.fsync(opened.fileno())


def unusable(folder: Path, error: OSError) -> CannotGoOn:
    """Return the ending for a folder that takes nothing."""
    why = {
        errno.ENOSPC: "the disk is full",
        errno.EROFS: "it is read-only",
        errno.EACCES: "it may not be written by this user",
    }.get(error.errno or 0, error.strerror or type(error).__name__)
    return CannotGoOn(
        ExitCode.BAD_DATA_FOLDER,
        f"The data folder {folder} can't be used: {why}. BROBYGGER_DATA_DIR names another.",
    )


@contextmanager
def held(settings: Settings) -> Iterator[None]:
    """Hold the SQLite database against a second process; a database server needs no holding.

    Raises:
        CannotGoOn: another process holds it.
    """
    file = settings.sqlite_file
    if file is None:
        yield
        return
    # Beside the database, not in the data folder: what must have one process is the database. The
    # lock is the kernel's and ends with the process, however that ends; the file may stay.
    with Path(f"{file}.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotGoOn(
                ExitCode.ALREADY_RUNNING,
                f"Another process has the database {file} open, and SQLite serves one only. "
                "Stop it, or name another folder with BROBYGGER_DATA_DIR.",
            ) from None
        yield
