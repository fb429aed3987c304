"""Lines that break at any byte: in the handshake, in a message, in an answer, in a catch-up."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from config.rehearsal.wire_client import House
from tests.faults.checker import faults
from tests.faults.crowd import Crowd
from tests.faults.proxy import BadLine
from tests.serving import OPEN_HOUSE, Serving

PAIRS = 4
WRITES_FOR_S = 10.0
MOST_BYTES = 6000
CAPACITY = 50


@pytest.mark.timeout(200)
async def test_lines_that_break_at_any_byte_lose_double_and_disorder_nothing(
    tmp_path: Path,
) -> None:
    serving = Serving(tmp_path, policy=OPEN_HOUSE + f"max_capacity: {CAPACITY}\n")
    mette = serving.staff("mette", "counsellor", "Mette")
    birgit = serving.staff("birgit", "supervisor", "Birgit")
    jar = aiohttp.DummyCookieJar()
    async with (
        serving.beside(),
        BadLine(serving.port, MOST_BYTES).listening() as line,
        aiohttp.ClientSession(cookie_jar=jar) as http,
    ):
        crowd = Crowd(House(http, line.url))
        await crowd.staff_comes(mette, "counsellor", CAPACITY)
        reading = await crowd.staff_comes(birgit, "supervisor")
        writing: list[asyncio.Task[None]] = []
        for _ in range(PAIRS):
            conversation_id = await crowd.young_person_comes()
            await crowd.everyone_wants(conversation_id, [mette.username])
            await reading.follow(conversation_id)
            both = ("young", mette.username)
            writing.extend(asyncio.create_task(crowd.write(conversation_id, one)) for one in both)

        line.is_bad = True
        await asyncio.sleep(WRITES_FOR_S)
        line.is_bad = False
        crowd.quiet()
        await asyncio.gather(*writing)
        await crowd.settle()
        await crowd.go_home()

    assert faults(crowd.history) == []
    assert line.cuts > PAIRS
    assert len(crowd.history.said) > PAIRS
