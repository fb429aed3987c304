"""How soon a new supervisor sees the whole board among 2,000 live conversations.

From the page's navigation, with the browser's cache empty, to its heading with the number of
rows: the shell, the scripts, the line, the house's reading, the frame and the drawing are in it.
Signing in is not: it is slow on purpose.
"""

import asyncio
import statistics
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.async_api import Browser

from config.master_key import named, read
from config.rehearsal.wire_client import Account
from tests.bench.servers import POLICY
from tests.browsing import chromium
from tests.chat.keeping import process_on
from tests.databases import SQLiteFile
from tests.serving import Serving

CONVERSATIONS: Final = 2_000
AT_ONCE: Final = 200
GOALS: Final = {"board": 1000}
"""Milliseconds: issue 6, "Speed"."""
WATCH: Final = f"""
  new MutationObserver((_, watching) => {{
    const whole = [...document.querySelectorAll("h2")]
      .some((one) => one.textContent.endsWith(" {CONVERSATIONS}"));
    if (!whole) return;
    performance.mark("board");
    watching.disconnect();
  }}).observe(document, {{ childList: true, subtree: true, characterData: true }});
"""
MARKED: Final = "performance.getEntriesByName('board')[0]?.startTime ?? 0"


async def fill(serving: Serving) -> None:
    """Let so many stand in line, before the house is served."""
    file = SQLiteFile(serving.data / "brobygger.db")
    key = named(read(serving.data / "master.key"))
    async with process_on(file, key, lambda: datetime.now(UTC)) as kept:
        for _ in range(CONVERSATIONS // AT_ONCE):
            await asyncio.gather(*(kept.opened() for _ in range(AT_ONCE)))


async def seen(browser: Browser, url: str, account: Account) -> float:
    """Return how long a supervisor who has signed in waits for the board, in ms."""
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    body = {"username": account.username, "password": account.password}
    await context.request.post(f"{url}/api/session", data=body, headers={"Origin": url})
    page = await context.new_page()
    await page.add_init_script(WATCH)
    await page.goto(f"{url}/supervisor")
    await page.get_by_role("heading", name=f"Alle samtaler: {CONVERSATIONS}").wait_for()
    took_ms = float(await page.evaluate(MARKED))
    await context.close()
    return took_ms


async def median(rounds: int) -> float:
    """Return the median of this many new supervisors, one after the other."""
    with TemporaryDirectory() as folder:
        serving = Serving(Path(folder), POLICY, by_itself=True)
        account = serving.staff("karen", "supervisor", "Karen")
        await fill(serving)
        async with serving.beside(), chromium() as browser:
            return statistics.median(
                [await seen(browser, serving.url, account) for _ in range(rounds)]
            )


def measured(rounds: int) -> dict[str, float]:
    """Measure in a loop of its own."""
    return {"board": asyncio.run(median(rounds))}
