"""Which services' own systems are sent what is shared: the addresses of the environment."""

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from chat.actions.delivering import Target
from config.exit_code import CannotGoOn, ExitCode
from config.settings import PREFIX, Settings

ADDRESSES = f"{PREFIX}BRIDGE_WEBHOOKS"
KEYS = f"{PREFIX}BRIDGE_WEBHOOK_KEYS"
SHORTEST_KEY = 32
"""Signs: at least as long as the hash it goes into (RFC 2104 §3)."""


def targets(settings: Settings) -> Mapping[str, Target]:
    """Return where each service's system listens, by the service's id.

    Raises:
        CannotGoOn: an address is none, or has no key; the sentence names neither.
    """
    keys = _pairs(settings.bridge_webhook_keys, KEYS)
    found = {}
    for service_id, url in _pairs(settings.bridge_webhooks, ADDRESSES).items():
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.fragment:
            raise _wrong(ADDRESSES, service_id, "needs an address such as https://sager.example.dk")
        if len(keys.get(service_id, "")) < SHORTEST_KEY:
            raise _wrong(KEYS, service_id, f"needs a key of at least {SHORTEST_KEY} characters")
        found[service_id] = Target(url, keys[service_id].encode())
    return found


def checked(settings: Settings, services: Collection[str]) -> None:
    """Hold that every address is one of a service there is, with a key.

    Raises:
        CannotGoOn: one is not.
    """
    for service_id in targets(settings):
        if service_id not in services:
            raise _wrong(ADDRESSES, service_id, "is no service of config/services.yaml")


def _pairs(written: Collection[str], variable: str) -> dict[str, str]:
    pairs = {}
    for number, one in enumerate(written, start=1):
        service_id, equals, value = one.partition("=")
        if not equals or not value:
            sentence = f"{variable}: number {number} is not written as service=value."
            raise CannotGoOn(ExitCode.BAD_SETTINGS, sentence)
        pairs[service_id] = value
    return pairs


def _wrong(variable: str, service_id: str, what: str) -> CannotGoOn:
    return CannotGoOn(ExitCode.BAD_SETTINGS, f"{variable}: {service_id} {what}.")
