"""The world outside the house: a real SMTP server and a real webhook receiver."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Any

from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port


@dataclass
class Mailbox:
    """An SMTP server that keeps what it takes, and can be told to take nothing."""

    port: int = field(default_factory=free_port)
    taken: list[Message] = field(default_factory=list)
    turned_away: int = 0
    is_down: bool = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.is_down:
            self.turned_away += 1
            return "451 Try again later"
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    @property
    def url(self) -> str:
        """Its address as Apprise writes it."""
        return (
            f"mailto://127.0.0.1:{self.port}?from=vagt@example.dk&to=leder@example.dk&mode=insecure"
        )

    @property
    def texts(self) -> list[str]:
        """What a reader of each mail sees: its subject and every part of it."""
        return [
            "\n".join(
                [
                    str(mail["subject"]),
                    *(
                        bytes(part.get_payload(decode=True) or b"").decode()
                        for part in mail.walk()
                        if not part.is_multipart()
                    ),
                ]
            )
            for mail in self.taken
        ]

    @contextmanager
    def open(self) -> Iterator["Mailbox"]:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


@dataclass
class Webhook:
    """A receiver of webhooks that remembers when each came."""

    port: int = field(default_factory=free_port)
    taken: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    answer: int = 200
    hangs_s: float = 0.0
    asked: int = 0

    @property
    def url(self) -> str:
        """Its address as Apprise writes it."""
        return f"json://127.0.0.1:{self.port}/page"

    @property
    def texts(self) -> list[str]:
        return [body["message"] for _, body in self.taken]

    async def until(self, count: int, within_s: float = 20.0) -> None:
        """Return when so many have come."""
        until = time.monotonic() + within_s
        while len(self.taken) < count:
            assert time.monotonic() < until, f"{len(self.taken)} of {count} pages came"
            await asyncio.sleep(0.02)

    async def until_asked(self, count: int, within_s: float = 20.0) -> None:
        """Return when so many calls have begun."""
        until = time.monotonic() + within_s
        while self.asked < count:
            assert time.monotonic() < until, f"{self.asked} of {count} calls began"
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Webhook"]:
        async def take(request: web.Request) -> web.Response:
            body = await request.read()
            self.asked += 1
            if self.hangs_s:
                await asyncio.sleep(self.hangs_s)
            if self.answer == 200 and body:
                self.taken.append((time.monotonic(), json.loads(body)))
            return web.Response(status=self.answer)

        application = web.Application()
        application.router.add_route("*", "/{path:.*}", take)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        try:
            yield self
        finally:
            await runner.cleanup()
