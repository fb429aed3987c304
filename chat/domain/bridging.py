"""What a bridge-builder does with a task, and what time does with a bridge."""

from dataclasses import replace

from chat.domain.audience import Kind
from chat.domain.bridge import Bridge, BridgeStatus
from chat.domain.commands import (
    BridgeOverdue,
    LetGoBridge,
    MoveBridge,
    PlanBridge,
    TakeBridge,
)
from chat.domain.course import Course
from chat.domain.delivery import DeliveryStep
from chat.domain.identifiers import BridgeId
from chat.domain.levels import escalate
from chat.domain.people import SYSTEM, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sharing import KeptUntil
from chat.domain.video_end import video_ends_with

PLANNED = "planned"
"""What the log calls it that somebody has said when they look again; the status stays."""


def take_bridge(course: Course, command: TakeBridge) -> None:
    """Take a task: the first has it, the second is told who.

    Raises:
        Refused: `forbidden` to whoever does not work where the young person lives.
    """
    bridge = _within(course, command)
    if bridge.is_open and bridge.owner == command.by.staff_id:
        return
    after = bridge.taken(command.by, course.now, course.rules.bridges)
    moves(course, after, command.by, note=command.note, told=command.message_to_young)


def move_bridge(course: Course, command: MoveBridge) -> None:
    """Follow a task up, or end it; raise `Refused` (`forbidden`) outside of one's area."""
    bridge = _within(course, command)
    after = bridge.moved(
        command.by, command.status, course.now, course.rules.bridges, command.follow_up_at
    )
    moves(course, after, command.by, note=command.note, told=command.message_to_young)


def plan_bridge(course: Course, command: PlanBridge) -> None:
    """Say when a task is looked at again: for staff, as nothing has happened to the young person.

    Raises:
        Refused: `forbidden` outside of one's area, and what `Bridge.planned` refuses.
    """
    bridge, at = _within(course, command), command.follow_up_at
    after = bridge.planned(command.by, at, course.now, course.rules.bridges)
    data = {
        "bridge_id": bridge.bridge_id,
        "status": PLANNED,
        "note": command.note,
        "by": command.by.display_name,
        "follow_up_at": at.isoformat(),
    }
    entry = course.happens(Kind.BRIDGE_TASK, command.by.sender, data)
    course.bridge_becomes(replace(after, seq=entry.seq))


def let_go_bridge(course: Course, command: LetGoBridge) -> None:
    """Give a task back whose owner cannot see to it; the log tells in whose hands it was."""
    bridge = next((one for one in course.bridges if one.bridge_id == command.bridge_id), None)
    if bridge is None or not bridge.is_open or bridge.owner != command.owner:
        return
    had_it = Person(Sender.SYSTEM, display_name=bridge.owner_name or "")
    moves(course, bridge.let_go(course.now, course.rules.bridges), had_it)


def bridge_overdue(course: Course, command: BridgeOverdue) -> None:
    """Ask for a supervisor where a task has sat past its deadline; and again, an hour later.

    An offer nobody answered is nobody's any more: it ends.
    """
    bridge = next((one for one in course.bridges if one.bridge_id == command.bridge_id), None)
    if bridge is None or not bridge.is_due(course.now):
        return
    if bridge.status is BridgeStatus.OFFERED:
        moves(course, bridge.ended(BridgeStatus.EXPIRED, course.now), SYSTEM)
        return
    rules = course.rules
    course.bridge_becomes(replace(bridge, due_at=course.now + rules.bridges.asked_again))
    level = max(course.level, rules.escalates_from)
    escalate(course, level, trigger="bridge_unseen", by=SYSTEM, insists=True)


def _within(course: Course, command: TakeBridge | MoveBridge | PlanBridge) -> Bridge:
    """Return a bridge that is to be worked on; raise `Refused` (`forbidden`) in other areas."""
    bridge = named(course, command.bridge_id)
    if not command.area.covers(bridge.municipality, course.rules.regions):
        raise Refused(RefusalCode.FORBIDDEN)
    return bridge


def named(course: Course, bridge_id: BridgeId) -> Bridge:
    """Return a bridge of this conversation; raise `Refused` (`not_found`)."""
    for bridge in course.bridges:
        if bridge.bridge_id == bridge_id:
            return bridge
    raise Refused(RefusalCode.NOT_FOUND)


def moves(
    course: Course, after: Bridge, by: Person, *, note: str | None = None, told: str | None = None
) -> None:
    """Write a move in the log; of a bridge the young person knows of, for them to see too."""
    data: dict[str, object] = {
        "bridge_id": after.bridge_id,
        "status": after.status.value,
        "note": note,
        "by": by.display_name,
    }
    if after.lane is not None:
        data = {**data, "lane": after.lane.value, "message_to_young": told}
    kind = Kind.BRIDGE_TASK if after.lane is None else Kind.BRIDGE_UPDATED
    entry = course.happens(kind, by.sender, data)
    after = replace(after, seq=entry.seq)
    if after.shared and after.status is BridgeStatus.WITHDRAWN:
        # The young person has said it to the bridge-builder instead.
        after = replace(after, shared=())
        course.shares(KeptUntil(after.bridge_id, None))
        course.delivers(after, DeliveryStep.WITHDRAWN)
    elif after.shared and not after.is_open:
        rules, sent_at = course.rules.bridges, after.answered_at or course.now
        soonest = min(course.now + rules.shared_kept, sent_at + rules.shared_at_most)
        course.shares(KeptUntil(after.bridge_id, soonest))
    course.bridge_becomes(after)
    video_ends_with(course, after)
