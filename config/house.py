"""The house, put together: which part is handed which. Nothing is opened here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aiohttp import web

from chat.actions.auditor import Auditor, Heartbeat
from chat.actions.bridges import Details
from chat.actions.calling import AppriseCalls
from chat.actions.clock import HouseClock
from chat.actions.drills import Drills
from chat.actions.hand_over import HandOverNotes
from chat.actions.helping_on import Guide, OfferService
from chat.actions.interlock_watch import InterlockWatch
from chat.actions.ladder_clock import LadderClock
from chat.actions.lease import Lease
from chat.actions.meeting import Meet
from chat.actions.messages import SendMessage
from chat.actions.opening import ComeIn, LeaveByToken, Open
from chat.actions.paging import Pager
from chat.actions.planning import ChangeSafetyPlan
from chat.actions.reading import Reading
from chat.actions.retention import Retention, RetentionClock
from chat.actions.returning import ReturnCodes
from chat.actions.service import Service
from chat.actions.shredding import Shredder
from chat.counts import Counts, InProcessCounts
from chat.domain.audience import Viewer
from chat.domain.identifiers import ConversationId, ProcessId, StaffId, new_process_id
from chat.domain.matching import Matching
from chat.domain.people import Sender
from chat.realtime.absences import Absences
from chat.realtime.abuse_verbs import AbuseVerbs
from chat.realtime.alarms import Alarms
from chat.realtime.answers import Answers
from chat.realtime.bridge import BridgeNamespace
from chat.realtime.bridge_verbs import BridgeVerbs
from chat.realtime.bus import Bus, Hear, Hint, InProcessBus
from chat.realtime.care_verbs import CareVerbs
from chat.realtime.counsellor import CounsellorNamespace
from chat.realtime.desk_verbs import DeskVerbs
from chat.realtime.desks import Desks
from chat.realtime.elsewhere import Elsewhere
from chat.realtime.house_words import HouseWords
from chat.realtime.hub import Hub
from chat.realtime.presence import Presence
from chat.realtime.rates import Rates
from chat.realtime.reading_rights import ReadingRights
from chat.realtime.redis_bus import RedisBus
from chat.realtime.seats import Seats
from chat.realtime.shift_verbs import ShiftVerbs
from chat.realtime.staff_seating import StaffSeating
from chat.realtime.staff_verbs import StaffVerbs
from chat.realtime.talk_verbs import TalkVerbs
from chat.realtime.tasks import Tasks
from chat.realtime.transport import Transport
from chat.realtime.waiting_room_view import WaitingRoomView
from chat.realtime.young import YoungNamespace
from chat.redis_counts import RedisCounts
from chat.staff.accounts import Accounts
from chat.staff.cookie import SessionCookie
from chat.staff.holds import Holds
from chat.staff.member import StaffMember
from chat.staff.passwords import Passwords
from chat.staff.ports import submitting
from chat.staff.roles import Act
from chat.staff.sessions import Sessions
from chat.storage.announcements import Announcements
from chat.storage.conversations import Conversations
from chat.storage.escalations import Escalations
from chat.storage.log import Log
from chat.storage.outbox import Outbox
from chat.storage.shifts import Shifts
from chat.storage.store import Store
from chat.storage.vault import Vault
from chat.storage.writer import Writer
from chat.words import Words
from config import told
from config.addresses import Addresses
from config.house_lexicon import HouseLexicon
from config.starting import Start
from config.steady_clock import SteadyClock
from config.triage import Triage
from supervisor_console.drill_verbs import DrillVerbs
from supervisor_console.flagged_words import FlaggedWords
from supervisor_console.house_verbs import HouseVerbs
from supervisor_console.inner_verbs import InnerVerbs
from supervisor_console.live_board import LiveBoard
from supervisor_console.names import StaffNames
from supervisor_console.namespace import SupervisorNamespace
from supervisor_console.workbench.statements import Proposals


@dataclass(slots=True)
class Storage:
    """What is kept, and the one who writes it."""

    store: Store
    vault: Vault
    writer: Writer
    log: Log
    conversations: Conversations
    shifts: Shifts
    clock: SteadyClock
    process: ProcessId | None
    """What this process goes by among others on its database; on SQLite there are none."""

    @classmethod
    def of(cls, start: Start) -> "Storage":
        """Point at the database this start found in order."""
        process = None if start.settings.sqlite_file else new_process_id()
        store = Store(start.settings.database)
        vault = Vault(start.master_key)
        clock = SteadyClock()
        rules = told.rules(start.policy, start.settings, start.care, start.directory)
        writer = Writer(store, vault, rules, clock)
        log = Log(store, vault)
        return cls(store, vault, writer, log, Conversations(store), Shifts(store), clock, process)


@dataclass(slots=True)
class StaffSide:
    """Accounts and sessions."""

    passwords: Passwords
    sessions: Sessions
    accounts: Accounts
    cookie: SessionCookie

    @classmethod
    def of(cls, start: Start, storage: Storage) -> "StaffSide":
        """Build it on the storage."""
        settings = told.staff(start.policy)
        submit = submitting(storage.writer)
        passwords = Passwords(settings.password_cost)
        return cls(
            passwords=passwords,
            sessions=Sessions(storage.store, submit, settings.sessions, storage.clock),
            accounts=Accounts(storage.store, submit, passwords, settings),
            cookie=SessionCookie(start.settings.behind_tls),
        )

    async def member_of(self, request: web.Request) -> StaffMember | None:
        """Return whose session a request's cookie names."""
        token = self.cookie.read(request)
        return None if token is None else await self.sessions.who(token)


@dataclass(slots=True)
class Conversing:
    """What people can do, and what the clock does for those who are not there."""

    triage: Triage
    lexicon: HouseLexicon
    reading: Reading
    service: Service
    send: SendMessage
    open: Open
    come_in: ComeIn
    leave: LeaveByToken
    meet: Meet
    clock: HouseClock
    ladder: LadderClock
    interlock: InterlockWatch
    drills: Drills
    shredder: Shredder
    return_codes: ReturnCodes

    @classmethod
    def of(cls, start: Start, storage: Storage) -> "Conversing":
        """Build it on the storage."""
        policy, writer, conversations = start.policy, storage.writer, storage.conversations
        clock, triage = storage.clock, Triage(policy.triage.second_reader)
        escalations = Escalations(storage.store)
        reading = Reading(triage, storage.log)
        service = Service(
            settings=told.service(policy),
            conversations=conversations,
            shifts=storage.shifts,
            holds=Holds(storage.store),
            clock=clock,
            help_lines=start.directory.help_lines,
            ready=lambda: triage.is_loaded,
        )
        return cls(
            triage=triage,
            lexicon=HouseLexicon(triage, Proposals(storage.store)),
            reading=reading,
            service=service,
            send=SendMessage(reading, writer),
            open=Open(
                service, conversations, reading, writer, storage.clock, told.token_life(policy)
            ),
            come_in=ComeIn(conversations, writer, storage.clock, told.token_life(policy)),
            leave=LeaveByToken(conversations, writer),
            meet=Meet(
                service,
                writer,
                HandOverNotes(storage.conversations, storage.log),
                told.hard_talks(policy, storage.shifts),
            ),
            clock=HouseClock(
                conversations=conversations,
                shifts=storage.shifts,
                log=storage.log,
                reading=reading,
                writer=writer,
                clock=clock,
                graces=told.graces(policy),
            ),
            shredder=Shredder(storage.store, writer, clock),
            return_codes=ReturnCodes(
                start.directory.return_words,
                storage.store,
                writer,
                clock,
                policy.return_code,
                start.secret_for("return codes"),
            ),
            drills=Drills(reading, writer, escalations, clock),
            interlock=InterlockWatch(service, writer, clock, told.ladder(policy, start.settings)),
            ladder=LadderClock(
                escalations=escalations,
                conversations=conversations,
                writer=writer,
                clock=clock,
                ladder=told.ladder(policy, start.settings),
                silence=told.silence(policy),
            ),
        )


@dataclass(slots=True)
class Paging:
    """Calling people outside the house."""

    calls: AppriseCalls
    pager: Pager
    auditor: Auditor

    @classmethod
    def of(cls, start: Start, storage: Storage, doing: Conversing, words: Words) -> "Paging":
        """Build it on the storage, and have every commit told."""
        calls = AppriseCalls(Addresses.of(start.settings).urls, words)
        pager = Pager(Outbox(storage.store), storage.writer, storage.clock, calls)
        storage.writer.tell(pager.told)
        auditor = Auditor(
            escalations=Escalations(storage.store),
            outbox=Outbox(storage.store),
            clock=storage.clock,
            ladder=told.ladder(start.policy, start.settings),
            deadlines=start.policy.escalation_due,
            heartbeat=Heartbeat(start.settings.heartbeat_url),
            ticking=(doing.clock.ticks_still, doing.ladder.ticks_still, pager.ticks_still),
        )
        return cls(calls, pager, auditor)


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
        most = told.sockets_per_seat(start.policy)
        young_seats: Seats[ConversationId] = Seats(most)
        counsellor_seats: Seats[StaffId] = Seats(most)
        supervisor_seats: Seats[StaffId] = Seats(most)
        builder_seats: Seats[StaffId] = Seats(most)
        bus = bus_of(start, storage)
        hub = Hub(storage.log, bus)
        answers = Answers(words)
        staff_seats = (counsellor_seats, supervisor_seats)
        view = WaitingRoomView(doing.service, storage.clock, young_seats, staff_seats)
        notes = HandOverNotes(storage.conversations, storage.log)
        capacity = told.capacity(start.policy)
        desks = Desks(
            storage.conversations,
            storage.shifts,
            told.hard_talks(start.policy, storage.shifts),
            counsellor_seats,
            notes,
            capacity,
        )
        alarms = Alarms(storage.conversations, supervisor_seats, counsellor_seats)
        rights = ReadingRights(storage.conversations)
        absences = Absences(
            start.policy.presence.counsellor_missed,
            hub,
            storage.conversations,
            counsellor_seats,
            storage.shifts,
        )
        care = CareVerbs(
            storage.writer, start.care.texts(), ChangeSafetyPlan(storage.log, storage.writer)
        )
        helping = helping_on(start, storage, words)
        board = LiveBoard(
            conversations=storage.conversations,
            names=StaffNames(storage.store),
            words=FlaggedWords(storage.log),
            supervisors=supervisor_seats,
            clock=storage.clock,
            bounds=told.bounds(start.policy),
            bus=bus,
        )
        young = YoungNamespace(
            come_in=doing.come_in,
            send=doing.send,
            writer=storage.writer,
            log=storage.log,
            hub=hub,
            view=view,
            seats=young_seats,
            counsellors=counsellor_seats,
            shifts=storage.shifts,
            process=storage.process,
            rates=Rates(told.rate(start.policy)),
            answers=answers,
            return_codes=doing.return_codes,
        )
        supervisor = SupervisorNamespace(
            seating=StaffSeating(
                Sender.SUPERVISOR,
                Act.OPEN_SUPERVISOR_CONSOLE,
                staff.member_of,
                staff.sessions,
                storage.writer,
                supervisor_seats,
                storage.process,
            ),
            writer=storage.writer,
            log=storage.log,
            hub=hub,
            rights=rights,
            board=board,
            view=view,
            alarms=alarms,
            answers=answers,
            verbs=(
                StaffVerbs(storage.writer, Viewer.SUPERVISOR),
                care,
                helping,
                InnerVerbs(doing.send, storage.writer, hub, start.policy.presence.offer),
                HouseVerbs(storage.writer),
                DrillVerbs(doing.drills),
            ),
        )
        counsellor = CounsellorNamespace(
            seating=StaffSeating(
                Sender.COUNSELLOR,
                Act.OPEN_COUNSELLOR_CONSOLE,
                staff.member_of,
                staff.sessions,
                storage.writer,
                counsellor_seats,
                storage.process,
            ),
            absences=absences,
            hub=hub,
            conversations=storage.conversations,
            desks=desks,
            view=view,
            alarms=alarms,
            answers=answers,
            verbs=(
                ShiftVerbs(storage.writer, capacity),
                DeskVerbs(
                    doing.meet,
                    storage.writer,
                    storage.log,
                    hub,
                    rights,
                    alarms,
                    start.policy.presence.offer,
                ),
                TalkVerbs(doing.send, storage.writer, hub),
                StaffVerbs(storage.writer, Viewer.COUNSELLOR),
                AbuseVerbs(storage.writer),
                care,
                helping,
            ),
        )
        directory = start.directory
        tasks = Tasks(
            storage.conversations,
            builder_seats,
            storage.clock,
            directory.regions,
            {one.id: one.name for one in directory.services.values()},
        )
        bridge = BridgeNamespace(
            seating=StaffSeating(
                Sender.BRIDGE,
                Act.OPEN_BRIDGE_CONSOLE,
                staff.member_of,
                staff.sessions,
                storage.writer,
                builder_seats,
                storage.process,
            ),
            writer=storage.writer,
            log=storage.log,
            tasks=tasks,
            conversations=storage.conversations,
            details=Details(storage.writer, storage.vault),
            answers=answers,
        )
        transport = Transport(
            [young, counsellor, supervisor, bridge],
            told.transport(start.policy, start.settings),
            answers.refusal,
        )
        presence = Presence(
            conversations=storage.conversations,
            shifts=storage.shifts,
            writer=storage.writer,
            clock=storage.clock,
            life=told.token_life(start.policy),
            young=young_seats,
            staff=(
                (Sender.COUNSELLOR, counsellor_seats),
                (Sender.SUPERVISOR, supervisor_seats),
                (Sender.BRIDGE, builder_seats),
            ),
            process=storage.process,
        )
        house_words = HouseWords(
            Announcements(storage.store), staff_seats, bus, view.supervision_changed
        )
        screens = (alarms, young, counsellor, supervisor, desks, view, tasks)
        elsewhere = Elsewhere(
            conversations=storage.conversations,
            shifts=storage.shifts,
            hub=hub,
            absences=absences,
            listeners=[one.told for one in screens],
        )
        # The hub first: acknowledgements and events leave in the order of the log.
        for listener in (hub, doing.reading, elsewhere, *screens, house_words):
            storage.writer.tell(listener.told)
        doing.interlock.tell(view.supervision_changed)
        if start.settings.redis_url is not None:
            elsewhere.listen(bus)
            hub.tell(doing.reading.read)
            bus.listen(forgetting(doing.reading, hub), as_=hub)
        for seating in (counsellor.seating, supervisor.seating, bridge.seating):
            staff.sessions.tell(seating.cut)
        return cls(
            bus,
            hub,
            elsewhere,
            view,
            desks,
            board,
            house_words,
            tasks,
            presence,
            transport,
            answers,
        )


def helping_on(start: Start, storage: Storage, words: Words) -> BridgeVerbs:
    """Return what both consoles help somebody on by: the directory, laid out."""
    directory = start.directory
    guide = Guide(
        Matching(directory.services.values(), directory.needs),
        directory.services,
        directory.place_of,
        words.say,
        storage.clock,
    )
    return BridgeVerbs(guide, OfferService(guide, storage.writer), storage.conversations)


def bus_of(start: Start, storage: Storage) -> Bus:
    """Return the bus between processes, or within this one where there are no others."""
    url = start.settings.redis_url
    return InProcessBus() if url is None else RedisBus(url, storage.process or new_process_id())


def counts_of(start: Start) -> Counts:
    """Return what limits count by, together with other processes where there are some."""
    url = start.settings.redis_url
    return InProcessCounts() if url is None else RedisCounts(url, start.secret_for("counts"))


def forgetting(reading: Reading, hub: Hub) -> Hear:
    """Return what lets triage read a conversation anew that has grown where nobody here follows."""

    def hear(hints: Sequence[Hint]) -> None:
        for hint in hints:
            if not hub.is_followed(hint.conversation_id):
                reading.forget(hint.conversation_id)

    return hear


def retention_of(
    start: Start, storage: Storage, doing: Conversing, sockets: Sockets
) -> RetentionClock:
    """Return what forgets when the time has come, here and in all that remembers."""

    def forget(ids: Collection[ConversationId]) -> None:
        ids = frozenset(ids)
        storage.writer.forget(ids)
        sockets.board.words.forget(ids)
        sockets.elsewhere.forget(ids)
        for one in ids:
            doing.reading.forget(one)

    retention = Retention(
        store=storage.store,
        submit=storage.writer.submit,
        forget=forget,
        clock=storage.clock,
        keep_for=start.policy.retention,
        brake=told.brake(start.policy),
    )
    return RetentionClock(retention)


def lease_of(storage: Storage, sockets: Sockets) -> Lease | None:
    """Return this process's lease among others; on SQLite there are none."""
    if storage.process is None:
        return None
    return Lease(
        process=storage.process,
        conversations=storage.conversations,
        shifts=storage.shifts,
        writer=storage.writer,
        lapsed=sockets.presence.look,
        others_changed=sockets.look_for_oneself,
    )
