"""Promise 3 in a house of two workers: whichever is killed, the page still goes out, once."""

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from tests.chat.outside import Webhook
from tests.databases import Databases
from tests.faults.test_paging import LATE_AT_MOST_S, POLICY, somebody_in_danger
from tests.redis_server import redis_server
from tests.serving import Serving

STEP_S = 1.0
"""After so long the ladder calls the duty phone (`POLICY`)."""


def workers_of(serving: Serving) -> list[psutil.Process]:
    return psutil.Process(serving.pid).children()


def who_calls(serving: Serving, port: int) -> psutil.Process:
    """Return the worker that has a line to this port."""
    return next(
        worker
        for worker in workers_of(serving)
        if any(getattr(line.raddr, "port", None) == port for line in worker.net_connections())
    )


async def killed(serving: Serving, victim: psutil.Process) -> float:
    """Kill -9 one worker, and return when the house has two again."""
    victim.kill()
    await asyncio.to_thread(victim.wait, 10)
    until = time.monotonic() + 60
    while len(workers_of(serving)) < 2 or not await asyncio.to_thread(serving.is_ready):
        serving.must_live(until)
        await asyncio.sleep(0.02)
    return time.monotonic()


@pytest.mark.timeout(120)
async def test_a_worker_killed_between_flag_and_page_holds_up_no_page_and_doubles_none(
    tmp_path: Path, databases: Databases
) -> None:
    late = []
    with redis_server() as redis:
        async with Webhook().open() as phone:
            environment = {
                "BROBYGGER_PAGE_DUTY_PHONE": phone.url,
                "BROBYGGER_DATABASE_URL": databases.empty().url,
                "BROBYGGER_REDIS_URL": redis.url,
            }
            serving = Serving(tmp_path, POLICY, environment, arguments=("--workers", "2"))
            async with serving.beside():
                for number, victim in enumerate(workers_of(serving), start=1):
                    await somebody_in_danger(serving)
                    due = time.monotonic() + STEP_S
                    back = await killed(serving, victim)
                    await phone.until(number)
                    late.append(phone.taken[-1][0] - max(due, back))
                # In the middle of the call: the gateway has not said yes, and never will.
                phone.answer, phone.hangs_s = 503, 0.9
                asked = phone.asked
                await somebody_in_danger(serving)
                await phone.until_asked(asked + 1)
                back = await killed(serving, who_calls(serving, phone.port))
                await asyncio.sleep(phone.hangs_s)
                phone.answer, phone.hangs_s = 200, 0
                await phone.until(3)
                late.append(phone.taken[-1][0] - back)
                await asyncio.sleep(LATE_AT_MOST_S)

    assert max(late) <= LATE_AT_MOST_S
    assert len(set(phone.texts)) == len(phone.texts) == 3
