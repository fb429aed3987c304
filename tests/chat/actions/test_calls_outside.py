"""A call nobody comes to is told to bridge-builders outside the house, over SMTP and a webhook."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from chat.domain.builders import BuilderAddress, Builders
from chat.domain.commands import AnswerCall, CallAdviser, Close, WrapUp
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.work_area import WorkArea
from chat.storage.conversations import Conversations
from chat.storage.outbox import NobodySends
from chat.storage.shredding import DeleteRows, DestroyKeys
from chat.storage.tables import outbox
from tests.chat.domain.building import SOFIE
from tests.chat.laddering import SECOND, Watch, watching
from tests.chat.outside import Mailbox, Webhook
from tests.databases import Database

ALL = WorkArea.of("all")
IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
QUESTION = "hvordan taler vi om nætterne med Liv?"
NEVER_SAID = ("nætterne", "Liv", "Havtorn", "niveau", "Sofie", "0851")


@dataclass
class Outside:
    """A house that watches, and two outside who cover all: one by mail, one by webhook."""

    database: Database
    watch: Watch
    mail: Mailbox
    hook: Webhook
    builders: Builders
    urls: dict[str, str]

    async def called(self) -> ConversationId:
        here = await self.watch.kept.talking()
        await self.watch.kept.writer.submit(CallAdviser(here, SOFIE, QUESTION))
        return here

    async def comes(self, here: ConversationId) -> None:
        one = await Conversations(self.watch.kept.store).of(here)
        assert one is not None
        assert one.call is not None
        await self.watch.kept.writer.submit(AnswerCall(here, IDA, one.call.seq, ALL))

    async def pages(self) -> list[tuple[int, str | None]]:
        """Return each page's step and what became of it."""
        query = select(outbox).where(outbox.c.about == "call").order_by(outbox.c.made_at)
        async with self.watch.kept.store.read() as connection:
            return [(row.step, row.ending) for row in await connection.execute(query)]

    async def killed_and_back(self) -> AsyncExitStack:
        """Go on in a process that has nothing but the database; what it holds must be closed."""
        stack = AsyncExitStack()
        house = watching(self.database, self.urls, self.watch.time, builders=self.builders)
        self.watch = await stack.enter_async_context(house)
        await self.watch.kept.writer.submit(NobodySends())
        return stack


@pytest.fixture
async def outside(database: Database) -> AsyncIterator[Outside]:
    async with AsyncExitStack() as stack:
        mail = stack.enter_context(Mailbox().open())
        hook = await stack.enter_async_context(Webhook().open())
        urls = {"mail": mail.url, "hook": hook.url}
        builders = Builders(tuple(BuilderAddress(name, ALL) for name in urls))
        watch = await stack.enter_async_context(watching(database, urls, builders=builders))
        yield Outside(database, watch, mail, hook, builders, urls)


async def test_a_call_is_told_outside_once_a_step_with_no_word_and_then_supervisors_are(
    outside: Outside,
) -> None:
    here = await outside.called()
    await outside.watch.after(44 * SECOND)
    assert outside.mail.taken == []

    await outside.watch.after(2 * SECOND)
    for _ in range(3):
        await outside.watch.after(2 * SECOND)
    assert len(outside.mail.taken) == 1
    async with await outside.killed_and_back():
        await outside.watch.after(60 * SECOND)
        assert len(outside.mail.taken) == 1
        await outside.watch.after(20 * SECOND)
        await outside.watch.after(SECOND)

        assert await outside.pages() == [(1, "sent"), (1, "sent"), (2, "sent"), (2, "sent")]
        assert len(outside.mail.taken) == len(outside.hook.taken) == 2
        for text in (*outside.mail.texts, *map(str, outside.hook.taken)):
            assert "/bridge" in text
            assert not any(word in text for word in NEVER_SAID)
        await outside.watch.after(60 * SECOND)
        assert (await outside.watch.escalation(here)).trigger == "call_unanswered"
        assert len(await outside.pages()) == 4


async def test_who_comes_is_told_no_more_and_steps_missed_while_down_are_one(
    outside: Outside,
) -> None:
    here = await outside.called()
    outside.mail.is_down = True
    await outside.watch.after(46 * SECOND)
    await outside.comes(here)
    outside.mail.is_down = False
    await outside.watch.after(60 * SECOND)
    assert outside.mail.taken == []
    assert sorted(await outside.pages()) == [(1, "sent"), (1, "withdrawn")]

    await outside.called()
    async with await outside.killed_and_back():
        await outside.watch.after(130 * SECOND)
        await outside.watch.after(SECOND)

        assert len(outside.mail.taken) == 1
        assert await outside.watch.pager.outbox.died_since(outside.watch.time.now) == 0
        for command in (
            Close(here, SOFIE),
            WrapUp(here, SOFIE, "loneliness", (), "helped"),
            DestroyKeys([here], timedelta(0)),
            DeleteRows([here]),
        ):
            await outside.watch.kept.writer.submit(command)
        assert await outside.pages() == [(2, "sent"), (2, "sent")]
