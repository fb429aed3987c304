"""Promise 3: kill the server between flag and page, and the page still goes out, once a step."""

import asyncio
import random
import time
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from config.rehearsal.wire_client import House, YoungClient
from tests.chat.outside import Webhook
from tests.databases import Database
from tests.serving import OPEN_HOUSE, Serving

ROUNDS = 4
LATE_AT_MOST_S = 2.0
DANGER = "jeg har sagt farvel og jeg gør det nu"
TASK = "Der ligger en ny opgave til en brobygger. Log ind her: /bridge"
POLICY = (
    OPEN_HOUSE
    + """\
imminent_pace: 1
ladder:
  - {tell: supervisors, seconds: 1}
  - {tell: duty_phone, seconds: 600}
"""
)


async def somebody_in_danger(serving: Serving) -> None:
    """Return when the message is acknowledged, and so committed with its escalation."""
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        young = YoungClient(House(http, serving.url))
        await young.open()
        await young.line.ask("message:send", {"client_id": str(uuid4()), "text": DANGER})
        await young.close()


@pytest.mark.timeout(280)
async def test_a_server_killed_between_flag_and_page_pages_once_and_soon_after_it_is_back(
    tmp_path: Path, empty_database: Database
) -> None:
    late = []
    async with Webhook().open() as phone, Webhook().open() as builders:
        environment = {
            "BROBYGGER_PAGE_DUTY_PHONE": phone.url,
            "BROBYGGER_PAGE_BRIDGE_BUILDERS": builders.url,
            "BROBYGGER_DATABASE_URL": empty_database.url,
        }
        serving = Serving(tmp_path, POLICY, environment)
        async with serving.beside():
            for number in range(1, ROUNDS + 1):
                await somebody_in_danger(serving)
                if number % 2:
                    await asyncio.sleep(random.uniform(0, 0.6))
                else:  # in the middle of the call: the gateway has not said yes
                    phone.answer, phone.hangs_s = 503, 0.9
                    await phone.until_asked(phone.asked + 1)
                assert len(phone.taken) == number - 1
                await asyncio.to_thread(serving.kill)
                await asyncio.sleep(1)
                phone.answer, phone.hangs_s = 200, 0
                await serving.start_beside()
                back = time.monotonic()
                await phone.until(number)
                late.append(phone.taken[-1][0] - back)
            await asyncio.sleep(LATE_AT_MOST_S)

    assert max(late) <= LATE_AT_MOST_S
    assert len(phone.taken) == ROUNDS
    assert not any("sagt farvel" in text for text in phone.texts)
    # Each of them is a bridge-builder's task too; their call may be made twice, and says one thing.
    assert len(builders.taken) >= ROUNDS
    assert {text.replace("\n", " ") for text in builders.texts} == {TASK}
