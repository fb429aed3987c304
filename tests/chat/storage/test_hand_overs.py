"""What a young person shares for a bridge: kept apart, sealed, and gone when it is to be gone."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from chat.actions.bridges import Details, ReadShared
from chat.actions.shredding import Shredder
from chat.domain.bridge import BridgeStatus, Lane, ShareField
from chat.domain.commands import (
    AnswerBridge,
    Close,
    MoveBridge,
    OfferBridge,
    TakeBridge,
    WithdrawBridge,
    WrapUp,
)
from chat.domain.identifiers import BridgeId, ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.work_area import WorkArea
from chat.storage.conversations import Conversations
from chat.storage.shredding import DeleteRows, DestroyKeys
from chat.storage.store import Store
from chat.storage.tables import audit, hand_over_keys, hand_overs
from tests.chat.domain.building import NOON, SOFIE
from tests.chat.keeping import Kept, process_on
from tests.databases import in_files

IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
SECRET = "kanariefugl 20304050"
SHARE = ((ShareField.PHONE, "20304050"), (ShareField.ABOUT, SECRET))
ALL = WorkArea.of("all")


async def sent(kept: Kept) -> tuple[ConversationId, BridgeId]:
    here = await kept.talking()
    asked = (ShareField.PHONE, ShareField.ABOUT)
    card = {"service_id": "ssp", "name": "Ungehuset"}
    offered = await kept.writer.submit(OfferBridge(here, SOFIE, "ssp", card, Lane.HAND_OVER, asked))
    bridge_id = offered.after.bridges[0].bridge_id
    await kept.writer.submit(AnswerBridge(here, bridge_id, accept=True, share=SHARE))
    return here, bridge_id


async def rows(store: Store) -> tuple[int, int]:
    async with store.read() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (hand_overs, hand_over_keys)
        ]
    return int(counts[0] or 0), int(counts[1] or 0)


async def test_only_whoever_has_the_task_reads_it_and_it_is_written_down(kept: Kept) -> None:
    here, bridge_id = await sent(kept)
    details = Details(kept.writer, kept.vault, {})
    for nobody in ("ida", "bo"):
        with pytest.raises(Refused) as refused:
            await details(bridge_id, StaffId(nobody), ALL)
        assert refused.value.code is RefusalCode.NOT_ASSIGNED
    await kept.writer.submit(TakeBridge(here, IDA, bridge_id, ALL))

    assert await details(bridge_id, StaffId("ida"), ALL) == {"phone": "20304050", "about": SECRET}
    for who, area in (("bo", ALL), ("ida", WorkArea.of("0461"))):
        with pytest.raises(Refused):
            await details(bridge_id, StaffId(who), area)
    async with kept.store.read() as connection:
        found = await connection.execute(select(audit.c.act, audit.c.staff_id, audit.c.subject))
        assert found.all() == [("read_shared", "ida", bridge_id)]


async def test_taken_back_record_and_key_are_gone_with_the_commit(kept: Kept) -> None:
    here, bridge_id = await sent(kept)
    await kept.writer.submit(TakeBridge(here, IDA, bridge_id, ALL))
    assert await rows(kept.store) == (1, 1)

    await kept.writer.submit(WithdrawBridge(here, bridge_id))

    assert await rows(kept.store) == (0, 0)
    assert await Details(kept.writer, kept.vault, {})(bridge_id, StaffId("ida"), ALL) is None
    found = await Conversations(kept.store).of(here)
    assert found is not None
    assert found.bridges[0].status is BridgeStatus.WITHDRAWN


async def test_what_was_taken_back_leaves_no_key_in_the_databases_files(kept: Kept) -> None:
    here, bridge_id = await sent(kept)
    shredder = Shredder(kept.store, kept.writer, lambda: NOON)
    kept.writer.tell(shredder.told)
    await shredder.scrub()  # as after a start
    async with kept.store.read() as connection:
        key = (await connection.scalars(select(hand_over_keys.c.wrapped))).one()
    assert in_files(kept.database, key)

    await kept.writer.submit(WithdrawBridge(here, bridge_id))
    await shredder.scrub()

    assert not in_files(kept.database, key)


async def test_it_goes_by_its_own_clock_and_not_before(kept: Kept) -> None:
    here, bridge_id = await sent(kept)
    await kept.writer.submit(TakeBridge(here, IDA, bridge_id, ALL))
    await kept.writer.submit(MoveBridge(here, IDA, bridge_id, BridgeStatus.HELD, area=ALL))
    days = timedelta(days=14)
    early = Shredder(kept.store, kept.writer, lambda: NOON + days - timedelta(seconds=1))
    late = Shredder(kept.store, kept.writer, lambda: NOON + days)

    await early.look()
    assert await rows(kept.store) == (1, 1)
    async with kept.store.write() as connection:  # the writer's own clock stands at noon
        await connection.execute(update(hand_overs).values(shred_at=NOON))
    await late.look()
    assert await rows(kept.store) == (0, 0)


async def test_an_open_bridge_keeps_its_conversation_and_an_ended_one_goes_with_it(
    kept: Kept,
) -> None:
    here, bridge_id = await sent(kept)
    await kept.writer.submit(TakeBridge(here, IDA, bridge_id, ALL))
    await kept.writer.submit(Close(here, SOFIE))
    await kept.writer.submit(WrapUp(here, SOFIE, "loneliness", (), "bridged"))

    assert await kept.writer.submit(DestroyKeys([here], timedelta(0))) == []
    await kept.writer.submit(MoveBridge(here, IDA, bridge_id, BridgeStatus.NOT_HELD, area=ALL))
    assert await rows(kept.store) == (1, 1)
    assert await kept.writer.submit(DestroyKeys([here], timedelta(0))) == [here]
    assert await rows(kept.store) == (1, 0)
    await kept.writer.submit(DeleteRows([here]))
    assert await rows(kept.store) == (0, 0)


async def test_nothing_of_it_stands_anywhere_in_the_database_as_it_was_typed(kept: Kept) -> None:
    await sent(kept)

    for file in kept.database.files():
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes()


async def test_what_another_process_sealed_this_one_opens_and_bridges_are_read_whole(
    kept: Kept,
) -> None:
    here, bridge_id = await sent(kept)
    await kept.writer.submit(TakeBridge(here, IDA, bridge_id, ALL))
    async with process_on(kept.database) as other:
        read = await other.writer.submit(ReadShared(bridge_id, StaffId("ida"), ALL, {}))
        again = await Conversations(other.store).of(here)
        moved = await other.writer.submit(
            MoveBridge(here, IDA, bridge_id, BridgeStatus.FIRST_CONTACT, area=ALL)
        )

    assert read is not None
    assert again is not None
    assert again.bridges[0].owner_name == "Ida"
    assert moved.after.bridges[0].contact_at == NOON
