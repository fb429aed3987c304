"""`brobygger forecast`: how many will come in a week to come, and how many counsellors it takes."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from config.exit_code import CannotGoOn, ExitCode

if TYPE_CHECKING:
    from config.settings import Settings
    from supervisor_console.forecast.forecasting import Forecast, Staffed

FEWEST_WEEKS, MOST_WEEKS = 4, 52
MOST_MIN = 24 * 60
CELL = 14


def arguments(parser: ArgumentParser) -> None:
    """Take which week, how far to look back, and how soon people should be met."""
    parser.add_argument(
        "--from", dest="first", type=_day, metavar="2026-11-30", help="left out: tomorrow"
    )
    parser.add_argument("--weeks", type=_weeks, default=12, help="to look back at; 12 if left out")
    parser.add_argument(
        "--target",
        type=_minutes,
        metavar="MINUTES",
        help="9 of 10 are to wait no longer; left out: the policy's wait_target",
    )
    parser.add_argument("--json", action="store_true", help="write it as one line of JSON")


def run(options: Namespace) -> int:
    """Reckon it from what is counted, and print it."""
    import asyncio

    from chat.domain.forecast import TooLittleKnown
    from config import data_folder, database
    from config.settings import Settings
    from supervisor_console.forecast.bodies import ForecastBody

    settings = Settings.load()
    data_folder.prepare(settings)
    asyncio.run(database.ready(settings))
    try:
        forecast = asyncio.run(_reckoned(settings, options))
    except TooLittleKnown as known:
        sentence = (
            "There is too little to reckon a forecast from: "
            f"{known.contacts} contacts in {known.weeks} whole weeks. "
            f"It takes {known.least_contacts} in {known.least_weeks}."
        )
        raise CannotGoOn(ExitCode.FAILED, sentence) from None
    if options.json:
        print(ForecastBody.of(forecast).model_dump_json())
    else:
        print("\n".join(table(forecast)))
    return ExitCode.DONE


async def _reckoned(settings: "Settings", options: Namespace) -> "Forecast":
    from datetime import UTC

    from chat.storage.store import Store
    from config import told
    from config.policy import Policy
    from supervisor_console.forecast.forecasting import Forecasting

    policy = Policy.load(settings.policy)
    store = Store(settings.database)
    try:
        forecasting = Forecasting(
            store, policy.opening_hours, told.staffing(policy), lambda: datetime.now(UTC)
        )
        return await forecasting.of(options.first, options.weeks, options.target)
    finally:
        await store.close()


def table(forecast: "Forecast") -> Iterator[str]:
    """Yield it in lines: a row an hour, a column a day, and under it what it rests on."""
    from chat.domain.danish_holidays import is_holiday
    from chat.domain.opening_hours import DENMARK

    days = [forecast.first + timedelta(days=n) for n in range(7)]
    heads = [f"{day:%a %d %b}{'*' if is_holiday(day) else ''}" for day in days]
    yield "hour  " + "".join(head.ljust(CELL) for head in heads).rstrip()
    cells: dict[tuple[int, date], Staffed] = {}
    for one in forecast.hours:
        local = one.coming.begins.astimezone(DENMARK)
        cells.setdefault((local.hour, local.date()), one)
    for hour in sorted({hour for hour, _ in cells}):
        row = [cells.get((hour, day)) for day in days]
        yield f"{hour:02}    " + "".join(_cell(one).ljust(CELL) for one in row).rstrip()
    coming = sum(one.coming.mean for one in forecast.hours)
    shifts = sum(one.counsellors for one in forecast.hours)
    yield ""
    yield "An hour reads: expected (80 of 100 such hours lie within) counsellors. * is a holiday."
    yield f"In all {coming:.0f} conversations, {shifts} hours of counsellors."
    patience = (
        "nobody is taken to give up waiting"
        if forecast.patience is None
        else f"who waits gives up after {_min(forecast.patience)} on average"
    )
    yield (
        f"From {forecast.contacts} contacts in {forecast.weeks} weeks; a talk takes "
        f"{_min(forecast.talk)}; {patience}; 9 of 10 are to wait {_min(forecast.target)} at most."
    )


def _cell(one: "Staffed | None") -> str:
    if one is None:
        return "-"
    coming = one.coming
    return f"{coming.mean:.1f} ({coming.low}-{coming.high}) {one.counsellors}"


def _min(span: timedelta) -> str:
    return f"{span / timedelta(minutes=1):.0f} min"


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written} is no day: write 2026-11-30") from None


def _weeks(written: str) -> int:
    if written.isdecimal() and FEWEST_WEEKS <= int(written) <= MOST_WEEKS:
        return int(written)
    raise ArgumentTypeError(f"{written}: write a number from {FEWEST_WEEKS} to {MOST_WEEKS}")


def _minutes(written: str) -> timedelta:
    if written.isdecimal() and 0 < int(written) <= MOST_MIN:
        return timedelta(minutes=int(written))
    raise ArgumentTypeError(f"{written}: write whole minutes, from 1 to {MOST_MIN}")
