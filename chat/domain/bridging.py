"""What opens a bridge's task, what a bridge-builder does with it, and what time does."""

from dataclasses import replace

from chat.domain.audience import Kind
from chat.domain.bridge import Bridge
from chat.domain.commands import BridgeOverdue, MoveBridge, TakeBridge
from chat.domain.course import Course
from chat.domain.identifiers import BridgeId
from chat.domain.levels import escalate
from chat.domain.people import SYSTEM, Person
from chat.domain.refusal import RefusalCode, Refused


def take_bridge(course: Course, command: TakeBridge) -> None:
    """Take a task: the first has it, the second is told who."""
    bridge = _named(course, command.bridge_id)
    if bridge.is_open and bridge.owner == command.by.staff_id:
        return
    _move(course, bridge.taken(command.by, course.now, course.rules.bridges), command.by, None)


def move_bridge(course: Course, command: MoveBridge) -> None:
    """Follow a task up, or end it."""
    bridge = _named(course, command.bridge_id)
    after = bridge.moved(command.by, command.status, course.now, course.rules.bridges)
    _move(course, after, command.by, command.note)


def bridge_overdue(course: Course, _command: BridgeOverdue) -> None:
    """Ask for a supervisor where a task has sat past its deadline; and again, an hour later."""
    bridge = course.before.bridge
    if bridge is None or not bridge.is_due(course.now):
        return
    rules = course.rules
    course.becomes(bridge=replace(bridge, due_at=course.now + rules.bridges.asked_again))
    level = max(course.level, rules.escalates_from)
    escalate(course, level, trigger="bridge_unseen", by=SYSTEM)


def _named(course: Course, bridge_id: BridgeId) -> Bridge:
    bridge = course.before.bridge
    if bridge is None or bridge.bridge_id != bridge_id:
        raise Refused(RefusalCode.NOT_FOUND)
    return bridge


def _move(course: Course, after: Bridge, by: Person, note: str | None) -> None:
    entry = course.happens(
        Kind.BRIDGE_TASK,
        by.sender,
        {
            "bridge_id": after.bridge_id,
            "status": after.status.value,
            "note": note,
            "by": by.display_name,
        },
    )
    course.becomes(bridge=replace(after, seq=entry.seq))
