"""Signed out is out: on a running server, sockets included, within five seconds."""

import asyncio
from collections.abc import Callable, Iterator
from time import monotonic

import aiohttp
import pytest

from config.rehearsal.wire_client import House, StaffClient
from tests.serving import Serving

CUT_WITHIN_S = 5.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with Serving(tmp_path_factory.mktemp("server")) as serving:
        yield serving


async def seconds_until(happened: Callable[[], bool]) -> float:
    start = monotonic()
    while not happened():
        assert monotonic() - start < 2 * CUT_WITHIN_S
        await asyncio.sleep(0.05)
    return monotonic() - start


@pytest.mark.parametrize("role", ["counsellor", "supervisor"])
@pytest.mark.parametrize("how", ["disable", "reset", "sign_out"])
async def test_whoever_is_out_hears_nothing_more(server: Serving, role: str, how: str) -> None:
    username = f"{role}.{how}"
    account = await asyncio.to_thread(server.staff, username, role, "Sofie")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        house = House(http, server.url)
        console = StaffClient(house, role)
        await console.open(account)
        line = console.line
        assert line.is_up

        if how == "sign_out":
            headers = dict(line._door.headers)
            async with http.delete(f"{server.url}/api/session", headers=headers) as answer:
                assert answer.status == 204
        else:
            done = await asyncio.to_thread(server.command, "staff", how, "--username", username)
            assert done.returncode == 0, done.stderr
        took_s = await seconds_until(lambda: line._end is not None)

        assert took_s < CUT_WITHIN_S
        assert line._end is not None
        assert line._end.code == "unauthorized"
        await console.close()
