"""`brobygger triage`: reads messages on stdin, writes verdicts; explains; measures; trains.

`brobygger triage lexicon check` loads the lexicon and tries it on the open text.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from config.exit_code import CannotGoOn, ExitCode

if TYPE_CHECKING:
    from triage.assessing import Assessor
    from triage.second_reader.training import Inputs

HERE = Path(__file__).parents[1]
TEXT = HERE / "triage_text"
CORPUS = HERE.parents[1] / "shared/data/danish_everyday_corpus.jsonl"
PAGE = HERE.parent / "docs/triage.md"
FOLDS = HERE.parent / "build/triage_folds"
GIVEN = frozenset(f"part_{letter}" for letter in "abcdefgho")
"""The hands of the files given to the project; the others in `train/` are our own."""


def arguments(parser: ArgumentParser) -> None:
    """Take what to do; with nothing, JSON lines in and out."""
    parser.add_argument(
        "act",
        nargs="?",
        choices=["evaluate", "train", "lexicon"],
        help="measure (on labelled files, or across authors on the open set); train anew; or,"
        " with `check`, hold the lexicon to its examples and try it on the open text",
    )
    parser.add_argument(
        "files", nargs="*", type=Path, help="JSON lines with text, level, acute; or `check`"
    )
    parser.add_argument("--explain", metavar="TEXT", help="explain the verdict on one text")
    parser.add_argument("--lexicon", type=Path, metavar="FOLDER", help="another lexicon")
    parser.add_argument("--reader", type=Path, metavar="FOLDER", help="another second reader")
    parser.add_argument("--alone", action="store_true", help="the lexicon without second reader")
    parser.add_argument("--authors", type=Path, metavar="FOLDER", help="another open set")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="plain lines, if they are here")
    parser.add_argument("--growth", type=int, default=1_000_000, help="so many random messages")
    parser.add_argument("--write", action="store_true", help="the figures into docs/triage.md")


def run(options: Namespace) -> int:
    """Do what was asked."""
    if options.act == "train":
        _train(options)
        return ExitCode.DONE
    if options.act == "lexicon" and list(map(str, options.files)) != ["check"]:
        raise CannotGoOn(ExitCode.BAD_USE, "Of the lexicon there is only: triage lexicon check.")
    assessor = _assessor(options)
    if options.explain is not None:
        from triage.explaining import explained

        print(*explained(assessor, options.explain), sep="\n")
    elif options.act == "lexicon":
        _check(assessor)
    elif options.act == "evaluate" and options.files:
        _evaluate_files(assessor, options.files)
    elif options.act == "evaluate":
        _evaluate(assessor, options)
    else:
        _answer(assessor)
    return ExitCode.DONE


def _assessor(options: Namespace) -> "Assessor":
    from config.triage import LEXICON, READER
    from triage.assessing import Assessor
    from triage.lexicon_file import LexiconError
    from triage.second_reader.table_error import TableError

    try:
        return Assessor.load(
            options.lexicon or LEXICON, options.reader or READER, second=not options.alone
        )
    except (LexiconError, TableError) as mistake:
        raise CannotGoOn(ExitCode.BAD_SETTINGS, str(mistake)) from None


def _answer(assessor: "Assessor") -> None:
    """Answer line by line, each flushed before the next is read."""
    from triage.command import LineReader

    for answer in LineReader(assessor).answers(sys.stdin.buffer):
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()


def _check(assessor: "Assessor") -> None:
    """Say which rules nothing in the open text meets and that give no reason for it."""
    from triage.heard import open_texts, unexplained

    if wrong := unexplained(assessor.reader, open_texts(TEXT)):
        raise CannotGoOn(ExitCode.BAD_SETTINGS, "\n".join(wrong))
    rules = assessor.lexicon.rules
    silent = sum(bool(rule.unheard) for rule in rules)
    print(
        f"{assessor.lexicon.version}: {len(rules)} rules hold to their examples."
        f" {len(rules) - silent} of them meet something in the open text, {silent} say why not."
    )


def _evaluate_files(assessor: "Assessor", files: Iterable[Path]) -> None:
    from triage.evaluating import evaluated

    try:
        for line in evaluated(assessor, files):
            print(line)
    except BrokenPipeError:  # what we print, not what we read
        raise
    except OSError as error:
        raise CannotGoOn(ExitCode.BAD_USE, f"{error.filename}: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError):
        raise CannotGoOn(
            ExitCode.BAD_USE, "A file to measure on has JSON lines with `text` and `level`."
        ) from None


def _evaluate(assessor: "Assessor", options: Namespace) -> None:
    """Print every figure of docs/triage.md; some minutes, most of it training without an author."""
    inputs = _inputs(options)  # first: it says what is missing
    from config.triage import LEXICON, READER
    from triage.report import Sources, report, written_into

    sources = Sources(
        lexicon=options.lexicon or LEXICON,
        reader=options.reader or READER,
        inputs=inputs,
        dev=TEXT / "dev",
        foreign=TEXT / "foreign/sentences.jsonl",
        aside=TEXT / "aside/kept_aside.jsonl",
        folds=FOLDS if options.authors is None else options.authors / "folds",
        growth_over=options.growth,
        given=GIVEN,
    )
    lines = []
    for line in report(assessor, sources):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(written_into(page, "\n".join(lines) + "\n"), encoding="utf-8")


def _train(options: Namespace) -> None:
    inputs = _inputs(options)
    from config.triage import READER
    from triage.second_reader.training import danish_words, train

    folder = options.reader or READER
    learnt = train(inputs)
    (folder / "table.bin").write_bytes(learnt.to_bytes())
    (folder / "danish.txt").write_text("\n".join(danish_words(inputs)) + "\n", encoding="utf-8")
    print(f"{folder / 'table.bin'}: {len(learnt.features)} features, version {learnt.digest}")
    for name, sha256 in learnt.inputs.items():
        print(f"  {name} {sha256}")


def _inputs(options: Namespace) -> "Inputs":
    try:
        from triage.second_reader.training import Inputs
    except ImportError:
        raise CannotGoOn(
            ExitCode.BAD_USE, "Training needs scikit-learn, which `python3 dev.py test` installs."
        ) from None
    from config.triage import READER

    families = (options.reader or READER) / "families.yaml"
    plain = options.corpus if options.corpus.exists() else None
    if plain is None:
        print("The plain corpus is not here: training and measuring without it.", file=sys.stderr)
    return Inputs(options.authors or TEXT / "train", TEXT / "dev/messages.jsonl", families, plain)
