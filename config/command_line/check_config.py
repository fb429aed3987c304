"""`brobygger check-config`: reads everything a helpline edits, and says what is wrong."""

from argparse import ArgumentParser, Namespace

from config.exit_code import ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Take whether to read it as the demo does."""
    parser.add_argument("--demo", action="store_true", help="with the demo's policy laid over")


def run(options: Namespace) -> int:
    """Read it all; the first mistake ends this with file, line and key."""
    from datetime import UTC, datetime

    from chat.domain.service import stale
    from config import video, webhooks
    from config.addresses import Addresses
    from config.canned_replies import load_replies
    from config.care_texts import Care
    from config.directory import Directory
    from config.legal_duties import LegalDuties
    from config.policy import Policy
    from config.reasons import load_reasons
    from config.settings import Settings
    from config.told import steps_left_out
    from config.triage import load_assessor

    settings = Settings.load(demo=options.demo)
    policy = Policy.load(settings.policy, demo=options.demo)
    directory = Directory.load()
    replies = load_replies(directory)
    care = Care.load(directory)
    legal_duties = LegalDuties.load()
    load_reasons()
    load_assessor(policy.triage.second_reader)
    Addresses.checked(settings, directory.regions)
    webhooks.checked(settings, directory.services)
    video.checked(policy, settings)
    for note in policy.notes:
        print(f"Note: {note}.")
    for step in steps_left_out(policy, settings):
        variable = f"BROBYGGER_PAGE_{step.upper()}"
        print(f"Note: the ladder's step {step} tells nobody and is left out: {variable} is empty.")
    if care.questions.reviewed is None or care.card.reviewed is None:
        print("Note: risk questions or emergency card are drafts nobody has reviewed.")
    if legal_duties.file.reviewed is None:
        print("Note: the legal duties and their letter are drafts no lawyer has reviewed.")
    unchecked = stale(directory.services.values(), datetime.now(UTC).date())
    if unchecked:
        centres = sum(one.service.branch_of is not None for one in unchecked)
        which = f"{len(unchecked)} services ({centres} of them centres)"
        print(f"Note: {which} were not checked in half a year: docs/directory.md.")
    if not directory.centres:
        print("Note: no centre is registered in config/centres.yaml: none is suggested as near.")
    print(
        f"In order: {len(directory.services)} services, {len(directory.brand.help)} help lines, "
        f"{len(directory.municipalities)} municipalities, {len(replies)} replies, the lexicon and "
        "the policy."
    )
    return ExitCode.DONE
