"""A house that is told to stop stops, whatever state it is in."""

import sqlite3
import time
from pathlib import Path

from tests.serving import READY_WITHIN_S, Serving


def test_a_demo_nobody_can_come_into_still_stops_when_told(tmp_path: Path) -> None:
    serving = Serving(tmp_path, arguments=("--demo",))
    assert serving.command("migrate").returncode == 0
    with sqlite3.connect(serving.data / "brobygger.db") as database:
        database.execute("ALTER TABLE conversations RENAME COLUMN assigned_at TO once_assigned_at")

    serving.launch()
    try:
        until = time.monotonic() + READY_WITHIN_S
        # Whoever of the demo's people comes to work is turned away from now on, and tries again.
        while b"handler_failed" not in serving.output.read_bytes():
            serving.must_live(until)
            time.sleep(0.05)
    finally:
        code = serving.stop()

    assert code == 0
