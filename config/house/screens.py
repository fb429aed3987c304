"""What is shown to each, as it changes: desks, the board, tasks, and who is there."""

from chat.actions.hand_over import HandOverNotes
from chat.domain.people import Sender
from chat.realtime.absences import Absences
from chat.realtime.desks import Desks
from chat.realtime.presence import Presence
from chat.realtime.task_ids import TaskIds
from chat.realtime.tasks import Tasks
from config import told
from config.house.shared import Shared
from supervisor_console.flagged_words import FlaggedWords
from supervisor_console.live_board import LiveBoard
from supervisor_console.names import StaffNames


def desks_of(shared: Shared) -> Desks:
    """Return what each counsellor has before them."""
    storage, policy = shared.storage, shared.start.policy
    return Desks(
        storage.on_desks,
        shared.counsellor_seats,
        HandOverNotes(storage.conversations, storage.log),
        told.capacity(policy),
        storage.clock,
        policy.hard_talks_per_shift,
        video=told.video(policy),
    )


def absences_of(shared: Shared) -> dict[Sender, Absences]:
    """Return what tells the young person that whoever writes with them is away."""
    storage = shared.storage
    return {
        role: Absences(
            shared.start.policy.presence.counsellor_missed,
            shared.hub,
            storage.conversations,
            storage.on_desks,
            storage.clock,
            seats,
            storage.shifts,
            role,
        )
        for role, seats in (
            (Sender.COUNSELLOR, shared.counsellor_seats),
            (Sender.SUPERVISOR, shared.supervisor_seats),
        )
    }


def board_of(shared: Shared) -> LiveBoard:
    """Return the supervisors' board."""
    storage = shared.storage
    return LiveBoard(
        conversations=storage.conversations,
        names=StaffNames(storage.store),
        words=FlaggedWords(storage.log),
        supervisors=shared.supervisor_seats,
        clock=storage.clock,
        bounds=told.bounds(shared.start.policy),
        bus=shared.bus,
        has_video=shared.start.policy.video is not None,
    )


def tasks_of(shared: Shared) -> Tasks:
    """Return the bridge-builders' list."""
    directory = shared.doing.directory
    tasks = Tasks(
        shared.storage.conversations,
        shared.storage.shifts,
        shared.builder_seats,
        shared.storage.clock,
        shared.start.directory.regions,
        directory.names,
        directory.is_there,
        TaskIds(shared.start.secret_for("tasks")),
        told.video(shared.start.policy),
    )
    directory.tell(tasks.refresher.ask)
    return tasks


def presence_of(shared: Shared) -> Presence:
    """Return what notices who has come and gone."""
    storage = shared.storage
    return Presence(
        conversations=storage.conversations,
        shifts=storage.shifts,
        writer=storage.writer,
        clock=storage.clock,
        life=told.token_life(shared.start.policy),
        young=shared.young_seats,
        staff=(
            (Sender.COUNSELLOR, shared.counsellor_seats),
            (Sender.SUPERVISOR, shared.supervisor_seats),
            (Sender.BRIDGE, shared.builder_seats),
        ),
        process=storage.process,
    )
