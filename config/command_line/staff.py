"""`brobygger staff`: adds, lists, disables and resets accounts, also while a server runs."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.work_area import EVERYWHERE, WorkArea
from chat.staff.account_statements import NewAccount
from chat.staff.accounts import Account, Accounts
from chat.staff.invitations import Invitation
from chat.staff.passwords import Passwords
from chat.staff.roles import Role
from chat.staff.settings import StaffSettings
from chat.staff.submitting import submitting_alone
from chat.storage.store import Store
from config.exit_code import CannotGoOn, ExitCode
from config.settings import Settings

SENTENCES = {
    RefusalCode.CONFLICT: (ExitCode.FAILED, "That username is taken."),
    RefusalCode.NOT_FOUND: (ExitCode.FAILED, "There is no account with that username."),
    RefusalCode.MALFORMED: (
        ExitCode.BAD_USE,
        (
            "That name can't be used: a username has letters, digits and . _ - @ + only, "
            "and a display name is one visible line."
        ),
    ),
    RefusalCode.TOO_LONG: (
        ExitCode.BAD_USE,
        "That name is too long: a username has 64 characters at most, a display name 40.",
    ),
    RefusalCode.WEAK_PASSWORD: (
        ExitCode.BAD_USE,
        (
            "That password is too easy to guess: at least 15 characters, such as a sentence, "
            "not one character over and over, and not the username."
        ),
    ),
}


def arguments(parser: ArgumentParser) -> None:
    """Take what to do, and with whose account."""
    acts = parser.add_subparsers(dest="act", metavar="add|list|move|disable|reset", required=True)
    add = acts.add_parser("add", help="make an account; without a password, print an invitation")
    add.add_argument(
        "--role", action="append", required=True, choices=[*Role], help="may be given twice"
    )
    add.add_argument("--name", required=True, help="what the young person reads")
    add.set_defaults(do=added)
    move = acts.add_parser("move", help="give a bridge-builder another area; their sessions end")
    move.set_defaults(do=moved)
    for one in (add, move):
        one.add_argument(
            "--area",
            action="append",
            required=one is move,
            metavar="CODE",
            help="whose bridges a bridge-builder sees: a municipality's or region's code, or all; "
            "may be given many times",
        )
    lists = acts.add_parser("list", help="print every account")
    lists.set_defaults(do=listed)
    disable = acts.add_parser("disable", help="shut an account and end its sessions")
    disable.set_defaults(do=disabled)
    reset = acts.add_parser(
        "reset",
        help="give a new way in and take the second factor away; a disabled account is open again",
    )
    reset.set_defaults(do=reset_account)
    for one in (add, move, disable, reset):
        one.add_argument("--username", required=True)
    for one in (add, reset):
        one.add_argument(
            "--password-stdin", action="store_true", help="read the password from the first line"
        )


def run(options: Namespace) -> int:
    """Do it on the database the environment names, which is made if there is none."""
    import asyncio

    from config import data_folder, database

    settings = Settings.load()
    data_folder.prepare(settings)
    asyncio.run(database.ready(settings))
    asyncio.run(done(options, settings))
    return ExitCode.DONE


async def done(options: Namespace, settings: Settings) -> None:
    """Open the store, do the one thing, close it; turn a no into a sentence."""
    act: Callable[[Accounts, Namespace, Settings], Awaitable[None]] = options.do
    store = Store(settings.database)
    staff = StaffSettings()
    passwords = Passwords(staff.password_cost)
    try:
        await act(Accounts(store, submitting_alone(store), passwords, staff), options, settings)
    except Refused as no:
        raise CannotGoOn(*SENTENCES[no.code]) from None
    except Unavailable:
        raise CannotGoOn(
            ExitCode.FAILED, "The database did not take it. Nothing was changed; try again."
        ) from None
    finally:
        passwords.close()
        await store.close()


async def added(accounts: Accounts, options: Namespace, settings: Settings) -> None:
    """Make an account."""
    roles = frozenset(map(Role, options.role))
    area = area_of(options.area or [])
    if (Role.BRIDGE_BUILDER in roles) != bool(area.codes):
        sentence = "A bridge-builder needs --area, and nobody else has one."
        raise CannotGoOn(ExitCode.BAD_USE, sentence)
    new = NewAccount.of(options.username, options.name, roles, area)
    if options.password_stdin:
        await accounts.add(new, typed_password())
        print(f"{new.username} can sign in.")
    else:
        show(await accounts.invite(new), new.username, settings)


async def reset_account(accounts: Accounts, options: Namespace, settings: Settings) -> None:
    """Give a new way in."""
    if options.password_stdin:
        await accounts.reset(options.username, typed_password())
        print(f"{options.username} can sign in with the new password; all sessions have ended.")
    else:
        show(await accounts.reset_by_invitation(options.username), options.username, settings)


async def moved(accounts: Accounts, options: Namespace, _: Settings) -> None:
    """Give another area."""
    area = area_of(options.area)
    await accounts.move(options.username, area)
    print(f"{options.username} sees the bridges of: {area.stored()}; all sessions have ended.")


def area_of(codes: Sequence[str]) -> WorkArea:
    """Return the area these codes name; raise `CannotGoOn` for one nobody knows."""
    from config.directory import HERE
    from config.municipalities import read_municipalities, read_regions

    file = HERE / "municipalities.csv"
    known = {EVERYWHERE, *read_municipalities(file), *read_regions(file).values()}
    if strange := set(codes) - known:
        word = f"{min(strange)} is no code of a municipality or region, and not all."
        raise CannotGoOn(ExitCode.BAD_USE, word)
    return WorkArea(frozenset(codes))


async def disabled(accounts: Accounts, options: Namespace, _: Settings) -> None:
    """Shut an account."""
    await accounts.disable(options.username)
    print(f"{options.username} can't sign in any more; all sessions have ended.")


async def listed(accounts: Accounts, _: Namespace, __: Settings) -> None:
    """Print every account, a line each."""
    for account in await accounts.everyone():
        roles = ",".join(role for role in Role if role in account.roles)
        area = [account.area.stored()] if account.area.codes else []
        print(account.username, account.display_name, roles, how(account), *area, sep="\t")


def how(account: Account) -> str:
    """Say in a word how an account stands."""
    if account.disabled_at is not None:
        return "disabled"
    return "active" if account.has_password else "invited"


def typed_password() -> str:
    """Return the first line of standard input, as it was typed."""
    try:
        return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CannotGoOn(ExitCode.BAD_USE, "The password is not UTF-8.") from None


def show(invitation: Invitation, username: str, settings: Settings) -> None:
    """Print the link. It goes to the terminal alone, never to a log."""
    ends = datetime.now().astimezone() + invitation.lives
    origin = settings.public_url or f"http://{settings.host}:{settings.port}"
    print(f"Give {username} this link. It works once, until {ends:%Y-%m-%d %H:%M}:")
    print(origin + invitation.path)
