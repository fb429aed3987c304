"""`brobygger check-config`: reads everything a helpline edits, and says what is wrong."""

from argparse import ArgumentParser, Namespace

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Take whether to read it as the demo does."""
    parser.add_argument("--demo", action="store_true", help="with the demo's policy laid over")


def run(options: Namespace) -> int:
    """Read it all; the first mistake ends this with file, line and key."""
    from config.directory import HERE, Directory
    from config.policy import Policy
    from config.settings import Settings
    from triage.assessing import Assessor
    from triage.lexicon_file import LexiconError

    settings = Settings.load(demo=options.demo)
    policy = Policy.load(settings.policy, demo=options.demo)
    directory = Directory.load()
    try:
        Assessor.load(HERE / "lexicon")
    except LexiconError as mistake:
        raise CannotGoOn(ExitCode.BAD_SETTINGS, str(mistake)) from None
    for note in policy.notes:
        print(f"Note: {note}.")
    print(
        f"In order: {len(directory.services)} services, {len(directory.brand.help)} help lines, "
        f"{len(directory.municipalities)} municipalities, the lexicon and the policy."
    )
    return ExitCode.DONE
