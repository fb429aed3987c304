"""How a command ends, and the one exception that ends it with a sentence."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell, a service manager or a test is told. 2 is argparse's own for bad use."""

    DONE = 0
    FAILED = 1
    """Something broke that this list does not know."""
    BAD_USE = 2
    """The words typed make no command."""
    BAD_SETTINGS = 3
    """An environment variable, the policy or another edited file is wrong."""
    BAD_DATA_FOLDER = 4
    """The data folder can't be made or written."""
    ALREADY_RUNNING = 5
    """Another process serves this data folder, and SQLite stands one only."""
    PORT_TAKEN = 6
    """The address can't be listened on."""
    BAD_KEY = 7
    """The master key is missing, readable by others, or no key."""
    BAD_SCHEMA = 8
    """The database is older or newer than this program."""
    BAD_DATABASE = 9
    """The database can't be reached or read."""
    NOBODY_READS = 141
    """Whoever read what it prints is gone, as `head` is: 128 and SIGPIPE's 13, as shells say it."""


class CannotGoOn(Exception):
    """A command ends here: with a sentence for a person and a code for the shell."""

    def __init__(self, code: ExitCode, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
