"""A hand-over delivered to a service's own system, over real HTTPS, and what never is."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
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
from tests.chat.service_system import Receiver, certified
from tests.databases import Database

KEY = b"en-noegle-der-kun-er-til-proever-0123456789"
SECRET = "20 30 40 50"
SHARE = ((ShareField.NAME, "Liv"), (ShareField.PHONE, SECRET))


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
    target = Target(receiver.url, KEY)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(receiver.open(serving))
        kept = await stack.enter_async_context(process_on(database, clock=time))
        deliver = Deliver({"ssp": target}, kept.store, kept.vault, kept.writer, time, trusting)
        pager = Pager(Outbox(kept.store), kept.writer, time, deliver)
        yield Delivering(kept, time, receiver, pager)


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
