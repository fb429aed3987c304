"""The four namespaces: the young, counsellors, supervisors, bridge-builders."""

from chat.actions.bridges import Details
from chat.domain.audience import Viewer
from chat.domain.people import Sender
from chat.realtime.absences import Absences
from chat.realtime.abuse_verbs import AbuseVerbs
from chat.realtime.advising import AdvisingVerbs
from chat.realtime.bridge import BridgeNamespace
from chat.realtime.companion_verbs import CompanionVerbs
from chat.realtime.counsellor import CounsellorNamespace
from chat.realtime.desk_verbs import DeskVerbs
from chat.realtime.desks import Desks
from chat.realtime.rates import Rates
from chat.realtime.shift_verbs import ShiftVerbs
from chat.realtime.staff_verbs import StaffVerbs
from chat.realtime.summary_verbs import SummaryVerbs
from chat.realtime.talk_verbs import TalkVerbs
from chat.realtime.tasks import Tasks
from chat.realtime.video_verbs import TaskVideoVerbs, VideoVerbs
from chat.realtime.young import YoungNamespace
from chat.staff.legal_holds import LegalHolds
from chat.staff.roles import Act
from config import told
from config.house.shared import Shared
from supervisor_console.booked_video import BookedVideo
from supervisor_console.companion_verbs import SeatingBeside
from supervisor_console.drill_verbs import DrillVerbs
from supervisor_console.house_verbs import HouseVerbs
from supervisor_console.inner_verbs import InnerVerbs
from supervisor_console.legal_duties.verbs import LegalDutyVerbs
from supervisor_console.letting_go import LettingGo
from supervisor_console.live_board import LiveBoard
from supervisor_console.namespace import SupervisorNamespace
from supervisor_console.retention_verbs import RetentionVerbs


def young_of(shared: Shared) -> YoungNamespace:
    """Return the young person's namespace."""
    storage, doing = shared.storage, shared.doing
    return YoungNamespace(
        come_in=doing.come_in,
        send=doing.send,
        writer=storage.writer,
        log=storage.log,
        hub=shared.hub,
        view=shared.view,
        seats=shared.young_seats,
        counsellors=shared.counsellor_seats,
        supervisors=shared.supervisor_seats,
        shifts=storage.shifts,
        process=storage.process,
        rates=Rates(told.rate(shared.start.policy)),
        answers=shared.answers,
        return_codes=doing.return_codes,
        summaries=doing.summaries,
        video_links=doing.video_links,
    )


def counsellor_of(shared: Shared, desks: Desks, absences: Absences) -> CounsellorNamespace:
    """Return the counsellors' namespace."""
    storage, doing, policy = shared.storage, shared.doing, shared.start.policy
    desk = DeskVerbs(
        doing.meet,
        storage.writer,
        storage.log,
        shared.hub,
        shared.rights,
        shared.alarms,
        policy.presence.offer,
    )
    return CounsellorNamespace(
        seating=shared.seating(
            Sender.COUNSELLOR, Act.OPEN_COUNSELLOR_CONSOLE, shared.counsellor_seats
        ),
        absences=absences,
        hub=shared.hub,
        desks=desks,
        view=shared.view,
        alarms=shared.alarms,
        answers=shared.answers,
        verbs=(
            ShiftVerbs(storage.writer, told.capacity(policy)),
            desk,
            TalkVerbs(doing.send, storage.writer, shared.hub, shared.rights),
            StaffVerbs(storage.writer, Viewer.COUNSELLOR),
            AbuseVerbs(storage.writer),
            SummaryVerbs(storage.writer),
            VideoVerbs(storage.writer, doing.video_links),
            shared.care,
            shared.helping,
            shared.calling,
            CompanionVerbs(
                storage.writer, storage.log, shared.hub, storage.conversations, shared.rights
            ),
        ),
    )


def supervisor_of(shared: Shared, board: LiveBoard, absences: Absences) -> SupervisorNamespace:
    """Return the supervisors' namespace."""
    storage, doing, policy = shared.storage, shared.doing, shared.start.policy
    return SupervisorNamespace(
        seating=shared.seating(
            Sender.SUPERVISOR, Act.OPEN_SUPERVISOR_CONSOLE, shared.supervisor_seats
        ),
        writer=storage.writer,
        log=storage.log,
        hub=shared.hub,
        rights=shared.rights,
        may_be_left_open=shared.staff.sessions.may_be_left_open,
        absences=absences,
        board=board,
        view=shared.view,
        alarms=shared.alarms,
        answers=shared.answers,
        verbs=(
            StaffVerbs(storage.writer, Viewer.SUPERVISOR),
            shared.care,
            shared.helping,
            shared.calling,
            InnerVerbs(
                doing.send, storage.writer, shared.hub, shared.rights, policy.presence.offer
            ),
            SeatingBeside(storage.writer),
            VideoVerbs(storage.writer, doing.video_links),
            BookedVideo(storage.conversations, told.video(policy), storage.clock),
            HouseVerbs(storage.writer),
            DrillVerbs(doing.drills),
            LettingGo(storage.conversations, storage.writer, shared.hub),
            RetentionVerbs(LegalHolds(storage.store, storage.vault), storage.writer, shared.hub),
            LegalDutyVerbs(storage.writer, shared.start.legal_duties.texts()),
        ),
    )


def bridge_of(shared: Shared, tasks: Tasks) -> BridgeNamespace:
    """Return the bridge-builders' namespace."""
    storage = shared.storage
    return BridgeNamespace(
        seating=shared.seating(Sender.BRIDGE, Act.OPEN_BRIDGE_CONSOLE, shared.builder_seats),
        writer=storage.writer,
        log=storage.log,
        hub=shared.hub,
        tasks=tasks,
        conversations=storage.conversations,
        details=Details(storage.writer, storage.vault, shared.start.directory.regions),
        answers=shared.answers,
        verbs=(
            AdvisingVerbs(
                shared.doing.send, storage.writer, storage.log, shared.hub, shared.rights, tasks.ids
            ),
            TaskVideoVerbs(storage.writer, shared.doing.video_links, tasks.ids),
        ),
    )
