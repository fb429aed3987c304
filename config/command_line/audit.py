"""`brobygger audit verify`: reads the audit log's chain, alone or against a head kept elsewhere."""

import asyncio
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from chat.staff.audit import Head, Verified, verify
from chat.storage.store import Store
from config import database
from config.exit_code import ExitCode
from config.settings import Settings


def arguments(parser: ArgumentParser) -> None:
    """Take what to do, and what a witness has kept."""
    acts = parser.add_subparsers(dest="act", metavar="verify", required=True)
    verifies = acts.add_parser("verify", help="read the whole chain; print its head, to be kept")
    verifies.add_argument(
        "--witness",
        type=_head,
        metavar="ROWS:HASH",
        help="a head that was kept elsewhere, as `audit_head` in the log: without one, rows cut off"
        " at the end do not show",
    )


def _head(written: str) -> Head:
    try:
        return Head.read(written)
    except ValueError:
        raise ArgumentTypeError("a head is ROWS:HASH, as `audit verify` prints it") from None


def run(options: Namespace) -> int:
    """Say the head of a chain that is whole, or its first row that is not what was written."""
    found = asyncio.run(_verified(Settings.load(), options.witness))
    if found.first_bad_row is not None:
        print(
            f"Not what was written from row {found.first_bad_row} on. Whole as far as {found.head}"
        )
        return ExitCode.FAILED
    print(found.head)
    return ExitCode.DONE


async def _verified(settings: Settings, witnessed: Head | None) -> Verified:
    await database.looked_at(settings)
    store = Store(settings.database)
    try:
        async with store.read() as connection:
            return await verify(connection, witnessed)
    finally:
        await store.close()
