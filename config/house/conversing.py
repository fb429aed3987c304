"""What people can do, and what the clocks do for those who are not there."""

from dataclasses import dataclass

from chat.actions.clock import HouseClock
from chat.actions.drills import Drills
from chat.actions.hand_over import HandOverNotes
from chat.actions.interlock_watch import InterlockWatch
from chat.actions.ladder_clock import LadderClock
from chat.actions.meeting import Meet
from chat.actions.messages import SendMessage
from chat.actions.naming import Naming
from chat.actions.opening import ComeIn, LeaveByToken, Open
from chat.actions.reading import Reading
from chat.actions.reminding import Reminder
from chat.actions.returning import ReturnCodes
from chat.actions.service import Service
from chat.actions.shredding import Shredder
from chat.actions.summaries import Summaries
from chat.actions.video_links import VideoLinks
from chat.staff.holds import Holds
from chat.storage.escalations import Escalations
from chat.storage.overdue import Overdue
from chat.storage.waiting_line import WaitingLine
from chat.words import Words
from config import told
from config.house.storage import Storage
from config.house_directory import HouseDirectory
from config.house_lexicon import HouseLexicon
from config.starting import Start
from config.triage import Triage
from config.video import room_of
from supervisor_console.directory.edits import DIRECTORY
from supervisor_console.workbench.statements import Proposals


@dataclass(slots=True)
class Conversing:
    """What people can do, and what the clock does for those who are not there."""

    triage: Triage
    lexicon: HouseLexicon
    directory: HouseDirectory
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
    reminder: Reminder
    return_codes: ReturnCodes
    summaries: Summaries
    video_links: VideoLinks

    @classmethod
    def of(cls, start: Start, storage: Storage, words: Words) -> "Conversing":
        """Build it on the storage."""
        policy, writer, conversations = start.policy, storage.writer, storage.conversations
        clock, triage = storage.clock, Triage(policy.triage.second_reader)
        escalations = Escalations(storage.store)
        summaries = Summaries(storage.store, storage.vault)
        directory = HouseDirectory(
            start.files, start.replies, start.care, Proposals(storage.store, DIRECTORY), clock
        )
        reading = Reading(triage, storage.log)
        service = Service(
            settings=told.service(policy),
            line=WaitingLine(storage.store),
            shifts=storage.shifts,
            holds=Holds(storage.store),
            clock=clock,
            help_lines=directory.help_lines,
            ready=lambda: triage.is_loaded,
        )
        return cls(
            triage=triage,
            lexicon=HouseLexicon(triage, Proposals(storage.store)),
            directory=directory,
            reading=reading,
            service=service,
            send=SendMessage(reading, writer),
            open=Open(
                service,
                conversations,
                Naming(conversations.call_words_in_use),
                reading,
                writer,
                storage.clock,
                told.token_life(policy),
                summaries,
                start.directory.municipalities,
            ),
            summaries=summaries,
            come_in=ComeIn(conversations, writer, storage.clock, told.token_life(policy)),
            leave=LeaveByToken(conversations, writer),
            meet=Meet(
                service,
                writer,
                HandOverNotes(storage.conversations, storage.log),
                told.hard_talks(policy, storage.shifts),
                policy.picking,
            ),
            clock=HouseClock(
                conversations=conversations,
                store=storage.store,
                log=storage.log,
                reading=reading,
                writer=writer,
                clock=clock,
                graces=told.graces(policy),
            ),
            shredder=Shredder(storage.store, writer, clock),
            reminder=Reminder(
                storage.store,
                writer,
                clock,
                told.builders(policy, start.settings, start.directory),
                told.sparring(policy),
            ),
            return_codes=ReturnCodes(
                start.directory.return_words,
                storage.store,
                writer,
                clock,
                policy.return_code,
                start.secret_for("return codes"),
            ),
            video_links=VideoLinks(
                room_of(policy, start.settings, start.secret_for("video rooms")),
                told.video(policy),
                told.token_life(policy),
                conversations,
                writer,
                words,
                clock,
            ),
            drills=Drills(reading, writer, escalations, clock),
            interlock=InterlockWatch(service, writer, clock, told.ladder(policy, start.settings)),
            ladder=LadderClock(
                escalations=escalations,
                overdue=Overdue(storage.store),
                writer=writer,
                clock=clock,
                ladder=told.ladder(policy, start.settings),
                silence=told.silence(policy),
                regions=start.directory.regions,
            ),
        )
