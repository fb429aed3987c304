"""`brobygger services`: whom in the directory to check again, and who would be suggested."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from config.exit_code import CannotGoOn, ExitCode

if TYPE_CHECKING:
    from chat.domain.matching import Sought
    from config.directory import Directory


def arguments(parser: ArgumentParser) -> None:
    """Take what is known of somebody; with nothing, name who must be checked again."""
    parser.add_argument("--topic", action="append", default=[], help="as triage names it")
    parser.add_argument("--need", action="append", default=[], help="as needs.yaml names it")
    parser.add_argument("--age", metavar="BAND", help="12_14, 15_17, ...")
    parser.add_argument("--municipality", metavar="CODE", help="0101, ...; left out: unknown")
    parser.add_argument("--anonymous", action="store_true", help="they wish to stay unknown")
    parser.add_argument("--level", type=int, choices=range(1, 5), help="of the conversation")
    parser.add_argument("--english", action="store_true", help="reasons in English")


def run(options: Namespace) -> int:
    """Name who must be checked again, or suggest."""
    from config.directory import Directory

    directory = Directory.load()
    if any(vars(options).values()):
        suggest(directory, sought(options, directory), "en" if options.english else "da")
    else:
        name_stale(directory)
    return ExitCode.DONE


def name_stale(directory: "Directory") -> None:
    """Print whom to check again, a line each: what the young may see first, the oldest first."""
    from datetime import UTC, datetime

    from chat.domain.service import stale

    for one in stale(directory.services.values(), datetime.now(UTC).date()):
        checked = one.service.last_checked or "never"
        seen = "shown" if one.service.verified else "not shown"
        print(f"{one.service.id}\t{one.service.name}\tchecked: {checked}\t{seen}")


def sought(options: Namespace, directory: "Directory") -> "Sought":
    """Return the question; raise `CannotGoOn` for a word the house does not know."""
    from chat.domain.age_band import AGE_BANDS
    from chat.domain.matching import Sought
    from chat.domain.topics import CHOSEN
    from triage.verdict import Level

    for given, known in (
        (options.topic, CHOSEN),
        (options.need, directory.needs.by_code),
        ([options.age] if options.age else [], AGE_BANDS),
        ([options.municipality] if options.municipality else [], directory.municipalities),
    ):
        if strange := set(given) - set(known):
            word = f"Unknown: {min(strange)}. Known: {', '.join(sorted(known))}."
            raise CannotGoOn(ExitCode.BAD_USE, word)
    return Sought(
        topics=tuple(options.topic),
        chosen=tuple(options.need),
        place=directory.place_of(options.municipality),
        age_band=options.age,
        anonymous=options.anonymous,
        level=Level(options.level or 0),
    )


def suggest(directory: "Directory", question: "Sought", language: str) -> None:
    """Print who is suggested, the best first, each with its reasons."""
    from datetime import UTC, datetime

    from chat.domain.matching import Matching
    from chat.words import Words

    words, needs = Words.load(), directory.needs
    for one in Matching(directory.services.values(), needs).suggest(question, datetime.now(UTC)):
        reasons = [why.in_words(words.say, needs, language) for why in one.reasons]
        shown = one.service.contacts_to_show
        print(one.service.name, shown.phone or shown.web or "", sep="\t")
        print(f"  {one.score}: {'; '.join(reasons)}")
