"""A house as it is run: nginx with TLS, two processes, PostgreSQL and Redis, and people in it."""

import asyncio
import json
import re
import secrets
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import aiohttp
import pytest
import yaml

from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.browsing import chromium, picture, visiting
from tests.databases import Databases
from tests.deploy.nginx import Proxy, in_front_of
from tests.journeys.people import Counsellor, YoungPerson
from tests.ports import free_port
from tests.redis_server import redis_server
from tests.serving import ROOT, Serving
from tests.several import made

POLICY = """\
opening: always
interlock: off
second_factor: optional
long_polling: on
max_capacity: 100
limits: {conversations_per_network_per_min: 6}
"""
ADDRESS = "127.45.67.89"
BROWSER = "Kanariebrowser/9"
STILL_S = 5.0
INNER = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
FRAMINGS = (
    "Content-Length: ALL\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 4",
    "Content-Length: ALL\r\nTransfer-Encoding: xchunked",
    "Content-Length: ALL\r\nTransfer-Encoding : chunked",
    "Content-Length: ALL\r\nTransfer-Encoding:\r\n chunked",
    "Content-Length: ALL\r\nContent-Length: 5",
    "Content-Length: +5",
)
"""Two ways to say how long a body is (RFC 9112 §11.2)."""
JOIN = '40/young,{"token":"nobody\'s"}'


@dataclass
class Street:
    """The house, and the proxy before it."""

    processes: tuple[Serving, ...]
    proxy: Proxy
    mette: Account
    jonas: Account

    @asynccontextmanager
    async def someone(self, address: str = ADDRESS) -> AsyncIterator[House]:
        """Give what a client at this address comes by."""
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connector = aiohttp.TCPConnector(ssl=trusting, local_addr=(address, 0))
        jar = aiohttp.DummyCookieJar()
        headers = {"User-Agent": BROWSER}
        async with aiohttp.ClientSession(
            connector=connector, cookie_jar=jar, headers=headers
        ) as http:
            yield House(http, self.proxy.url)
        # TLS says goodbye after the session has closed (aiohttp, "Graceful shutdown").
        await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def street(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Street]:
    folder, port = tmp_path_factory.mktemp("street"), free_port()
    databases: Databases = request.getfixturevalue("databases")
    with redis_server() as redis, ExitStack() as stack:
        processes = made(folder, databases.empty(), redis, POLICY)
        for one in processes:
            one.environment = {
                **one.environment,
                "BROBYGGER_PUBLIC_URL": f"https://localhost:{port}",
                "BROBYGGER_TRUSTED_PROXIES": "127.0.0.1",
            }
        mette = processes[0].staff("mette", "counsellor", "Mette")
        jonas = processes[0].staff("jonas", "counsellor", "Jonas")
        for one in processes:
            one.launch()  # both load at once
        for one in processes:
            stack.enter_context(one)
        ports = [one.port for one in processes]
        with in_front_of(folder / "proxy", port, ports) as proxy:
            yield Street(processes, proxy, mette, jonas)


async def test_two_people_talk_through_the_proxy_and_a_process_may_die(street: Street) -> None:
    async with street.someone() as house:
        young, counsellor = YoungClient(house), StaffClient(house, "counsellor")
        try:
            here = await young.open()
            await counsellor.open(street.mette)
            await counsellor.line.ask("shift:start", {"capacity": 10})
            talk = await counsellor.accept(here)
            for number in range(3):
                await young.talk.say(f"ung {number}")
                await talk.say(f"rådgiver {number}")
            await asyncio.to_thread(street.processes[0].kill)
            for number in range(3, 6):
                await young.talk.say(f"ung {number}")
                await talk.say(f"rådgiver {number}")
            await street.processes[0].start_beside()
            async with asyncio.timeout(20):
                while young.talk.cursor.seq != talk.cursor.seq:  # noqa: ASYNC110 - two cursors
                    await asyncio.sleep(0.05)
            said = [
                event["data"]["text"]
                for event in young.talk.cursor.events
                if event["kind"] == "message"
            ]
            assert said == [f"{who} {n}" for n in range(6) for who in ("ung", "rådgiver")]
        finally:
            await young.close()
            await counsellor.close()


async def test_a_real_browser_comes_in_by_tls_and_is_met(street: Street) -> None:
    async with chromium() as browser, visiting(browser) as visitors:
        young = YoungPerson(await visitors.phone(street.proxy.url))
        page = await visitors.desktop(f"{street.proxy.url}/counsellor")
        jonas = Counsellor(page, street.jonas)
        await jonas.come_on_duty()
        await young.come_in()
        await young.say("hej")
        await jonas.take_the_next()
        await young.is_met_by("Jonas")
        await jonas.say("hej med dig")
        await young.sees("hej", "hej med dig")
        await picture(young.page, "young-behind-nginx-phone")
        assert await young.page.context.cookies() == []
        cookies = await page.context.cookies()
        assert [one["name"] for one in cookies] == ["__Host-brobygger"]
        assert cookies[0]["secure"]
        await jonas.close()


async def test_whoever_polls_comes_back_to_the_same_process(street: Street) -> None:
    address = f"{street.proxy.url}/socket.io/?EIO=4&transport=polling"
    origin = {"Origin": street.proxy.url}
    async with street.someone() as house:
        for _ in range(8):  # with two processes and no cookie, half of them would be lost
            async with house.http.get(address, headers=origin) as answer:
                opened = json.loads((await answer.text()).removeprefix("0"))
                cookie = answer.cookies["brobygger_way"]
            assert cookie["path"] == "/socket.io/"
            assert cookie["secure"]
            assert cookie["httponly"]
            assert not cookie["max-age"]
            assert not cookie["expires"]
            again = f"{address}&sid={opened['sid']}"
            with_it = {**origin, "Cookie": f"brobygger_way={cookie.value}"}
            async with house.http.post(again, data=JOIN, headers=with_it) as answer:
                assert answer.status == 200
                assert "brobygger_way" not in answer.cookies


async def test_the_public_sees_no_numbers_and_neighbours_share_a_limit(street: Street) -> None:
    async with street.someone() as house:
        for path in ("/metrics", "/readyz"):
            async with house.http.get(street.proxy.url + path) as answer:
                assert answer.status == 404
    knocked = []
    url = f"{street.proxy.url}/api/conversations"
    forged = {"X-Forwarded-For": "203.0.113.9", "Origin": street.proxy.url}
    addresses = ["127.99.1.1"] * 8 + [
        "127.99.2.1"
    ]  # one network, at whichever process it is let in
    for address in addresses:
        async with street.someone(address) as house:
            body = {"token": secrets.token_urlsafe(32)}
            async with house.http.post(url, json=body, headers=forged) as answer:
                knocked.append(answer.status)
    assert knocked == [201] * 6 + [429] * 2 + [201]

    guessed = []
    url, wrong = f"{street.proxy.url}/api/return", "solhat havsti vinterlys månedag"
    for address in ["127.99.3.1"] * 6 + ["127.99.4.1"]:
        async with street.someone(address) as house:
            body = {"code": wrong, "token": secrets.token_urlsafe(32)}
            async with house.http.post(url, json=body, headers=forged) as answer:
                guessed.append(answer.status)
    assert guessed == [401] * 5 + [429, 401]


async def heard_of(street: Street, sent: bytes) -> bytes:
    """Send bytes to the proxy as they are; return all that comes before it hangs up or is still."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection("127.0.0.1", street.proxy.port, ssl=trusting)
    writer.write(sent)
    await writer.drain()
    heard = b""
    with suppress(TimeoutError, ConnectionError):
        async with asyncio.timeout(STILL_S):
            while more := await reader.read(65_536):
                heard += more
    writer.close()
    with suppress(ssl.SSLError, ConnectionError):
        await writer.wait_closed()
    return heard


async def test_no_request_is_smuggled_in_another_past_the_proxy(street: Street) -> None:
    """Proxy and process agree where each request ends: the inner one would see the numbers."""
    tries = []
    for framing in FRAMINGS:
        for body in (f"0\r\n\r\n{INNER}", f"5\r\nhello\r\n0\r\n\r\n{INNER}"):
            head = f"POST /api/session HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n\r\n"
            tries.append(head.replace("ALL", str(len(body))) + body)
    heard = await asyncio.gather(*(heard_of(street, one.encode()) for one in tries))
    for one, answer in zip(tries, heard, strict=True):
        assert answer.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501")), one
        assert b"brobygger_" not in answer, one
        assert b"HTTP/1.1 200" not in answer, one
    async with street.someone() as house:  # and who comes after hears their own answer
        for _ in range(2 * len(street.processes)):
            assert (await house.service())["state"] in {"open", "busy"}


async def test_with_every_process_away_the_page_says_where_help_is_and_nobody_was_written_down(
    street: Street,
) -> None:
    """The last word: what the others did has passed by here, and nobody needs the house again."""
    for one in street.processes:
        one.kill()
    async with street.someone() as house, house.http.get(street.proxy.url) as answer:
        page, status = await answer.text(), answer.status
        assert "Strict-Transport-Security" in answer.headers

    assert status == 502
    services = yaml.safe_load((ROOT / "config/services.yaml").read_text(encoding="utf-8"))
    checked = {one["contacts"]["phone"]: one["verified"] for one in services["services"]}
    numbers = re.findall(r'href="tel:\d+">([\d ]+)<', page)
    assert numbers[0] == "112"
    assert all(checked[number] for number in numbers)

    canaries = [ADDRESS, BROWSER, "127.99.1.1", "127.0.0.1"]
    written = [*street.proxy.written(), *(one.output for one in street.processes)]

    assert street.proxy.folder / "said" in written
    assert {file.name for file in written} == {"said", "nginx.pid", "output.log"}
    found = {
        (canary, file.name)
        for file in written
        for canary in canaries
        if canary in file.read_text(encoding="utf-8")
    }
    assert found == set()
