"""Delivering a hand-over to the system of the service a young person said yes to, over HTTPS.

Addresses and keys come from the settings alone, and no redirect is followed: nothing anybody types
leads anywhere. What was shared is read and opened when it goes, and is in no outbox: taken back or
shredded meanwhile, it is not sent.
"""

import hashlib
import hmac
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import aiohttp
import orjson

from chat.actions.paging import Call, CallFailed
from chat.actions.ports import Clock
from chat.domain.delivery import DeliveryStep
from chat.domain.identifiers import BridgeId
from chat.staff.audit import Audit
from chat.storage.deliveries import delivered_before, to_deliver
from chat.storage.outbox import About, Outgoing
from chat.storage.store import Store
from chat.storage.vault import Vault
from chat.storage.writer import Writer

ANSWERED_WITHIN_S = 10.0
"""Shorter than the pager waits for a call."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a service's system listens, and the key it knows us by."""

    url: str = field(repr=False)
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Deliver:
    """Tells a service's system what was shared, or that it is taken back; at least once each."""

    targets: Mapping[str, Target]
    """By the service's id."""
    store: Store
    vault: Vault
    writer: Writer
    clock: Clock
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context, repr=False)

    async def __call__(self, page: Outgoing) -> None:
        """Return when the other side has taken it.

        Raises:
            CallFailed: it has not, or there is nothing to take (any more).
        """
        if page.bridge_id is None:
            raise CallFailed
        if page.step == DeliveryStep.SHARED:
            await self._shared(page.bridge_id)
        else:
            await self._withdrawn(page.bridge_id)

    async def _shared(self, bridge_id: BridgeId) -> None:
        async with self.store.read() as connection:
            found = await to_deliver(connection, bridge_id)
        if found is None or found.shared is None:
            raise CallFailed  # the outbox lets go of it when it looks next
        fields = orjson.loads(self.vault.open_apart(found.shared))
        await self._post(found.service_id, bridge_id, {"event": "shared", "fields": fields})
        await self.writer.submit(Audit("delivered_shared", subject=bridge_id))

    async def _withdrawn(self, bridge_id: BridgeId) -> None:
        async with self.store.read() as connection:
            before = await delivered_before(connection, bridge_id)
        if before is None:
            return
        if not before.is_over:
            raise CallFailed  # what was shared is on its way: first that, then this
        if before.was_tried:
            await self._post(before.service_id, bridge_id, {"event": "withdrawn"})

    async def _post(self, service_id: str, bridge_id: BridgeId, said: Mapping[str, object]) -> None:
        target = self.targets.get(service_id)
        if target is None:
            raise CallFailed  # taken out of the settings since: given up in time, and said
        task = hmac.digest(target.key, f"task {bridge_id}".encode(), hashlib.sha256).hex()[:32]
        body = orjson.dumps({"task": task, "service": service_id, **said})
        at = str(int(self.clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Brobygger-Timestamp": at,
            "Brobygger-Signature": f"v1={signature(target.key, at, body)}",
        }
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S),
                    cookie_jar=aiohttp.DummyCookieJar(),
                ) as http,
                http.post(
                    target.url, data=body, headers=headers, allow_redirects=False, ssl=self.tls
                ) as answer,
            ):
                taken = HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES
        except (aiohttp.ClientError, OSError):
            raise CallFailed from None
        if not taken:
            raise CallFailed


def signature(key: bytes, at: str, body: bytes) -> str:
    """Return what proves who sent this, and when: HMAC-SHA256 (RFC 2104) over time and body."""
    return hmac.digest(key, at.encode() + b"." + body, hashlib.sha256).hex()


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls people by the one way, and services' systems by the other."""

    people: Call
    systems: Call

    async def __call__(self, page: Outgoing) -> None:
        """Call whoever the page is for."""
        await (self.systems if page.about is About.HAND_OVER else self.people)(page)
