"""Many at once: what 2,000 live conversations and 60 changes a second cost the board's page."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final
from uuid import UUID

import pytest
from playwright.async_api import Browser, WebSocketRoute, expect

from chat.domain.identifiers import ConversationId, StaffId
from supervisor_console.board import Board
from supervisor_console.row import Row
from tests.browser.conftest import House
from tests.browser.supervisor.board import signed_in
from tests.browsing import Visitors, picture
from triage.verdict import Level

CONVERSATIONS: Final = 2_000
CHANGES: Final = 60
A_SECOND: Final = 60
SCRIPTING_MOST_MS: Final = 50.0
"""Issue 6, "Speed": scripting a change."""
FULL_BOARD_SCRIPTING_MOST_MS: Final = 300.0
"""Of the processor's time: 70 as measured (our own bound).

How many seconds it takes is measured beside nothing else, by `python3 dev.py bench`.
"""
TRACED: Final = ["devtools.timeline", "v8"]
SCRIPTING: Final = {"FunctionCall", "EvaluateScript", "RunMicrotasks", "V8.GC_MC_COMPLETE"}
NOW: Final = datetime.now(UTC)


def row(number: int) -> Row:
    return Row(
        conversation_id=ConversationId(str(UUID(int=number))),
        call_word=f"Havtorn {number}",
        state="active",
        level=Level(number % 3),
        assessed=True,
        opened_at=NOW - timedelta(seconds=number),
        age_band="15_17",
        municipality="0101",
        counsellor=(StaffId(str(number)), f"Sofie {number}"),
        young_wrote_at=NOW,
        staff_wrote_at=NOW,
        young_present=True,
    )


def packet(event: str, data: object) -> str:
    return f"42/supervisor,{json.dumps([event, data])}"


def scripting_ms(trace: bytes) -> float:
    """Return the processor's time the page's scripts took, nested calls counted once."""
    events = [one for one in json.loads(trace)["traceEvents"] if one.get("ph") == "X"]
    calls = sorted(
        (one for one in events if one["name"] in SCRIPTING), key=lambda one: float(one["ts"])
    )
    spent_us, until = 0.0, 0.0
    for one in calls:
        begins, lasts = float(one["ts"]), float(one.get("dur", 0))
        if begins >= until:
            spent_us += float(one.get("tdur", lasts))
            until = begins + lasts
    return spent_us / 1000


@pytest.mark.timeout(120)
async def test_a_change_among_two_thousand_costs_little_and_so_does_the_whole_board(
    house: House, browser: Browser, visitors: Visitors
) -> None:
    page = await visitors.desktop()
    lines: list[WebSocketRoute] = []

    def plug(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    await page.route_web_socket("**/socket.io/**", plug)
    await signed_in(house, page, house.supervisor)
    await expect(page.get_by_text("Ingen åbne eskaleringer.")).to_be_visible()
    board = Board()
    board.replace([row(number) for number in range(CONVERSATIONS)])
    board.version = 1_000
    numbers = count()

    async def changes(many: int) -> None:
        for _ in range(many):
            number = next(numbers) * 17 % CONVERSATIONS
            told = replace(
                row(number), level=Level(next(numbers) % 3), young_wrote_at=datetime.now(UTC)
            )
            change = board.update({told.conversation_id: told})
            assert change is not None
            lines[-1].send(packet("board:changed", change.as_wire(datetime.now(UTC))))
            await asyncio.sleep(1 / A_SECOND)

    await browser.start_tracing(page=page, categories=TRACED)
    lines[-1].send(packet("board", board.as_wire(datetime.now(UTC))))
    await expect(
        page.get_by_role("heading", name=f"Alle samtaler: {CONVERSATIONS}")
    ).to_be_visible()
    full_board_ms = scripting_ms(await browser.stop_tracing())
    await changes(10)  # what is done for the first time is not what a change costs

    await browser.start_tracing(page=page, categories=TRACED)
    await changes(CHANGES)
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    per_change_ms = scripting_ms(await browser.stop_tracing()) / CHANGES

    await picture(page, "supervisor-two-thousand")
    assert 0 < per_change_ms < SCRIPTING_MOST_MS
    assert 0 < full_board_ms < FULL_BOARD_SCRIPTING_MOST_MS
