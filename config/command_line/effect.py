"""`brobygger effect`: answers on before and after for research; two supervisors must agree."""

import sys
from argparse import ArgumentParser, Namespace
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from config.exit_code import CannotGoOn, ExitCode

if TYPE_CHECKING:
    from chat.domain.identifiers import StaffId
    from chat.staff.command_tries import CommandTries
    from config.settings import Settings
    from supervisor_console.reports.half_year import HalfYear


def arguments(parser: ArgumentParser) -> None:
    """Take the half-year, who agrees, and where it goes; passwords are asked for, or read."""
    parser.add_argument("--half-year", required=True, metavar="2026-H1")
    parser.add_argument("--first", required=True, metavar="USERNAME")
    parser.add_argument("--second", required=True, metavar="USERNAME")
    parser.add_argument("-o", "--output", type=Path, required=True, help="a ZIP file")


def run(options: Namespace) -> int:
    """Write it once both have shown who they are; that they agreed is in the audit log."""
    import asyncio
    from datetime import datetime

    from chat.domain.opening_hours import DENMARK
    from config import data_folder, database
    from config.settings import Settings
    from supervisor_console.reports.half_year import HalfYear

    try:
        half_year = HalfYear.of(options.half_year)
    except ValueError:
        raise CannotGoOn(ExitCode.BAD_USE, "Write the half-year as 2026-H1 or 2026-H2.") from None
    if not half_year.is_settled(datetime.now(DENMARK).date()):
        sentence = f"{half_year} is not over and counted yet: ask a week after its end."
        raise CannotGoOn(ExitCode.FAILED, sentence)
    settings = Settings.load()
    data_folder.prepare(settings)
    asyncio.run(database.ready(settings))
    typed = {name: _typed(name) for name in (options.first, options.second)}
    options.output.write_bytes(asyncio.run(_agreed(typed, half_year, settings)))
    return ExitCode.DONE


def _typed(username: str) -> str:
    if sys.stdin.isatty():
        return getpass(f"Password of {username}: ")
    return sys.stdin.readline().rstrip("\r\n")


async def _agreed(typed: dict[str, str], half_year: "HalfYear", settings: "Settings") -> bytes:
    from chat.domain.refusal import Refused
    from chat.staff.command_tries import CommandTries
    from chat.staff.passwords import Passwords
    from chat.staff.settings import StaffSettings
    from chat.staff.submitting import submitting_alone
    from chat.storage.store import Store
    from supervisor_console.reports.effect import ExportEffect, answers_of, indistinct, packed

    staff_settings = StaffSettings()
    store, passwords = Store(settings.database), Passwords(staff_settings.password_cost)
    submit = submitting_alone(store)
    tries = CommandTries("effect", store, submit, passwords, staff_settings.slow_down)
    try:
        supervisors = [await _supervisor(*one, tries) for one in typed.items()]
        if None in supervisors or len(set(supervisors)) < 2:  # noqa: PLR2004 - two people
            sentence = "Two supervisors must agree, each with their own name and password."
            raise CannotGoOn(ExitCode.FAILED, sentence)
        found = indistinct(await store.look(lambda connection: answers_of(connection, half_year)))
        agreed = [one for one in supervisors if one is not None]
        try:
            await submit(ExportEffect(half_year, found, agreed))
        except Refused:
            sentence = (
                f"{half_year} was exported before, and answers have come since: "
                "use the file that was made then, for two that differ tell of single people."
            )
            raise CannotGoOn(ExitCode.FAILED, sentence) from None
    except Refused as no:
        wait_s = no.extras["retry_after_s"]
        sentence = f"Too many wrong passwords. Try again in {wait_s} seconds."
        raise CannotGoOn(ExitCode.FAILED, sentence) from None
    finally:
        passwords.close()
        await store.close()
    return packed(found)


async def _supervisor(username: str, password: str, tries: "CommandTries") -> "StaffId | None":
    """Return who this is, if a supervisor has this name and password; it takes as long if not."""
    from datetime import UTC, datetime

    from sqlalchemy import select

    from chat.domain.identifiers import StaffId
    from chat.domain.refusal import Refused
    from chat.staff.names import normal_username
    from chat.staff.roles import Role, roles_of
    from chat.storage.tables import staff

    try:
        name = normal_username(username)
    except Refused:
        name = ""
    query = select(staff).where(staff.c.username == name, staff.c.disabled_at.is_(None))
    row = await tries.store.look(lambda connection: connection.execute(query).one_or_none())
    staff_id, stored = (None, None) if row is None else (StaffId(row.staff_id), row.password_hash)
    now = await tries.store.now() or datetime.now(UTC)
    right = await tries.is_right(staff_id, password, stored, now)
    is_one = row is not None and right and Role.SUPERVISOR in roles_of(row.roles)
    return staff_id if is_one else None
