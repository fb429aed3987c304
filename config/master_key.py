"""The master key's file: 32 random bytes that wrap the key of every conversation.

Without it nothing that was written can be read again; with it and the database, everything can.
"""

import hashlib
import os
import stat
from pathlib import Path

from chat.storage.vault import MasterKey
from config.exit_code import CannotGoOn, ExitCode

LENGTH = 32
"""Bytes: AES-256 (FIPS 197 §5)."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def read_or_make(file: Path, *, database_exists: bool) -> MasterKey:
    """Return the key; make it at the first start, when there is nothing yet that needs an old one.

    Raises:
        CannotGoOn: missing beside a database, open to others, or of a wrong length.
    """
    if not file.exists() and not file.is_symlink():
        if database_exists:
            raise unusable(
                f"The master key {file} is missing, and the database needs it. "
                "Put the key back, or point BROBYGGER_MASTER_KEY_FILE at it."
            )
        return named(make(file))
    return named(read(file))


def named(secret: bytes) -> MasterKey:
    """Return the key with the name it goes by in the database, which gives nothing of it away."""
    return MasterKey(hashlib.sha256(b"brobygger master key\0" + secret).hexdigest()[:16], secret)


def read(file: Path) -> bytes:
    """Return the key in this file, held to its mode and length."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        key = file.read_bytes()
    except OSError as error:
        raise unusable(f"The master key {file} can't be read: {error.strerror}.") from None
    if mode & OTHERS:
        raise unusable(
            f"The master key {file} is open to others (mode {mode:04o}). "
            f"Close it with: chmod 600 {file}"
        )
    if len(key) != LENGTH:
        raise unusable(f"{file} is no master key: {len(key)} bytes instead of {LENGTH}.")
    return key


def make(file: Path) -> bytes:
    """Make a key and its file, mode 0600 from the first moment and on disk before it is used."""
    key = os.urandom(LENGTH)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(key)
            opened.flush()
            os.fsync(descriptor)
        sync_folder(file.parent)
    except OSError as error:
        raise unusable(f"The master key {file} can't be made: {error.strerror}.") from None
    return key


def sync_folder(folder: Path) -> None:
    """Let the folder itself remember its new file, also through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unusable(sentence: str) -> CannotGoOn:
    """Return the ending for a key that can't be used."""
    return CannotGoOn(ExitCode.BAD_KEY, sentence)
