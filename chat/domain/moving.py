"""How a conversation moves: into line, to a counsellor, on to another, and back into line."""

from chat.domain.audience import Kind
from chat.domain.call_end import call_ends
from chat.domain.commands import (
    Accept,
    Arrive,
    Drop,
    EndOffer,
    Release,
    Transfer,
)
from chat.domain.companion import Companion
from chat.domain.companion_end import companion_goes
from chat.domain.conversation import ConversationState, Offer
from chat.domain.course import Course
from chat.domain.identifiers import OfferId
from chat.domain.levels import escalate
from chat.domain.pausing import end_for
from chat.domain.people import SYSTEM, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.video_end import video_ends_here

HAND_OVER = "hand_over"
"""Marks, in a note's data, that it was written with an offer or a return to the line."""


def arrive(course: Course, command: Arrive) -> None:
    """Stand in line from the first connection on; a later one only ends the absence."""
    before = course.before
    if not course.rules.life.opens(before, course.now):
        raise Refused(RefusalCode.UNAUTHORIZED)
    if before.young_gone_at is not None:
        course.becomes(young_gone_at=None)
    if before.young_process != command.process:
        course.becomes(young_process=command.process)
    if before.state is ConversationState.OPENED:
        course.becomes(state=ConversationState.WAITING, waiting_since=course.now)


def drop(course: Course, command: Drop) -> None:
    """Remember since when nobody is there, unless they are back elsewhere; the place is kept."""
    before = course.before
    if before.young_gone_at is None and before.young_process == command.process:
        course.becomes(young_gone_at=course.now)


def accept(course: Course, command: Accept) -> None:
    """Give the conversation to the one who takes it first; capacity is part of the same choice."""
    before, by = course.before, command.by
    if before.state is ConversationState.ACTIVE and before.counsellor == by.staff_id:
        return
    before.must_not_be_closed()
    offered = before.offer is not None and before.offer.to == by.staff_id
    if before.state is ConversationState.ACTIVE and not offered:
        raise Refused(RefusalCode.TAKEN)
    if before.state is ConversationState.OPENED:
        raise Refused(RefusalCode.NOT_FOUND)
    if course.shift is None:
        raise Refused(RefusalCode.OFF_SHIFT)
    course.shift.must_have_room()
    if before.state is ConversationState.ACTIVE:
        course.happens(
            Kind.TRANSFERRED,
            Sender.SYSTEM,
            {"to_display_name": by.display_name, "note": command.note},
        )
        end_for(course, SYSTEM)
    call_ends(course, "transferred")
    if before.is_accompanied_by(by):
        course.becomes(companion=None)  # they stay, as the counsellor
    else:
        companion_goes(course)
    video_ends_here(course, "transferred")
    goes_from_beside(course)
    is_assigned(course, by)
    if before.state is ConversationState.WAITING:
        course.becomes(assigned_at=course.now)
    course.becomes(
        state=ConversationState.ACTIVE,
        counsellor=by.staff_id,
        counsellor_name=by.display_name,
        seat=True,
        returned=False,
        offer=None,
    )


def release(course: Course, command: Release) -> None:
    """Give back what a counsellor who is gone held; somebody else's is left alone.

    Where a supervisor writes in their place, the young person has somebody and stays with them.
    """
    before = course.before
    if before.state is not ConversationState.ACTIVE or before.counsellor != command.counsellor:
        return
    if course.shift is not None and course.shift.gone_at is None:
        return  # back again since the clock looked
    if before.is_taken_over:
        call_ends(course, "counsellor_gone")
        companion_goes(course)
        video_ends_here(course, "counsellor_gone")
        _counsellor_left(course)
        course.becomes(counsellor=None, counsellor_name="", seat=False, offer=None)
        return
    companion = before.companion
    if companion is not None and companion.writes and not companion.learns:
        _goes_on_with_companion(course, companion)
        return
    back_in_line(course, command.reason)
    if course.level >= course.rules.silence.flagged_from:
        level = max(course.level, course.rules.escalates_from)
        escalate(course, level, trigger="counsellor_gone", by=SYSTEM, insists=True)


def _goes_on_with_companion(course: Course, companion: Companion) -> None:
    """Leave the young person with whom they write; nobody is counted too many to stay with."""
    call_ends(course, "counsellor_gone")
    video_ends_here(course, "counsellor_gone")
    _counsellor_left(course)
    is_assigned(course, Person(Sender.COUNSELLOR, companion.staff_id, companion.display_name))
    course.becomes(
        counsellor=companion.staff_id,
        counsellor_name=companion.display_name,
        seat=True,
        offer=None,
        companion=None,
    )


def _counsellor_left(course: Course) -> None:
    before = course.before
    course.happens(
        Kind.LEFT,
        Sender.COUNSELLOR,
        {
            "display_name": before.counsellor_name,
            "role": Sender.COUNSELLOR.value,
            "staff_id": before.counsellor,
        },
    )


def transfer(course: Course, command: Transfer) -> None:
    """Hand on: to the waiting room at once, to a colleague as an offer they may take.

    A supervisor may hand on any that goes on, and offer a colleague somebody who waits.
    """
    before, by = course.before, command.by
    if not (by.is_supervisor or before.is_held_by(by.staff_id)):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    before.must_not_be_closed()
    if before.state is ConversationState.OPENED:
        raise Refused(RefusalCode.NOT_FOUND)
    if command.to == (before.counsellor or by.staff_id):
        raise Refused(RefusalCode.MALFORMED)
    if command.note:
        course.happens(
            Kind.NOTE,
            by.sender,
            {
                "client_id": None,
                "text": command.note,
                "by": by.display_name,
                HAND_OVER: True,
            },
        )
    if command.to is None:
        if before.state is ConversationState.ACTIVE:
            back_in_line(course, "transferred", note=command.note)
        return
    if course.shift is None:
        raise Refused(RefusalCode.NOT_FOUND)
    course.shift.must_have_room()
    # Under the number of its note; without one, under the number of nothing there is yet.
    number = course.next_seq - 1 if command.note else course.next_seq
    offer = Offer(
        OfferId(f"{before.conversation_id}.{number}"),
        command.to,
        course.now + command.valid_for,
    )
    course.becomes(offer=offer)


def end_offer(course: Course, command: EndOffer) -> None:
    """Take an offer back; the old counsellor has had the conversation all along."""
    offer = course.before.offer
    if offer is None or offer.offer_id != command.offer_id:
        if command.by is not None:
            raise Refused(RefusalCode.NOT_FOUND)
        return
    if command.by is None and offer.expires_at > course.now:
        return  # held out anew since the clock looked
    if command.by is not None and command.by.staff_id != offer.to:
        raise Refused(RefusalCode.NOT_FOUND)
    course.becomes(offer=None)


def is_assigned(course: Course, to: Person, *, role: str | None = None) -> None:
    """Say who writes with the young person from now on; a companion's role is not their sender."""
    course.happens(
        Kind.ASSIGNED,
        Sender.SYSTEM,
        {
            "display_name": to.display_name,
            "staff_id": to.staff_id,
            "role": role or to.sender.value,
        },
    )


def goes_from_beside(course: Course) -> None:
    """Say that the supervisor who had come in is gone again, if there is one."""
    beside = course.before.beside
    if beside is None:
        return
    course.happens(
        Kind.LEFT,
        Sender.SUPERVISOR,
        {
            "display_name": beside.display_name,
            "role": Sender.SUPERVISOR.value,
            "staff_id": beside.staff_id,
        },
    )
    course.becomes(beside=None)


def back_in_line(course: Course, reason: str, *, note: str | None = None) -> None:
    """Put somebody at the front of the waiting room again; what they waited before counts."""
    before = course.before
    call_ends(course, "released")
    companion_goes(course)
    video_ends_here(course, "released")
    goes_from_beside(course)
    course.happens(Kind.RELEASED, Sender.SYSTEM, {"reason": reason, "note": note})
    end_for(course, SYSTEM)
    if before.assigned_at is not None and before.waiting_since is not None:
        # What was waited counts; the time of the talk does not.
        waited = before.assigned_at - before.waiting_since
        course.becomes(waiting_since=course.now - waited)
    course.becomes(
        state=ConversationState.WAITING,
        counsellor=None,
        counsellor_name="",
        seat=False,
        returned=True,
        offer=None,
    )
