"""What several namespaces are built on: seats, the hub, answers, and what two consoles can do."""

from dataclasses import dataclass

from chat.actions.calling_in import CallIn
from chat.actions.helping_on import Guide, OfferService
from chat.actions.planning import ChangeSafetyPlan
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.people import Sender
from chat.realtime.alarms import Alarms
from chat.realtime.answers import Answers
from chat.realtime.bridge_verbs import BridgeVerbs
from chat.realtime.bus import Bus
from chat.realtime.call_verbs import CallVerbs
from chat.realtime.care_verbs import CareVerbs
from chat.realtime.hub import Hub
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.seats import Seats
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.staff.builders_there import BuildersOnDuty, BuildersThere
from chat.staff.roles import Act
from chat.words import Words
from config import told
from config.house.conversing import Conversing
from config.house.others import bus_of
from config.house.staff_side import StaffSide
from config.house.storage import Storage
from config.starting import Start
from config.webhooks import targets


@dataclass(frozen=True, slots=True)
class Shared:
    """What several namespaces are built on."""

    start: Start
    storage: Storage
    staff: StaffSide
    doing: Conversing
    young_seats: Seats[ConversationId]
    counsellor_seats: Seats[StaffId]
    supervisor_seats: Seats[StaffId]
    builder_seats: Seats[StaffId]
    bus: Bus
    hub: Hub
    answers: Answers
    view: WaitingRoomView
    alarms: Alarms
    rights: ReadingRights
    care: CareVerbs
    helping: BridgeVerbs
    calling: CallVerbs

    @classmethod
    def of(
        cls, start: Start, storage: Storage, staff: StaffSide, doing: Conversing, words: Words
    ) -> "Shared":
        """Build it, with nobody seated."""
        most = told.sockets_per_seat(start.policy)
        young: Seats[ConversationId] = Seats(most)
        counsellors: Seats[StaffId] = Seats(most)
        supervisors: Seats[StaffId] = Seats(most)
        bus = bus_of(start, storage)
        plan = ChangeSafetyPlan(storage.log, storage.writer)
        return cls(
            start=start,
            storage=storage,
            staff=staff,
            doing=doing,
            young_seats=young,
            counsellor_seats=counsellors,
            supervisor_seats=supervisors,
            builder_seats=Seats(most),
            bus=bus,
            hub=Hub(storage.log, bus, storage.writer),
            answers=Answers(words, staff.door.bars),
            view=WaitingRoomView(doing.service, storage.clock, young, (counsellors, supervisors)),
            alarms=Alarms(storage.conversations, supervisors, counsellors),
            rights=ReadingRights(storage.conversations),
            care=CareVerbs(storage.writer, doing.directory.care_texts, plan),
            helping=helping_on(start, storage, doing, words),
            calling=CallVerbs(
                CallIn(storage.writer, BuildersOnDuty(storage.store, start.directory.regions)),
                storage.writer,
                storage.conversations,
            ),
        )

    def seating(self, sender: Sender, act: Act, seats: Seats[StaffId]) -> StaffSeating:
        """Return what lets staff into one console."""
        staff, storage = self.staff, self.storage
        return StaffSeating(
            sender, act, staff.member_of, staff.sessions, storage.writer, seats, storage.process
        )


def helping_on(start: Start, storage: Storage, doing: Conversing, words: Words) -> BridgeVerbs:
    """Return what both consoles help somebody on by: the directory, laid out."""
    directory = start.directory
    guide = Guide(
        doing.directory.laid_out,
        directory.place_of,
        words.say,
        storage.clock,
    )
    there = BuildersThere(storage.store, directory.regions)
    delivered = frozenset(targets(start.settings))
    offer = OfferService(guide, storage.writer, there, delivered)
    return BridgeVerbs(guide, offer, storage.conversations)
