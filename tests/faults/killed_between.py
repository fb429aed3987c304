"""The same program, killed between a key and its rows: `-m tests.faults.killed_between ...`."""

import os
import signal
import sys
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from chat.storage.shredding import DeleteRows
from config.command_line import main


async def killed(self: DeleteRows, connection: AsyncConnection, now: datetime) -> int:
    """Die as a process dies that is killed with -9."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


if __name__ == "__main__":
    DeleteRows.run = killed  # type: ignore[method-assign]  # what this module is for
    sys.exit(main())
