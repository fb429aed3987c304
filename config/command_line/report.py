"""`brobygger report`: the half-yearly report to a municipality, or on the whole country."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from config.exit_code import CannotGoOn, ExitCode

if TYPE_CHECKING:
    from chat.storage.store import Store
    from config.settings import Settings
    from supervisor_console.reports.half_year import HalfYear
    from supervisor_console.reports.publishing import Publishing

FORMS = ("pdf", "xlsx", "csv", "html")


def arguments(parser: ArgumentParser) -> None:
    """Take what it is about, over which half-year, and where it goes."""
    about = parser.add_subparsers(
        dest="about", metavar="municipality|country|half-years", required=True
    )
    municipality = about.add_parser("municipality", help="report on one municipality")
    municipality.add_argument("--code", required=True, help="0751, or 751")
    country = about.add_parser("country", help="report on the whole country")
    about.add_parser("half-years", help="name the half-years there can be a report of")
    for one in (municipality, country):
        one.add_argument("--from", dest="first", type=_day, required=True, metavar="2026-01-01")
        one.add_argument("--to", dest="last", type=_day, required=True, metavar="2026-06-30")
        one.add_argument("--format", choices=FORMS, default="pdf")
        one.add_argument("--english", action="store_true", help="in English")
        one.add_argument("-o", "--output", type=Path, help="the file; left out: standard output")


def run(options: Namespace) -> int:
    """Write it; publish the half-year's numbers first if nobody has."""
    import asyncio

    from config import data_folder, database
    from config.settings import Settings

    settings = Settings.load()
    data_folder.prepare(settings)
    asyncio.run(database.ready(settings))
    if options.about == "half-years":
        asyncio.run(_named(settings))
        return ExitCode.DONE
    written = asyncio.run(_written(options, settings, _half_year(options)))
    if options.output is None:
        sys.stdout.buffer.write(written)
    else:
        options.output.write_bytes(written)
    return ExitCode.DONE


async def _written(options: Namespace, settings: "Settings", half_year: "HalfYear") -> bytes:
    from chat.staff.audit import Audit
    from chat.staff.submitting import submitting_alone
    from chat.storage.store import Store
    from chat.words import Words
    from config.directory import Directory
    from supervisor_console.reports.files import FORMS as WRITTEN
    from supervisor_console.reports.printed import Printing
    from supervisor_console.reports.report import Reader
    from supervisor_console.reports.sheets import COUNTRY

    directory = Directory.load()
    place = COUNTRY if options.about == "country" else options.code.zfill(4)
    if place != COUNTRY and place not in directory.municipalities:
        sentence = f"There is no municipality with the code {options.code}."
        raise CannotGoOn(ExitCode.BAD_USE, sentence)
    store = Store(settings.database)
    try:
        published = await _publishing(store).published(half_year, None)
        if published is None:
            sentence = f"There is no report of {half_year}: it is not over, or nobody wrote in it."
            raise CannotGoOn(ExitCode.FAILED, sentence)
        # As from the page, by nobody who is signed in: whoever has the machine.
        subject = f"{half_year} {place} {WRITTEN[options.format].ending}"
        await submitting_alone(store)(Audit("download_report", None, subject=subject))
    finally:
        await store.close()
    printing = Printing(Words.load(), directory.municipalities)
    language = "en" if options.english else "da"
    report = published.report(place, Reader.OUTSIDE)
    printed = printing.printed(report, published.document, language)
    return WRITTEN[options.format].write(printed)


async def _named(settings: "Settings") -> None:
    from chat.storage.store import Store

    store = Store(settings.database)
    try:
        for half_year in await _publishing(store).half_years():
            print(half_year, half_year.first, half_year.last, sep="\t")
    finally:
        await store.close()


def _publishing(store: "Store") -> "Publishing":
    from datetime import UTC, datetime

    from chat.staff.submitting import submitting_alone
    from config.reasons import load_reasons
    from supervisor_console.reports.publishing import Publishing

    submit, headings = submitting_alone(store), load_reasons()
    return Publishing(store, submit, headings, lambda: datetime.now(UTC))


def _half_year(options: Namespace) -> "HalfYear":
    from supervisor_console.reports.half_year import HalfYear

    try:
        return HalfYear.between(options.first, options.last)
    except ValueError:
        sentence = (
            "A report is about a whole half-year, so that two reports never overlap: "
            "--from 2026-01-01 --to 2026-06-30, or --from 2026-07-01 --to 2026-12-31."
        )
        raise CannotGoOn(ExitCode.BAD_USE, sentence) from None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written} is no day: write 2026-01-01") from None
