"""A service's own system: real HTTPS with a certificate of its own, on this machine."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.ports import free_port

CERTIFICATE = "crt"


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

    async def until(self, count: int, within_s: float = 20.0) -> None:
        """Return when so much has been told."""
        async with asyncio.timeout(within_s):
            while len(self.taken) < count:  # noqa: ASYNC110 - told by another process
                await asyncio.sleep(0.05)

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/sager"

    @asynccontextmanager
    async def open(self, serving: ssl.SSLContext) -> AsyncIterator["Receiver"]:
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", self.take)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port, ssl_context=serving).start()
        try:
            yield self
        finally:
            await runner.cleanup()


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
    (folder / CERTIFICATE).write_bytes(pem)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key").write_bytes(private)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(folder / CERTIFICATE, folder / "key")
    return serving, ssl.create_default_context(cadata=pem.decode())
