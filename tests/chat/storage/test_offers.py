"""What came of an offer is read with its card; the log keeps the card once."""

from chat.domain.audience import Kind, Viewer, data_for
from chat.domain.bridge import BridgeStatus, Lane, ShareField
from chat.domain.bridge_told import FIELDS, LATER
from chat.domain.commands import AnswerBridge, MoveBridge, OfferBridge, TakeBridge, WithdrawBridge
from chat.domain.event import Entry
from chat.domain.identifiers import BridgeId, ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.work_area import WorkArea
from chat.storage.log import PAGE_BYTES
from tests.chat.domain.building import SOFIE
from tests.chat.keeping import Kept

IDA = Person(Sender.BRIDGE, StaffId("ida"), "Ida")
ALL = WorkArea.of("all")
CARD = {"service_id": "ssp", "name": "Ungehuset"}


async def walked(kept: Kept) -> tuple[ConversationId, int]:
    """Offer one, have it answered, taken, moved and taken back; return the offer's number."""
    here = await kept.talking()
    asked = (ShareField.PHONE,)
    offered = await kept.writer.submit(
        OfferBridge(here, SOFIE, "ssp", CARD, Lane.HAND_OVER, asked, "prøv dem", "ring sent")
    )
    (bridge,) = offered.after.bridges
    share = ((ShareField.PHONE, "20304050"),)
    await kept.writer.submit(AnswerBridge(here, bridge.bridge_id, accept=True, share=share))
    await kept.writer.submit(TakeBridge(here, IDA, bridge.bridge_id, ALL))
    contact = BridgeStatus.FIRST_CONTACT
    move = MoveBridge(here, IDA, bridge.bridge_id, contact, "ringet", None, "vi ses", ALL)
    await kept.writer.submit(move)
    await kept.writer.submit(WithdrawBridge(here, bridge.bridge_id))
    return here, bridge.seq


def later(entries: tuple[Entry, ...]) -> list[Entry]:
    return [one for one in entries if one.event.kind in LATER]


async def test_every_event_of_an_offered_bridge_tells_all_of_it(kept: Kept) -> None:
    here, offer = await walked(kept)
    seen = {Viewer.YOUNG: set(FIELDS) - {"note"}, Viewer.COUNSELLOR: set(FIELDS)}

    for viewer, fields in seen.items():
        after = await kept.log.since(here, offer, viewer)
        from_the_first = await kept.log.since(here, 0, viewer)
        assert later(from_the_first.entries) == later(after.entries)
        told = [data_for(viewer, one.event.kind, one.event.data) for one in later(after.entries)]
        assert all(fields <= set(one) for one in told)
        assert all(("note" in one) is ("note" in fields) for one in told)
        assert all((one["service"], one["asked"]) == (CARD, ["phone"]) for one in told)
        assert [(one["status"], one["message_to_young"]) for one in told] == [
            ("accepted", None),
            ("sent", None),
            ("received", None),
            ("first_contact", "vi ses"),
            ("withdrawn", None),
        ]


async def test_what_another_process_reads_of_many_logs_at_once_is_as_whole(kept: Kept) -> None:
    talks = [await walked(kept) for _ in range(2)]

    found = await kept.log.at([(here, seq) for here, first in talks for seq in range(first + 1)])
    rest = await kept.log.at([(here, first + n) for here, first in talks for n in range(1, 6)])

    assert set(found) == set(rest) == {here for here, _ in talks}
    for here, entries in rest.items():
        assert [one.event.data["service"] for one in entries] == [CARD] * 5
        assert [one.seq for one in entries] == sorted(one.seq for one in entries)
        assert str(entries[0].event.data["bridge_id"]).startswith(here)


async def test_the_log_keeps_the_card_once_so_that_older_rows_read_the_same(kept: Kept) -> None:
    here, _ = await walked(kept)

    kinds = (Kind.BRIDGE_OFFERED, *LATER)
    as_kept = [one.event.data for one in await kept.log.last(here, kinds, 10)]

    assert ["service" in one for one in as_kept] == [True, *[False] * 5]


async def test_each_tells_the_card_of_its_own_offer(kept: Kept) -> None:
    here = await kept.talking()
    bridges: list[BridgeId] = []
    for name in ("ssp", "headspace"):
        offer = OfferBridge(here, SOFIE, name, {"service_id": name}, Lane.SELF, ())
        bridges.append((await kept.writer.submit(offer)).after.bridges[-1].bridge_id)
    for bridge_id in reversed(bridges):
        await kept.writer.submit(AnswerBridge(here, bridge_id, accept=False))

    page = await kept.log.since(here, 0, Viewer.YOUNG)

    told = [one.event.data for one in later(page.entries)]
    assert [one["service"] for one in told] == [{"service_id": "headspace"}, {"service_id": "ssp"}]


async def test_a_page_filled_in_is_no_larger_than_pages_are(kept: Kept) -> None:
    here = await kept.talking()
    for n in range(80):
        offer = OfferBridge(here, SOFIE, f"s{n}", {"name": "x" * 1500}, Lane.SELF, ())
        offered = await kept.writer.submit(offer)
        bridge_id = offered.after.bridges[-1].bridge_id
        await kept.writer.submit(AnswerBridge(here, bridge_id, accept=False))

    page = await kept.log.since(here, 0, Viewer.YOUNG)

    assert page.more
    assert sum(len(str(one.event.data)) for one in page.entries) < PAGE_BYTES
