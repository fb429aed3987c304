"""A real database, a vault, and a writer that runs."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from chat.domain.commands import Accept, Arrive, OpenConversation, StartShift
from chat.domain.course import Rules
from chat.domain.identifiers import ConversationId, new_conversation_id
from chat.domain.people import Sender
from chat.storage.log import Log
from chat.storage.store import Store
from chat.storage.vault import MasterKey, Vault
from chat.storage.writer import Writer
from tests.chat.domain.building import NOON, RULES, SOFIE, verdict
from tests.databases import Database

KEY = MasterKey("test", bytes(32))


@dataclass
class Kept:
    """What a process has of the storage; another process is another of these, on the same place."""

    database: Database
    store: Store
    vault: Vault
    writer: Writer
    log: Log

    async def opened(self) -> ConversationId:
        here = new_conversation_id()
        secret = os.urandom(32)
        await self.writer.submit(OpenConversation(here, secret, "Havtorn", "da", verdict()))
        await self.writer.submit(Arrive(here))
        return here

    async def talking(self) -> ConversationId:
        here = await self.opened()
        await self.writer.submit(StartShift(SOFIE.staff_id or SOFIE_ID, Sender.COUNSELLOR, 1000))
        await self.writer.submit(Accept(here, SOFIE))
        return here


assert SOFIE.staff_id is not None
SOFIE_ID = SOFIE.staff_id
Open = Callable[[], Awaitable[Kept]]


@asynccontextmanager
async def process_on(
    database: Database,
    key: MasterKey = KEY,
    clock: Callable[[], datetime] = lambda: NOON,
    rules: Rules = RULES,
) -> AsyncIterator[Kept]:
    await database.make_tables()
    store = Store(database.url)
    vault = Vault(key)
    writer = Writer(store, vault, rules, clock)
    writer.start()
    try:
        yield Kept(database, store, vault, writer, Log(store, vault))
    finally:
        await writer.stop()
        await store.close()
