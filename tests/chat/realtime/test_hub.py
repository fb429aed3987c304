"""The hub alone: order, audiences, and what another process has committed."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import orjson
import pytest

from chat.domain.audience import Viewer
from chat.domain.commands import (
    Accept,
    AddNote,
    AnswerCall,
    CallAdviser,
    EndCall,
    SaveMessage,
    StartShift,
    Transfer,
)
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Person, Sender
from chat.domain.work_area import WorkArea
from chat.realtime.bus import Hint, InProcessBus
from chat.realtime.hub import Hub
from chat.realtime.seats import StaffSeat
from chat.realtime.sockets import Socket
from chat.staff.member import SessionId
from chat.storage.committing import Committing
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed, Submitted
from tests.chat.domain.building import JONAS, SOFIE
from tests.chat.keeping import Kept, Open
from tests.chat.realtime.wire_house import until
from tests.chat.storage.test_writer import says


@dataclass
class Screen:
    """What a socket was sent."""

    sid: str
    namespace: str = "/young"
    seat: object = None
    sent: list[tuple[str, Any]] = field(default_factory=list)

    def send(self, event: str, data: object) -> None:
        self.sent.append((event, data))

    def send_raw(self, packet: bytes) -> None:
        event, data = orjson.loads(packet[packet.index(b"[") :])
        self.sent.append((event, data))

    @property
    def seqs(self) -> list[int]:
        return [data["seq"] for event, data in self.sent if event == "event"]


def seat_of(person: Person) -> StaffSeat:
    assert person.staff_id is not None
    return StaffSeat(person, person.staff_id, SessionId("s"), ("counsellor",))


@dataclass
class InItsPlace:
    """A sender's socket: notes what had arrived on its screen when it was answered."""

    screen: Screen
    before: list[int] = field(default_factory=list)
    is_held: bool = False

    @property
    def sid(self) -> str:
        return self.screen.sid

    def answer(self, committed: Committed) -> None:
        if self.is_held:
            return
        self.before = self.screen.seqs
        self.screen.sent.append(("event", {"seq": committed.entries[0].seq}))

    def hold(self) -> None:
        self.is_held = True

    def let_go(self, committed: Committed) -> None:
        self.is_held = False
        self.answer(committed)


async def followed(
    kept: Kept, hub: Hub, screen: Screen, viewer: Viewer, here: ConversationId
) -> None:
    one = await Conversations(kept.store).of(here)
    assert one is not None
    hub.follow(cast("Socket", screen), viewer, one)


async def test_an_acknowledgement_stands_in_the_stream_where_its_event_would(kept: Kept) -> None:
    here = await kept.talking()
    hub = Hub(kept.log, InProcessBus())
    kept.writer.tell(hub.told)
    screen = Screen("young")
    await followed(kept, hub, screen, Viewer.YOUNG, here)

    mine = InItsPlace(screen)
    await asyncio.gather(
        kept.writer.submit(SaveMessage(here, SOFIE, "s1", "før")),
        kept.writer.submit(says(here, "min", "c1"), mine),
        kept.writer.submit(SaveMessage(here, SOFIE, "s2", "efter")),
    )

    assert mine.before == [3]
    assert screen.seqs == [3, 4, 5]


async def test_a_note_reaches_staff_and_not_the_young_person(kept: Kept) -> None:
    here = await kept.talking()
    hub = Hub(kept.log, InProcessBus())
    kept.writer.tell(hub.told)
    young, staff = Screen("young"), Screen("staff", "/counsellor")
    await followed(kept, hub, young, Viewer.YOUNG, here)
    await followed(kept, hub, staff, Viewer.COUNSELLOR, here)

    await kept.writer.submit(AddNote(here, SOFIE, "n1", "note"))

    assert (young.seqs, staff.seqs) == ([], [3])


async def test_what_another_process_committed_comes_by_a_hint_and_from_the_store(
    kept: Kept, another: Open
) -> None:
    here = await kept.talking()
    bus = InProcessBus()
    other = await another()
    elsewhere = Hub(other.log, bus)
    kept.writer.tell(Hub(kept.log, bus).told)
    screen = Screen("far")
    await followed(other, elsewhere, screen, Viewer.YOUNG, here)

    for number in range(5):
        await kept.writer.submit(says(here, str(number), str(number)))
    async with asyncio.timeout(10):
        while len(screen.seqs) < 5:  # noqa: ASYNC110 - read in the background
            await asyncio.sleep(0.01)

    assert screen.seqs == [3, 4, 5, 6, 7]


async def test_what_others_wrote_before_comes_before_ones_own_answer(
    kept: Kept, another: Open
) -> None:
    here = await kept.talking()
    bus = InProcessBus()
    other = await another()
    hub = Hub(other.log, bus)
    other.writer.tell(hub.told)
    screen = Screen("far")
    await followed(other, hub, screen, Viewer.YOUNG, here)

    await kept.writer.submit(says(here, "fra en anden proces, uden vink", "c1"))
    mine = InItsPlace(screen)
    committed = await other.writer.submit(says(here, "min", "c2"), mine)
    mine.answer(committed)
    await hub._catching_up.caught_up()

    assert mine.before == [3]
    assert screen.seqs == [3, 4]


async def test_what_is_read_before_its_own_commit_was_told_is_shown_once_and_not_echoed(
    kept: Kept, another: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await kept.talking()
    other = await another()
    hub = Hub(other.log, InProcessBus(), other.writer)
    other.writer.tell(hub.told)
    sender, reader = Screen("sender"), Screen("reader", "/counsellor")
    await followed(other, hub, sender, Viewer.YOUNG, here)
    await followed(other, hub, reader, Viewer.COUNSELLOR, here)
    committed, told = asyncio.Event(), asyncio.Event()
    together = Committing.together

    async def kept_waiting(
        self: Committing, submitted: Sequence[Submitted], *, doubting: bool
    ) -> list[object]:
        """Stop the process between its commit and the telling, as a busy machine may."""
        results = await together(self, submitted, doubting=doubting)
        committed.set()
        await told.wait()
        return results

    monkeypatch.setattr(Committing, "together", kept_waiting)
    mine = InItsPlace(sender)
    sending = asyncio.create_task(other.writer.submit(says(here, "min", "c1"), mine))
    await committed.wait()
    monkeypatch.undo()

    await kept.writer.submit(SaveMessage(here, SOFIE, "s1", "fra den anden proces"))
    hub.missed()
    assert hub._looking is not None
    await hub._looking
    await asyncio.wait({asyncio.create_task(hub._catching_up.caught_up())}, timeout=0.5)
    told.set()
    await sending
    await until(lambda: reader.seqs[-1:] == [4])

    assert (mine.before, sender.seqs, reader.seqs) == ([], [3, 4], [3, 4])


async def test_a_hub_that_may_have_missed_hints_looks_for_itself(kept: Kept, another: Open) -> None:
    here = await kept.talking()
    other = await another()
    hub = Hub(other.log, InProcessBus())
    screen = Screen("far")
    await followed(other, hub, screen, Viewer.YOUNG, here)
    await kept.writer.submit(says(here, "hej", "c1"))

    hub.missed()
    await until(lambda: screen.seqs == [3])


async def test_a_counsellor_who_lost_a_talk_elsewhere_reads_nothing_that_comes_after(
    kept: Kept, another: Open
) -> None:
    here = await kept.talking()
    other = await another()
    hub = Hub(other.log, InProcessBus())
    screen = Screen("old", "/counsellor", seat_of(SOFIE))
    await followed(other, hub, screen, Viewer.COUNSELLOR, here)
    await kept.writer.submit(Transfer(here, SOFIE, None))
    await kept.writer.submit(StartShift(StaffId("jonas"), Sender.COUNSELLOR, 5))
    await kept.writer.submit(Accept(here, JONAS))
    await kept.writer.submit(SaveMessage(here, JONAS, "j1", "hej, jeg er Jonas"))

    hub.missed()
    await until(lambda: any(event == "unfollowed" for event, _ in screen.sent))

    assert [data["kind"] for event, data in screen.sent if event == "event"] == ["released"]


async def test_a_forged_hint_puts_no_words_in_anyones_mouth(kept: Kept) -> None:
    here = await kept.talking()
    bus = InProcessBus()
    hub = Hub(kept.log, bus)
    screen = Screen("young")
    await followed(kept, hub, screen, Viewer.YOUNG, here)

    bus.hint([Hint(here, 10**6)], by=self_made)
    await hub._catching_up.caught_up()

    assert screen.sent == []


self_made = object()


async def test_who_stopped_following_hears_nothing_more(kept: Kept) -> None:
    here = await kept.talking()
    hub = Hub(kept.log, InProcessBus())
    kept.writer.tell(hub.told)
    screen = Screen("young")
    await followed(kept, hub, screen, Viewer.YOUNG, here)

    hub.drop(cast("Socket", screen))
    await kept.writer.submit(says(here, "x", "c1"))

    assert screen.sent == []
    assert hub._followed == {}


async def test_an_adviser_is_shown_nothing_from_before_their_call_where_a_hub_is_behind(
    kept: Kept, another: Open
) -> None:
    here = await kept.talking()
    other = await another()
    hub = Hub(other.log, InProcessBus())
    ida, bo = (Person(Sender.BRIDGE, StaffId(name), name.title()) for name in ("ida", "bo"))
    young = Screen("young")
    await followed(other, hub, young, Viewer.YOUNG, here)
    await kept.writer.submit(says(here, "før kaldet, uden vink", "c1"))
    await comes(kept, here, ida)
    await kept.writer.submit(EndCall(here, ida))
    called = await comes(kept, here, bo)
    await kept.writer.submit(says(here, "efter", "c2"))

    screen = Screen("bo", "/bridge", seat_of(bo))
    await followed(other, hub, screen, Viewer.ADVISER, here)
    await hub._catching_up.caught_up()

    assert len(young.seqs) > len(screen.seqs)
    assert screen.seqs
    assert screen.seqs[0] == called
    assert [event for event, _ in screen.sent if event != "event"] == []

    await kept.writer.submit(EndCall(here, bo))
    hub.missed()
    await until(lambda: screen.sent[-1][0] == "unfollowed")


async def comes(kept: Kept, here: ConversationId, by: Person) -> int:
    """Have somebody called in, and return the call's number."""
    called = await kept.writer.submit(CallAdviser(here, SOFIE, "hvad gør jeg?"))
    call = called.after.call
    assert call is not None
    await kept.writer.submit(AnswerCall(here, by, call.seq, WorkArea.of("all")))
    return call.seq
