"""Telling bridge-builders outside the house that there is a task, over real SMTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from chat.actions.reminding import Reminder
from chat.domain.bridge import Lane, ShareField
from chat.domain.builders import BuilderAddress, Builders
from chat.domain.commands import (
    AnswerBridge,
    Close,
    OfferBridge,
    PlanBridge,
    TakeBridge,
    WithdrawBridge,
    WrapUp,
)
from chat.domain.identifiers import BridgeId, ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.sparring_steps import SparringSteps
from chat.domain.work_area import WorkArea
from chat.staff.sparring import Answer, Ask, ForgetSparring
from chat.storage.outbox import Ending
from chat.storage.shredding import DeleteRows, DestroyKeys
from chat.storage.tables import outbox
from tests.chat.domain.building import NOON, SOFIE
from tests.chat.laddering import Watch, watching
from tests.chat.outside import Mailbox
from tests.databases import Database

MINUTE = timedelta(minutes=1)
AALBORG, ODENSE, NORTH = "0851", "0461", "1081"
IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
SHARE = ((ShareField.NAME, "Liv"), (ShareField.PHONE, "20 30 40 50"))
NEVER_SAID = ("Liv", "20 30", "Havtorn", AALBORG, NORTH, "Aalborg", "Ungehuset", "niveau", "ensom")


@dataclass
class Outside:
    """A house with bridge-builders outside: those of the north, of Odense, and of everywhere."""

    watch: Watch
    reminder: Reminder
    north: Mailbox
    odense: Mailbox
    everywhere: Mailbox

    async def sent(self, place: str | None = AALBORG) -> tuple[ConversationId, BridgeId]:
        """Let a young person say yes to a hand-over."""
        writer, here = self.watch.kept.writer, await self.watch.kept.talking()
        card = {"service_id": "ssp", "name": "Ungehuset"}
        asked = tuple(name for name, _ in SHARE)
        offer = OfferBridge(here, SOFIE, "ssp", card, Lane.HAND_OVER, asked, place=place)
        bridge_id = (await writer.submit(offer)).after.bridges[0].bridge_id
        await writer.submit(AnswerBridge(here, bridge_id, accept=True, share=SHARE))
        await self.after(0 * MINUTE)
        return here, bridge_id

    async def asked(self, text: str) -> str:
        """Let a counsellor ask a specialist; return the question's id."""
        kept = self.watch.kept
        return str(await kept.writer.submit(Ask(kept.vault, StaffId("sofie"), text)))

    async def after(self, span: timedelta) -> None:
        """Let time pass, and everything that is due happen."""
        self.watch.time.now += span
        await self.reminder.look()
        await self.watch.after(0 * MINUTE)

    async def endings(self) -> list[tuple[int, str | None]]:
        """Return each call's step and what became of it, in the order they were made."""
        query = select(outbox).where(outbox.c.about == "task").order_by(outbox.c.step)
        async with self.watch.kept.store.read() as connection:
            return [(row.step, row.ending) for row in await connection.execute(query)]


@pytest.fixture
async def outside(database: Database) -> AsyncIterator[Outside]:
    async with AsyncExitStack() as stack:
        mail = {area: stack.enter_context(Mailbox().open()) for area in (NORTH, ODENSE, "all")}
        builders = Builders(
            tuple(BuilderAddress(area, WorkArea.of(area)) for area in mail), {AALBORG: NORTH}
        )
        urls = {area: box.url for area, box in mail.items()}
        watch = await stack.enter_async_context(watching(database, urls, builders=builders))
        kept = watch.kept
        reminder = Reminder(kept.store, kept.writer, watch.time, builders, SparringSteps())
        yield Outside(watch, reminder, *mail.values())


async def test_those_of_the_area_are_told_that_there_is_a_task_and_nothing_else(
    outside: Outside,
) -> None:
    here, bridge_id = await outside.sent()

    (text,) = outside.north.texts
    assert outside.north.texts == outside.everywhere.texts
    assert outside.odense.taken == []
    assert "du har en opgave" in text
    assert "/bridge" in text
    whole = text + str(outside.north.taken[0])
    assert not any(word in whole for word in NEVER_SAID)

    await outside.sent(place=None)
    assert (len(outside.north.taken), len(outside.everywhere.taken)) == (1, 2)

    assert len(await outside.endings()) == 3
    for command in (
        WithdrawBridge(here, bridge_id),
        Close(here, SOFIE),
        WrapUp(here, SOFIE, "loneliness", (), "bridged"),
        DestroyKeys([here], timedelta(0)),
        DeleteRows([here]),
    ):
        await outside.watch.kept.writer.submit(command)
    assert len(await outside.endings()) == 1


async def test_near_its_deadline_an_untaken_task_is_told_of_once_more_and_a_taken_one_is_not(
    outside: Outside,
) -> None:
    _, (here, bridge_id) = await outside.sent(), await outside.sent()
    await outside.watch.kept.writer.submit(TakeBridge(here, IDA, bridge_id, WorkArea.of("all")))
    await outside.after(44 * MINUTE)
    assert len(outside.north.taken) == 2

    await outside.after(2 * MINUTE)
    await outside.after(10 * MINUTE)

    assert len(outside.north.taken) == 3
    assert "snart" in outside.north.texts[-1]
    assert not any(word in outside.north.texts[-1] for word in NEVER_SAID)
    await outside.after(60 * MINUTE)
    assert len(outside.north.taken) == 3


async def test_each_time_somebody_is_to_look_again_they_are_told_of_once(outside: Outside) -> None:
    here, bridge_id = await outside.sent()
    writer, everywhere = outside.watch.kept.writer, WorkArea.of("all")
    await writer.submit(TakeBridge(here, IDA, bridge_id, everywhere))
    before = len(outside.north.taken)

    for day in (1, 2):
        at = NOON + timedelta(days=day)
        await writer.submit(PlanBridge(here, IDA, bridge_id, at, area=everywhere))
        await outside.after(at - 16 * MINUTE - outside.watch.time.now)
        assert len(outside.north.taken) == before + day - 1
        await outside.after(2 * MINUTE)
        await outside.after(2 * MINUTE)
        assert len(outside.north.taken) == before + day
    assert "følges op" in outside.north.texts[-1]
    assert not any(word in outside.north.texts[-1] for word in NEVER_SAID)


async def test_a_mail_server_that_is_down_is_tried_again_until_the_task_is_taken_or_given_up(
    outside: Outside,
) -> None:
    outside.north.is_down = outside.everywhere.is_down = True
    taken = await outside.sent()
    await outside.watch.kept.writer.submit(TakeBridge(taken[0], IDA, taken[1], WorkArea.of("all")))
    await outside.after(MINUTE)
    assert await outside.endings() == [(0, "withdrawn")] * 2

    await outside.sent()
    before = outside.north.turned_away
    await outside.after(MINUTE)
    assert outside.north.turned_away == before + 1
    outside.everywhere.is_down = False
    await outside.after(MINUTE)
    assert len(outside.everywhere.taken) == 1
    await outside.after(60 * MINUTE)

    assert (0, Ending.DEAD) in await outside.endings()
    box, now = outside.watch.pager.outbox, outside.watch.time.now
    assert await box.died_since(NOON, tasks=True) == 1
    assert await box.died_since(NOON) == 0
    assert await box.made_before(now) == 0


async def test_a_question_nobody_answers_is_told_of_once_and_of_no_word_of_it(
    outside: Outside,
) -> None:
    writer, vault, hours = outside.watch.kept.writer, outside.watch.kept.vault, timedelta(hours=1)
    answered = await outside.asked("En der er svaret")
    waiting = await outside.asked("Hvad med Liv?")
    await outside.after(3 * hours - MINUTE)
    assert outside.everywhere.taken == []
    await writer.submit(Answer(vault, answered, StaffId("ida"), "Ida", "Ja."))

    await outside.after(MINUTE)
    await outside.after(20 * hours)

    (text,) = outside.everywhere.texts
    assert (outside.north.taken, outside.odense.taken) == ([], [])
    assert "ingen har svaret" in text
    assert not any(word in text for word in NEVER_SAID)
    async with outside.watch.kept.store.read() as connection:
        (page,) = (await connection.execute(select(outbox))).all()
    assert (page.sparring_id, page.ending) == (waiting, "sent")


async def test_a_question_that_was_answered_before_the_mail_could_go_is_told_to_nobody(
    outside: Outside,
) -> None:
    writer, vault = outside.watch.kept.writer, outside.watch.kept.vault
    outside.everywhere.is_down = True
    one = await outside.asked("Hvad nu?")
    await outside.after(timedelta(hours=3))
    assert outside.everywhere.turned_away == 1

    await writer.submit(Answer(vault, one, StaffId("ida"), "Ida", "Ja."))
    outside.everywhere.is_down = False
    await outside.after(MINUTE)

    assert outside.everywhere.taken == []
    await writer.submit(ForgetSparring(vault, timedelta(0)))
    async with outside.watch.kept.store.read() as connection:
        assert (await connection.execute(select(outbox))).all() == []
