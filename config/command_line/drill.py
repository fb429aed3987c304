"""`brobygger drill`: tries a running server's way from flag to person, with a marked message."""

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace

import aiohttp

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Say where the server is, who drills, and who is to answer."""
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--username", required=True, help="a supervisor's account")
    parser.add_argument("--password-stdin", action="store_true", required=True)
    parser.add_argument("--code", help="of the account's code app, where it has one")
    parser.add_argument(
        "--by-a-person",
        action="store_true",
        help="wait until somebody acknowledges it on their console, instead of doing it here",
    )
    parser.add_argument("--seconds", type=float, default=300.0, help="how long to wait at most")


def run(options: Namespace) -> int:
    """Drill, and print how long each step took as one line of JSON."""
    from config.rehearsal.drill import drill
    from config.rehearsal.line import Refused
    from config.rehearsal.wire_client import Account

    account = Account(options.username, sys.stdin.readline().rstrip("\n"), code=options.code)
    work = drill(
        options.url.rstrip("/"), account, by_a_person=options.by_a_person, within_s=options.seconds
    )
    try:
        took = asyncio.run(work)
    except (aiohttp.ClientError, OSError) as away:
        raise CannotGoOn(ExitCode.FAILED, f"Nothing answers at {options.url}.") from away
    except Refused as refused:
        raise CannotGoOn(ExitCode.BAD_USE, f"The server refused: {refused.code}.") from refused
    print(json.dumps(took, ensure_ascii=False))
    went_through = took["acknowledged_s"] is not None and took["sent"] == took["pages"]
    return ExitCode.DONE if went_through else ExitCode.FAILED
