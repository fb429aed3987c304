"""A hand-over delivered to a service's own system, over real HTTPS, and what never is."""

import json
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import select, update

from chat.actions.delivering import Deliver, Target, signature
from chat.actions.paging import Pager
from chat.actions.shredding import Shredder
from chat.domain.bridge import Lane, ShareField
from chat.domain.commands import AnswerBridge, OfferBridge, WithdrawBridge
from chat.domain.identifiers import BridgeId, ConversationId
from chat.storage.outbox import Outbox
from chat.storage.tables import audit, hand_overs, outbox
from tests.chat.domain.building import NOON, SOFIE
from tests.chat.keeping import Kept, process_on
from tests.chat.laddering import Time
from tests.databases import Database
from tests.ports import free_port

KEY = b"en-noegle-der-kun-er-til-proever-0123456789"
SECRET = "20 30 40 50"
SHARE = ((ShareField.NAME, "Liv"), (ShareField.PHONE, SECRET))


@dataclass
class Receiver:
    """A service's system: real HTTPS on this machine, which can be told how to answer."""

    port: int = field(default_factory=free_port)
    answer: int = 204
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    asked: int = 0

    @property
    def said(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.taken]

    async def take(self, request: web.Request) -> web.Response:
        self.asked += 1
        body = await request.read()
        if self.answer == 204:
            self.taken.append((dict(request.headers), body))
        elsewhere = {"Location": f"https://127.0.0.1:{self.port}/elsewhere"}
        return web.Response(status=self.answer, headers=elsewhere if self.answer == 307 else {})


@dataclass
class Delivering:
    """A house, its pager, and the system of the one service it delivers to."""

    kept: Kept
    time: Time
    receiver: Receiver
    pager: Pager

    async def sent(self, *, direct: bool = True) -> tuple[ConversationId, BridgeId]:
        """Let a young person say yes to a hand-over."""
        here = await self.kept.talking()
        card = {"service_id": "ssp", "name": "Ungehuset"}
        asked = tuple(name for name, _ in SHARE)
        offer = OfferBridge(here, SOFIE, "ssp", card, Lane.HAND_OVER, asked, direct=direct)
        bridge_id = (await self.kept.writer.submit(offer)).after.bridges[0].bridge_id
        await self.kept.writer.submit(AnswerBridge(here, bridge_id, accept=True, share=SHARE))
        return here, bridge_id

    async def after(self, span: timedelta = timedelta(0)) -> None:
        self.time.now += span
        await self.pager.send_due()
        await self.pager.finished()

    async def rows(self) -> list[tuple[str, str | None]]:
        async with self.kept.store.read() as connection:
            found = (await connection.execute(select(outbox).order_by(outbox.c.page_id))).all()
        assert not any(word in str(found) for word in (SECRET, "Liv"))
        return [(row.about, row.ending) for row in found]


@pytest.fixture
async def delivering(database: Database, tmp_path: Path) -> AsyncIterator[Delivering]:
    serving, trusting = certified(tmp_path)
    receiver, time = Receiver(), Time()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", receiver.take)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", receiver.port, ssl_context=serving).start()
    target = Target(f"https://127.0.0.1:{receiver.port}/sager", KEY)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(runner.cleanup)
        kept = await stack.enter_async_context(process_on(database, clock=time))
        deliver = Deliver({"ssp": target}, kept.store, kept.vault, kept.writer, time, trusting)
        pager = Pager(Outbox(kept.store), kept.writer, time, deliver)
        yield Delivering(kept, time, receiver, pager)


def certified(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return what a server on this machine serves with, and what trusts it and nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now, day = datetime.now(UTC), timedelta(days=1)
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    subject = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(here, critical=False)
        .add_extension(subject, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(Encoding.PEM)
    (folder / "crt").write_bytes(pem)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key").write_bytes(private)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(folder / "crt", folder / "key")
    return serving, ssl.create_default_context(cadata=pem.decode())


async def test_what_was_shared_is_delivered_signed_and_taking_it_back_is_told(
    delivering: Delivering,
) -> None:
    here, bridge_id = await delivering.sent()
    await delivering.sent(direct=False)
    await delivering.after()

    (said,) = delivering.receiver.said
    headers, body = delivering.receiver.taken[0]
    assert said["event"] == "shared"
    assert (said["service"], said["fields"]) == ("ssp", {"name": "Liv", "phone": SECRET})
    assert here not in body.decode()
    at = headers["Brobygger-Timestamp"]
    assert at == str(int(NOON.timestamp()))
    assert headers["Brobygger-Signature"] == f"v1={signature(KEY, at, body)}"
    assert signature(KEY, at, body + b" ") != signature(KEY, at, body)
    async with delivering.kept.store.read() as connection:
        found = await connection.execute(select(audit.c.act, audit.c.subject))
        assert found.all() == [("delivered_shared", bridge_id)]

    await delivering.kept.writer.submit(WithdrawBridge(here, bridge_id))
    await delivering.after()

    taken_back = {"event": "withdrawn", "service": "ssp", "task": said["task"]}
    assert delivering.receiver.said[1:] == [taken_back]
    assert await delivering.rows() == [("hand_over", "sent")] * 2


@pytest.mark.parametrize("answer", [500, 307])
async def test_what_is_late_is_not_sent_once_it_is_taken_back_or_shredded(
    delivering: Delivering, answer: int
) -> None:
    delivering.receiver.answer = answer
    here, taken_back = await delivering.sent()
    _, shredded = await delivering.sent()
    await delivering.after()
    assert delivering.receiver.asked == 2  # no redirect is followed
    await delivering.kept.writer.submit(WithdrawBridge(here, taken_back))
    async with delivering.kept.store.write() as connection:
        row = update(hand_overs).where(hand_overs.c.bridge_id == shredded)
        await connection.execute(row.values(shred_at=delivering.time.now))
    await Shredder(delivering.kept.store, delivering.kept.writer, delivering.time).look()

    delivering.receiver.answer = 204
    for _ in range(3):
        await delivering.after(timedelta(minutes=1))

    assert [said["event"] for said in delivering.receiver.said] == ["withdrawn"]
    assert sorted(await delivering.rows(), key=str) == [
        ("hand_over", "sent"),
        ("hand_over", "withdrawn"),
        ("hand_over", "withdrawn"),
    ]


async def test_a_stranger_at_the_address_is_told_nothing_and_the_days_have_an_end(
    delivering: Delivering,
) -> None:
    deliver = delivering.pager.call
    assert isinstance(deliver, Deliver)
    delivering.pager.call = Deliver(
        deliver.targets, deliver.store, deliver.vault, deliver.writer, delivering.time
    )
    await delivering.sent()

    await delivering.after()
    await delivering.after(timedelta(days=2, hours=23))
    assert await delivering.rows() == [("hand_over", None)]
    await delivering.after(timedelta(hours=2))

    assert delivering.receiver.asked == 0
    assert await delivering.rows() == [("hand_over", "dead")]
    box = delivering.pager.outbox
    assert await box.died_since(NOON) == 0
    assert await box.died_since(NOON, tasks=True) == 1
