"""The smallest company that can lose a message: one young person, one counsellor, one server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp

from config.rehearsal.talk import Talk
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient


@dataclass(frozen=True)
class Two:
    """Both lines of a conversation that has begun."""

    house: House
    young: YoungClient
    counsellor: StaffClient
    conversation_id: str

    @property
    def asking(self) -> Talk:
        """The young person's side."""
        return self.young.talk

    @property
    def answering(self) -> Talk:
        """The counsellor's side."""
        return self.counsellor.talks[self.conversation_id]


@asynccontextmanager
async def two_who_talk(
    url: str, account: Account, *, address: str = "127.0.0.1", **entry: object
) -> AsyncIterator[Two]:
    """Let somebody open a conversation, from this address, and be met."""
    connector = aiohttp.TCPConnector(local_addr=(address, 0))
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as http:
        house = House(http, url)
        young, counsellor = YoungClient(house), StaffClient(house, "counsellor")
        try:
            conversation_id = await young.open(**entry)
            await counsellor.open(account)
            await counsellor.line.ask("shift:start", {"capacity": 1})
            await counsellor.accept(conversation_id)
            yield Two(house, young, counsellor, conversation_id)
        finally:
            await young.close()
            await counsellor.close()
