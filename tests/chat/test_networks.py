"""Networks have names nobody can turn back into an address."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from chat.networks import KEY_LIVES, Networks, coarse_network


def request_from(address: str, **headers: str) -> web.Request:
    written = {name.replace("_", "-"): value for name, value in headers.items()}
    return make_mocked_request("GET", "/", headers=written).clone(remote=address)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
    ],
)
def test_an_address_becomes_its_coarse_network(address: str, network: str) -> None:
    assert coarse_network(ip_address(address)) == ip_network(network)


def test_neighbours_share_a_name_and_strangers_do_not() -> None:
    networks = Networks()

    names = [
        networks.name_of(request_from(a)) for a in ("192.0.2.1", "192.0.2.250", "198.51.100.1")
    ]

    assert names[0] == names[1] != names[2]


def test_a_name_holds_for_ten_minutes_at_most() -> None:
    now = [0.0]
    networks = Networks(clock=lambda: now[0])
    before = networks.name_of(request_from("192.0.2.1"))

    now[0] = KEY_LIVES.total_seconds()

    assert timedelta(minutes=10) >= KEY_LIVES
    assert networks.name_of(request_from("192.0.2.1")) != before


def test_a_stranger_cannot_say_where_they_come_from() -> None:
    networks = Networks()

    forged = networks.name_of(request_from("192.0.2.1", X_Forwarded_For="198.51.100.1"))

    assert forged == networks.name_of(request_from("192.0.2.1"))


def test_a_trusted_proxy_is_believed_about_the_hop_before_it() -> None:
    networks = Networks([ip_network("10.0.0.0/8")])
    asker = networks.name_of(request_from("198.51.100.1"))

    through = request_from("10.0.0.1", X_Forwarded_For="203.0.113.9, 198.51.100.1, 10.0.0.2")

    assert networks.name_of(through) == asker


@pytest.mark.parametrize("written", ["", "nonsense", "203.0.113.9, ???", "10.0.0.7"])
def test_a_proxy_that_says_nothing_readable_is_itself_the_network(written: str) -> None:
    networks = Networks([ip_network("10.0.0.0/8")])

    through = request_from("10.0.0.1", X_Forwarded_For=written)

    assert networks.name_of(through) == networks.name_of(request_from("10.0.0.1"))
