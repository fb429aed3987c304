"""`brobygger triage`: reads messages on stdin, writes verdicts on stdout; explains; measures."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Take what to do; with nothing, JSON lines in and out."""
    parser.add_argument("act", nargs="?", choices=["evaluate"], help="measure on labelled files")
    parser.add_argument("files", nargs="*", type=Path, help="JSON lines with text, level, acute")
    parser.add_argument("--explain", metavar="TEXT", help="explain the verdict on one text")
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help="another lexicon")


def run(options: Namespace) -> int:
    """Answer line by line, each flushed before the next is read."""
    from config.triage import LEXICON
    from triage.assessing import Assessor
    from triage.lexicon_file import LexiconError

    try:
        assessor = Assessor.load(options.lexicon or LEXICON)
    except LexiconError as mistake:
        raise CannotGoOn(ExitCode.BAD_SETTINGS, str(mistake)) from None
    if options.explain is not None:
        from triage.explaining import explained

        print(*explained(assessor, options.explain), sep="\n")
    elif options.act == "evaluate":
        from triage.evaluating import evaluated

        if not options.files:
            raise CannotGoOn(ExitCode.BAD_USE, "Name at least one file to measure on.")
        try:
            for line in evaluated(assessor, options.files):
                print(line)
        except OSError as error:
            raise CannotGoOn(ExitCode.BAD_USE, f"{error.filename}: {error.strerror}.") from None
        except (ValueError, KeyError, TypeError):
            raise CannotGoOn(
                ExitCode.BAD_USE, "A file to measure on has JSON lines with `text` and `level`."
            ) from None
    else:
        from triage.command import LineReader

        try:
            for answer in LineReader(assessor).answers(sys.stdin.buffer):
                sys.stdout.buffer.write(answer)
                sys.stdout.buffer.flush()
        except BrokenPipeError:  # whoever reads us has heard enough; Python would complain at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE
