"""Everything live: the hub, the screens, the namespaces, and the transport under them."""

from dataclasses import dataclass

from chat.domain.people import Sender
from chat.networks import Networks
from chat.realtime.answers import Answers
from chat.realtime.bus import Bus
from chat.realtime.desks import Desks
from chat.realtime.elsewhere import Elsewhere
from chat.realtime.house_words import HouseWords
from chat.realtime.hub import Hub
from chat.realtime.presence import Presence
from chat.realtime.tasks import Tasks
from chat.realtime.transport import Transport
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.storage.announcements import Announcements
from chat.words import Words
from config import told
from config.house.conversing import Conversing
from config.house.namespaces import bridge_of, counsellor_of, supervisor_of, young_of
from config.house.others import forgetting
from config.house.screens import absences_of, board_of, desks_of, presence_of, tasks_of
from config.house.shared import Shared
from config.house.staff_side import StaffSide
from config.house.storage import Storage
from config.starting import Start
from supervisor_console.live_board import LiveBoard


@dataclass(slots=True)
class Sockets:
    """Everything live: the hub, the screens, the namespaces, and the transport under them."""

    bus: Bus
    hub: Hub
    elsewhere: Elsewhere
    view: WaitingRoomView
    desks: Desks
    board: LiveBoard
    words: HouseWords
    tasks: Tasks
    presence: Presence
    transport: Transport
    answers: Answers

    def look_for_oneself(self) -> None:
        """Read what others may have committed without its having been heard of."""
        self.hub.missed()
        self.elsewhere.missed()

    @classmethod
    def of(
        cls, start: Start, storage: Storage, staff: StaffSide, doing: Conversing, words: Words
    ) -> "Sockets":
        """Build it on everything else, and have every commit told in this order."""
        shared = Shared.of(start, storage, staff, doing, words)
        hub, view, bus = shared.hub, shared.view, shared.bus
        desks, absences, board = desks_of(shared), absences_of(shared), board_of(shared)
        tasks = tasks_of(shared)
        young, counsellor = (
            young_of(shared),
            counsellor_of(shared, desks, absences[Sender.COUNSELLOR]),
        )
        supervisor, bridge = (
            supervisor_of(shared, board, absences[Sender.SUPERVISOR]),
            bridge_of(shared, tasks),
        )
        staff_seats = (shared.counsellor_seats, shared.supervisor_seats)
        house_words = HouseWords(
            Announcements(storage.store), staff_seats, bus, view.supervision_changed
        )
        screens = (shared.alarms, young, counsellor, supervisor, desks, view, tasks)
        elsewhere = Elsewhere(
            conversations=storage.conversations,
            shifts=storage.shifts,
            hub=hub,
            absences=absences,
            listeners=[one.told for one in screens],
        )
        # The hub first: acknowledgements and events leave in the order of the log. What another
        # process raised may be read here first by a message of ours, and the board shows words.
        for listener in (hub, doing.reading, elsewhere, shared.alarms, supervisor, doing.shredder):
            storage.writer.tell(listener.told)
        for screen in (young, counsellor, desks, view, tasks, house_words):
            storage.writer.tell(screen.told, growth=False)
        doing.interlock.tell(view.supervision_changed)
        if start.settings.redis_url is not None:
            elsewhere.listen(bus)
            hub.tell(doing.reading.read)
            bus.listen(forgetting(doing.reading, hub), as_=hub)
        for seating in (counsellor.seating, supervisor.seating, bridge.seating):
            staff.sessions.tell(seating.cut)
        transport = Transport(
            [young, counsellor, supervisor, bridge],
            told.transport(start.policy, start.settings),
            shared.answers.refusal,
            Networks(start.settings.trusted_proxies, lambda: storage.clock().timestamp()).name_of,
        )
        return cls(
            bus,
            hub,
            elsewhere,
            view,
            desks,
            board,
            house_words,
            tasks,
            presence_of(shared),
            transport,
            shared.answers,
        )
