"""Offering a bridge: a counsellor holds it out, the young person says yes or no, or regrets a yes.

Nothing is shared before the young person has said yes, and then only what they chose; what they
shared is gone in the commit in which they take it back.
"""

from dataclasses import replace

from chat.domain.audience import Kind
from chat.domain.bridge import REACHED_BY, Bridge, BridgeStatus, Lane
from chat.domain.bridging import moves, named
from chat.domain.commands import AnswerBridge, OfferBridge, WithdrawBridge
from chat.domain.course import Course
from chat.domain.delivery import DeliveryStep
from chat.domain.people import Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sharing import KeptUntil, Shared
from chat.domain.video_end import video_ends_with

OFFERED_AT_ONCE = 5
"""Unanswered offers in one conversation: more is no help to choose (our own choice)."""


def offer_bridge(course: Course, command: OfferBridge) -> None:
    """Hold out a service. Only who talks with them may: the counsellor, or who has come in beside.

    Raises:
        Refused: `not_assigned`, `closed`, `left`; `malformed` where what is asked for does not go
            with the way over; `at_capacity` where enough of them wait for an answer.
    """
    must_help(course, command.by)
    hands_over = command.lane is Lane.HAND_OVER
    if hands_over != bool(REACHED_BY & set(command.asked)) or (command.asked and not hands_over):
        raise Refused(RefusalCode.MALFORMED)
    waiting = [one for one in course.bridges if one.status is BridgeStatus.OFFERED]
    if any(one.service_id == command.service_id and one.lane is command.lane for one in waiting):
        raise Refused(RefusalCode.CONFLICT)
    if len(waiting) >= OFFERED_AT_ONCE:
        raise Refused(RefusalCode.AT_CAPACITY)
    before = course.before
    bridge = Bridge(
        course.new_bridge_id(),
        "offer",
        course.now,
        course.now + course.rules.bridges.answered_within,
        BridgeStatus.OFFERED,
        command.lane,
        command.service_id,
        command.asked,
        command.direct and hands_over,
        municipality=before.municipality or command.place,
        age_band=before.age_band,
    )
    entry = course.happens(
        Kind.BRIDGE_OFFERED,
        command.by.sender,
        {
            "bridge_id": bridge.bridge_id,
            "service": dict(command.card),
            "lane": bridge.lane,
            "asked": list(bridge.asked),
            "direct": bridge.direct,
            "status": bridge.status.value,
            "message_to_young": command.message_to_young,
            "note": command.note,
            "by": command.by.display_name,
        },
    )
    course.bridge_becomes(replace(bridge, seq=entry.seq))


def answer_bridge(course: Course, command: AnswerBridge) -> None:
    """Take the young person's answer; with a yes to a hand-over it is sent in the same commit."""
    before = named(course, command.bridge_id)
    shared = tuple(name for name, _ in command.share)
    rules = course.rules.bridges
    after = before.answered(command.accept, shared, course.now, rules)
    said = BridgeStatus.ACCEPTED if command.accept else BridgeStatus.DECLINED
    entry = course.happens(
        Kind.BRIDGE_ANSWERED,
        Sender.YOUNG,
        {
            "bridge_id": after.bridge_id,
            "lane": after.lane,
            "status": said.value,
            "shared": list(shared),
        },
    )
    if after.status is BridgeStatus.SENT:
        until = course.now + rules.shared_at_most
        course.shares(Shared(after.bridge_id, until, command.share))
        moves(course, after, Person(Sender.SYSTEM))
        course.calls_builders(after)
        course.delivers(after, DeliveryStep.SHARED)
    else:
        course.bridge_becomes(replace(after, seq=entry.seq))


def withdraw_bridge(course: Course, command: WithdrawBridge) -> None:
    """Take a yes back, whoever has it by now; what was shared is destroyed with this commit.

    The event says whether a bridge-builder had it by then: what somebody has read, they have read.
    """
    before = named(course, command.bridge_id)
    if before.lane is None:
        raise Refused(RefusalCode.NOT_FOUND)
    after = before.withdrawn(course.now)
    entry = course.happens(
        Kind.BRIDGE_WITHDRAWN,
        Sender.YOUNG,
        {
            "bridge_id": after.bridge_id,
            "lane": after.lane,
            "status": after.status.value,
            "seen_by": before.owner_name,
        },
    )
    course.bridge_becomes(replace(after, seq=entry.seq))
    video_ends_with(course, after)
    if before.shared:
        course.shares(KeptUntil(after.bridge_id, None))
        course.delivers(after, DeliveryStep.WITHDRAWN)


def must_help(course: Course, by: Person) -> None:
    """Refuse who has no part in this talk: a supervisor has one when they have come in.

    Raises:
        Refused: `not_assigned`, `closed` or `left`.
    """
    before = course.before
    beside = before.beside is not None and before.beside.staff_id == by.staff_id
    if not (beside or before.is_held_by(by.staff_id)):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    before.must_not_be_closed()
