"""The command `brobygger`: a module a command, imported only when its word is typed.

A command's module says what it takes in `arguments(parser)` and does it in `run(options)`, which
returns an exit code. It is listed in `COMMANDS`, and its file has its name.
"""

import os
import select
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from config.exit_code import CannotGoOn, ExitCode

COMMANDS = MappingProxyType(
    {
        "serve": "serve the chat; --demo with invented young people and accounts",
        "migrate": "bring the database to this version",
        "backup": "copy the SQLite database and its keys to two files, while it is served or not",
        "restore": "put a copy and the newest copy of the keys in the database's place",
        "retention": "forget what is past its time, or hold what must be kept",
        "audit": "read the audit log's chain, and say its head or its first bad row",
        "rotate-key": "put a new master key in the place of the old one, with nobody serving",
        "staff": "add, list, disable and reset staff accounts",
        "check-config": "read every setting and edited file, and say what is wrong",
        "doctor": "look at folder, key, database and port, and say what is missing",
        "triage": "read messages on stdin and write their levels and spans on stdout",
        "drill": "try a running server's way from a flag to a person, with a marked message",
        "effect": "write answers on before and after for research; two supervisors must agree",
        "report": "write the half-yearly report on a municipality or the country",
        "forecast": "say how many will come next week, and how many counsellors it takes",
        "services": "name whom in the directory to check again, or who would be suggested to whom",
        "lexicon": "check an entry for the lexicon, or say what it would change",
        "simulate": "play young people and counsellors against a running server",
    }
)


class CommandModule(Protocol):
    """What a command's module offers."""

    def arguments(self, parser: ArgumentParser, /) -> None:
        """Add what the command takes."""

    def run(self, options: Namespace, /) -> int:
        """Do it; return the exit code, or raise `CannotGoOn`."""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say (`sys.argv` when none are given) and return the exit code."""
    words = sys.argv[1:] if words is None else words
    if not words or words[0] not in COMMANDS:
        overview().parse_args(words)
        return ExitCode.BAD_USE
    name = words[0]
    module = cast("CommandModule", import_module(f"{__name__}.{name.replace('-', '_')}"))
    parser = ArgumentParser(prog=f"brobygger {name}", description=COMMANDS[name])
    module.arguments(parser)
    options = parser.parse_args(words[1:])
    try:
        code = module.run(options)
        sys.stdout.flush()  # what is kept back until the end may find the reader gone as well
    except CannotGoOn as ending:
        print(ending.sentence, file=sys.stderr)
        return ending.code
    except BrokenPipeError:
        if not _nobody_reads():
            raise
        return ExitCode.NOBODY_READS
    return code


def _nobody_reads() -> bool:
    """Return whether it is our own output that broke, as under `head`; then nothing more is said.

    Any other pipe that breaks is a mistake to be seen.
    """
    output = select.poll()
    output.register(sys.stdout, 0)  # an error is told without being asked for
    gone = bool(output.poll(0))
    if gone:  # what could not be written is still held, and Python would try again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return gone


def overview() -> ArgumentParser:
    """Return the parser that knows the commands' names only: for `--help` and for slips."""
    parser = ArgumentParser(
        prog="brobygger",
        description="Anonymous chat between young people and volunteer counsellors.",
    )
    commands = parser.add_subparsers(metavar="command", required=True)
    for name, told in COMMANDS.items():
        commands.add_parser(name, help=told)
    return parser
