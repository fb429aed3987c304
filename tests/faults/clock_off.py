"""The same program on a machine whose clock is wrong: `python -m tests.faults.clock_off serve ...`.

Every clock that tells the time of day is off by `CLOCK_OFF_S`; those that only count are not, as on
a real machine.
"""

import os
import sys
from datetime import UTC, datetime, timedelta

import time_machine

from config.command_line import main

if __name__ == "__main__":
    there = datetime.now(UTC) + timedelta(seconds=float(os.environ["CLOCK_OFF_S"]))
    with time_machine.travel(there, tick=True):
        sys.exit(main())
