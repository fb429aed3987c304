"""`brobygger simulate`: young people and counsellors who play scripts against a running server."""

import asyncio
import json
import sys
from argparse import ArgumentParser, Namespace

import aiohttp

from config.exit_code import CannotGoOn, ExitCode


def arguments(parser: ArgumentParser) -> None:
    """Say where the server is, how fast to live, and who meets the young people."""
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument(
        "--rate", type=float, default=1.0, help="1: as written; 60: a minute a second"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to play")
    parser.add_argument("--young", type=int, default=5, help="how many young people at a time")
    parser.add_argument(
        "--counsellor-username",
        action="append",
        default=[],
        metavar="U",
        help="an account to meet them with; may be given again",
    )
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read a password a line, in the accounts' order",
    )
    parser.add_argument(
        "--capacity", type=int, default=4, help="conversations a counsellor at once"
    )


def run(options: Namespace) -> int:
    """Play, and print what was played as one line of JSON."""
    from config.rehearsal.line import Refused
    from config.rehearsal.scripts import Pace
    from config.rehearsal.simulate import Rehearsal
    from config.rehearsal.wire_client import Account

    if options.counsellor_username and not options.password_stdin:
        raise CannotGoOn(ExitCode.BAD_USE, "Give the passwords on stdin, with --password-stdin.")
    accounts = [
        Account(username, sys.stdin.readline().rstrip("\n"))
        for username in options.counsellor_username
    ]
    pace = Pace(options.rate)
    rehearsal = Rehearsal(options.url.rstrip("/"), pace, options.young, accounts, options.capacity)
    try:
        played = asyncio.run(rehearsal.play(options.seconds))
    except (aiohttp.ClientError, OSError) as away:
        raise CannotGoOn(ExitCode.FAILED, f"Nothing answers at {options.url}.") from away
    except Refused as refused:
        raise CannotGoOn(ExitCode.BAD_USE, f"The server refused: {refused.code}.") from refused
    print(json.dumps(vars(played), ensure_ascii=False))
    return ExitCode.DONE
