"""`brobygger retention`: forgets what is past its time, or holds what must be kept."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from chat.actions.retention import Retention
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.retention import Doubt
from chat.staff.audit import Audit
from chat.staff.legal_holds import (
    REASON_AT_MOST,
    HoldLegally,
    LegalHolds,
    Named,
    ReleaseLegally,
)
from chat.staff.ports import Submit
from chat.staff.submitting import submitting_alone
from chat.storage.schema import SchemaState
from chat.storage.shredding import Standing
from chat.storage.store import Store
from chat.storage.vault import Vault
from config import data_folder, database, told
from config.exit_code import CannotGoOn, ExitCode
from config.master_key import named, read
from config.policy import Policy
from config.settings import Settings

SENTENCES = {
    RefusalCode.NOT_FOUND: "There is no such conversation to hold or release.",
    RefusalCode.FORBIDDEN: "That username is no supervisor's: a supervisor decides this.",
}
DOUBTS = {
    Doubt.SHARE: "That is much of all that is kept. Is `retention` right, and the clock?",
    Doubt.CLOCK: "Nobody has looked for so long that the clock may be wrong. Is it right?",
}


def arguments(parser: ArgumentParser) -> None:
    """Take what to do."""
    acts = parser.add_subparsers(dest="act", metavar="run|hold|release|list", required=True)
    run_ = acts.add_parser("run", help="forget what is past its time; the house does so each hour")
    run_.add_argument("--dry-run", action="store_true", help="only say what there is")
    run_.add_argument(
        "--yes-all", action="store_true", help="also when it is much at once, or the clock in doubt"
    )
    run_.set_defaults(do=ran)
    hold = acts.add_parser("hold", help="keep a conversation past its time, until it is released")
    hold.set_defaults(do=held)
    release = acts.add_parser("release", help="let a held conversation go when its time has come")
    release.set_defaults(do=released)
    for one in (hold, release):
        one.add_argument("--conversation", required=True, help="its call word, or its id")
        one.add_argument("--by", required=True, help="username of the supervisor who decides")
    hold.add_argument("--reason", required=True, help="why; it is kept sealed, as the talk is")
    lists = acts.add_parser("list", help="print what is held, since when, by whom and why")
    lists.set_defaults(do=listed)


def run(options: Namespace) -> int:
    """Do it on the database the environment names; what takes from SQLite, with nobody serving."""
    settings = Settings.load()
    takes = options.do is ran and not options.dry_run
    # The process that serves SQLite decides on what it remembers, and would not hear of it.
    with data_folder.held(settings) if takes else nullcontext():
        return asyncio.run(done(options, settings))


async def done(options: Namespace, settings: Settings) -> int:
    """Open the house's store, do the one thing, close it; turn a no into a sentence."""
    act: Callable[[Namespace, House], Awaitable[int]] = options.do
    async with House.opened(settings) as house:
        try:
            return await act(options, house)
        except Refused as no:
            raise CannotGoOn(ExitCode.FAILED, SENTENCES[no.code]) from None
        except Unavailable:
            raise CannotGoOn(
                ExitCode.FAILED, "The database did not take it. Run it again."
            ) from None


@dataclass(frozen=True, slots=True)
class House:
    """What is kept, for a command beside the service."""

    store: Store
    submit: Submit
    holds: LegalHolds
    retention: Retention

    @classmethod
    @asynccontextmanager
    async def opened(cls, settings: Settings) -> AsyncIterator[Self]:
        """Open the database and its key; both must be there."""
        policy = Policy.load(settings.policy)
        async with database.opened(settings) as (store, state):
            if state is not SchemaState.CURRENT:
                raise CannotGoOn(
                    ExitCode.BAD_SCHEMA, database.REFUSALS.get(state, "There is no database yet.")
                )
            key = named(read(settings.key_file))
            await database.hold_to(store, key, settings)
            submit = submitting_alone(store)
            now = await store.now() or datetime.now(UTC)
            yield cls(
                store,
                submit,
                LegalHolds(store, Vault(key)),
                Retention(
                    store=store,
                    submit=submit,
                    forget=lambda _: None,
                    clock=lambda: now,
                    keep_for=policy.retention,
                    brake=told.brake(policy),
                ),
            )


async def ran(options: Namespace, house: House) -> int:
    """Forget what is due, or say why not; a dry run says only what there is."""
    if options.dry_run:
        found = await house.retention.standing()
        print(counted(found))
        if (doubt := house.retention.doubt(found)) is not None:
            print(f"Not without --yes-all. {DOUBTS[doubt]}")
        return ExitCode.DONE
    if options.yes_all:
        await house.submit(Audit("forget_all_due"))
    done = await house.retention.run(a_person_says_so=options.yes_all)
    if done.doubt is not None:
        print(counted(done.found))
        print(f"Nothing was forgotten. {DOUBTS[done.doubt]} If so, run it with --yes-all.")
        return ExitCode.FAILED
    print(f"{done.conversations} conversations are forgotten, with {done.events} events.")
    return ExitCode.DONE


def counted(found: Standing) -> str:
    """Say what there is, in numbers."""
    days = ""
    if found.oldest is not None:
        days = f"; the oldest ended {found.oldest.astimezone():%Y-%m-%d}"
    return (
        f"{found.kept} conversations are kept{days}. {len(found.due)} are past their time, and "
        f"{found.kept_back} more that somebody still needs."
    )


async def held(options: Namespace, house: House) -> int:
    """Hold a conversation."""
    if not (reason := options.reason.strip()) or len(reason) > REASON_AT_MOST:
        raise CannotGoOn(ExitCode.BAD_USE, f"A reason has 1 to {REASON_AT_MOST} characters.")
    by = await house.holds.holder(options.by)
    one = await meant(options.conversation, house)
    sealed = await house.holds.sealed(one.conversation_id, reason)
    await house.submit(HoldLegally(one.conversation_id, by, sealed))
    print(f"{described(one)} is kept until it is released.")
    return ExitCode.DONE


async def released(options: Namespace, house: House) -> int:
    """Release a conversation."""
    by = await house.holds.holder(options.by)
    one = await meant(options.conversation, house)
    await house.submit(ReleaseLegally(one.conversation_id, by))
    print(f"{described(one)} goes when its time has come.")
    return ExitCode.DONE


async def listed(_: Namespace, house: House) -> int:
    """Print every hold, a line each."""
    for one in await house.holds.all():
        since = f"{one.at.astimezone():%Y-%m-%d}"
        print(one.conversation_id, one.call_word, since, one.by, one.reason, sep="\t")
    return ExitCode.DONE


async def meant(word: str, house: House) -> Named:
    """Return the one conversation a word names; of several, list them and ask for an id."""
    found = await house.holds.named(word)
    if not found:
        raise Refused(RefusalCode.NOT_FOUND)
    if len(found) > 1:
        for one in found:
            print(described(one), file=sys.stderr)
        raise CannotGoOn(ExitCode.BAD_USE, "Several go by that word: name one by its id.")
    return found[0]


def described(one: Named) -> str:
    """Say which conversation it is, without a word of it."""
    return f"{one.call_word} of {one.opened_at.astimezone():%Y-%m-%d %H:%M} ({one.conversation_id})"
