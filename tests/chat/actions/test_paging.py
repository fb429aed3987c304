"""Paging people outside, over real SMTP and real webhooks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from chat.storage import tables
from chat.storage.outbox import Claim, NobodySends
from tests.chat.domain.building import KAREN
from tests.chat.laddering import SECOND, WRITTEN, Watch, watching
from tests.chat.outside import Mailbox, Webhook
from tests.databases import Database, OnServer

FOUND_IN_NO_PAGE = (*WRITTEN.split(), "suicide", "Ønske", "Sofie")


@dataclass
class Outside:
    """A house that watches, and those it can call."""

    watch: Watch
    mail: Mailbox
    phone: Webhook

    async def endings(self) -> list[tuple[int, str | None]]:
        """Return each page's step and what became of it."""
        query = select(tables.outbox).order_by(tables.outbox.c.made_at)
        async with self.watch.kept.store.read() as connection:
            return [(row.step, row.ending) for row in await connection.execute(query)]


@pytest.fixture
async def outside(database: Database) -> AsyncIterator[Outside]:
    async with AsyncExitStack() as stack:
        mail = stack.enter_context(Mailbox().open())
        phone = await stack.enter_async_context(Webhook().open())
        urls = {"mail": mail.url, "phone": phone.url}
        watch = await stack.enter_async_context(watching(database, urls))
        yield Outside(watch, mail, phone)


async def test_each_step_pages_whom_it_names_and_says_no_word_of_the_conversation(
    outside: Outside,
) -> None:
    await outside.watch.flagged()
    for _ in range(4):
        await outside.watch.after(91 * SECOND)

    assert len(outside.mail.taken) == 1
    assert len(outside.phone.taken) == 3
    for text in (*outside.mail.texts, *map(str, outside.phone.taken)):
        assert not any(f" {word} " in f" {text} " for word in FOUND_IN_NO_PAGE)
        assert "Havtorn" in text
    assert "niveau 3, trin 3" in outside.phone.texts[0]


async def test_a_mail_server_that_is_down_is_tried_again_and_delays_no_step(
    outside: Outside,
) -> None:
    outside.mail.is_down = True
    here = await outside.watch.flagged()
    await outside.watch.after(46 * SECOND)
    assert outside.mail.turned_away == 1

    await outside.watch.after(46 * SECOND)
    assert (await outside.watch.escalation(here)).step == 2
    assert len(outside.phone.taken) == 1
    assert outside.mail.turned_away == 2

    outside.mail.is_down = False
    await outside.watch.after(31 * SECOND)
    assert len(outside.mail.taken) == 1
    assert await outside.endings() == [(1, "sent"), (2, "sent")]


async def test_what_nobody_takes_for_ten_minutes_is_given_up_and_the_ladder_goes_on(
    outside: Outside,
) -> None:
    outside.mail.is_down = True
    await outside.watch.flagged()
    for _ in range(25):
        await outside.watch.after(31 * SECOND)

    endings = await outside.endings()
    assert endings[0] == (1, "dead")
    assert {ending for step, ending in endings if step > 1} == {"sent"}
    assert len(outside.phone.taken) == len(endings) - 1


async def test_a_page_is_withdrawn_when_somebody_has_answered(outside: Outside) -> None:
    outside.mail.is_down = True
    here = await outside.watch.flagged()
    await outside.watch.after(46 * SECOND)
    await outside.watch.acknowledge(here, KAREN)
    outside.mail.is_down = False

    await outside.watch.after(31 * SECOND)

    assert outside.mail.taken == []
    assert await outside.endings() == [(1, "withdrawn")]


async def test_what_a_killed_process_held_is_sent_by_the_next_at_once(outside: Outside) -> None:
    await outside.watch.flagged()
    outside.watch.time.now += 46 * SECOND
    await outside.watch.clock.tick()
    dead = outside.watch.pager
    async with outside.watch.kept.store.write() as connection:
        await connection.execute(
            tables.outbox.update().values(
                claim=dead.process, next_at=outside.watch.time.now + timedelta(seconds=20)
            )
        )
    await outside.watch.after(0 * SECOND)
    assert outside.mail.taken == []

    await outside.watch.kept.writer.submit(NobodySends())
    await outside.watch.after(0 * SECOND)

    assert len(outside.mail.taken) == 1


async def test_two_processes_that_look_at_once_send_one_page(outside: Outside) -> None:
    await outside.watch.flagged()
    outside.watch.time.now += 46 * SECOND
    await outside.watch.clock.tick()
    pager = outside.watch.pager
    due = await pager.outbox.due(outside.watch.time.now)
    await pager.send_due()
    await pager.finished()

    late = Claim(due, "another", outside.watch.time.now + 20 * SECOND)
    assert await outside.watch.kept.writer.submit(late) == frozenset()
    assert len(outside.mail.taken) == 1


async def test_pagers_of_two_processes_share_the_work_and_send_each_page_once(
    on_server: OnServer,
) -> None:
    async with Webhook().open() as phone:
        urls = dict.fromkeys(("mail", "phone"), phone.url)
        async with watching(on_server, urls) as one, watching(on_server, urls, one.time) as other:
            for _ in range(6):
                await one.flagged()
            one.time.now += 46 * SECOND
            await one.clock.tick()

            for _ in range(4):
                await asyncio.gather(one.pager.send_due(), other.pager.send_due())
                await asyncio.gather(one.pager.finished(), other.pager.finished())

    assert len(phone.taken) == 6
