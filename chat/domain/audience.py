"""Who sees what: one table, one function (PROTOCOL.md, "Who sees what")."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Audience(StrEnum):
    """For whom an event is written."""

    EVERYONE = "everyone"
    STAFF = "staff"
    SUPERVISORS = "supervisors"
    BRIDGE = "bridge"
    """Staff of the conversation, and the bridge-builder who was called into it."""


class Viewer(StrEnum):
    """As whom somebody reads."""

    YOUNG = "young"
    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    ADVISER = "adviser"
    """A bridge-builder who was called in, from the call on."""


class Kind(StrEnum):
    """What happened: the wire's `kind`."""

    OPENED = "opened"
    MESSAGE = "message"
    ASSIGNED = "assigned"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    JOINED = "joined"
    LEFT = "left"
    LEVEL = "level"
    JUDGED = "judged"
    ESCALATED = "escalated"
    PAGED = "paged"
    ACKNOWLEDGED = "acknowledged"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    ASSESSMENT = "assessment"
    EMERGENCY_STEP = "emergency_step"
    LEGAL_DUTY = "legal_duty"
    SAFETY_PLAN = "safety_plan"
    BRIDGE_TASK = "bridge_task"
    BRIDGE_OFFERED = "bridge_offered"
    BRIDGE_ANSWERED = "bridge_answered"
    BRIDGE_UPDATED = "bridge_updated"
    BRIDGE_WITHDRAWN = "bridge_withdrawn"
    SUMMARY_PROPOSED = "summary_proposed"
    SUMMARY_ANSWERED = "summary_answered"
    SUMMARY_BROUGHT = "summary_brought"
    VIDEO_OFFERED = "video_offered"
    VIDEO_ANSWERED = "video_answered"
    VIDEO_ENDED = "video_ended"
    CALLED = "called"
    CALL_ENDED = "call_ended"
    NOTE = "note"
    WHISPER = "whisper"
    PAUSED = "paused"
    CLOSED = "closed"
    WRAPPED_UP = "wrapped_up"
    FEEDBACK = "feedback"
    FELT_WRONG = "felt_wrong"


AUDIENCE_OF: Mapping[Kind, Audience] = MappingProxyType(
    {
        Kind.OPENED: Audience.EVERYONE,
        Kind.MESSAGE: Audience.EVERYONE,
        Kind.ASSIGNED: Audience.EVERYONE,
        Kind.RELEASED: Audience.EVERYONE,
        Kind.TRANSFERRED: Audience.EVERYONE,
        Kind.JOINED: Audience.EVERYONE,
        Kind.LEFT: Audience.EVERYONE,
        Kind.LEVEL: Audience.STAFF,
        Kind.JUDGED: Audience.STAFF,
        Kind.ESCALATED: Audience.STAFF,
        Kind.PAGED: Audience.STAFF,
        Kind.ACKNOWLEDGED: Audience.STAFF,
        Kind.REOPENED: Audience.STAFF,
        Kind.RESOLVED: Audience.STAFF,
        Kind.ASSESSMENT: Audience.STAFF,
        Kind.EMERGENCY_STEP: Audience.STAFF,
        Kind.LEGAL_DUTY: Audience.SUPERVISORS,
        Kind.SAFETY_PLAN: Audience.EVERYONE,
        Kind.BRIDGE_TASK: Audience.STAFF,
        Kind.BRIDGE_OFFERED: Audience.EVERYONE,
        Kind.BRIDGE_ANSWERED: Audience.EVERYONE,
        Kind.BRIDGE_UPDATED: Audience.EVERYONE,
        Kind.BRIDGE_WITHDRAWN: Audience.EVERYONE,
        Kind.SUMMARY_PROPOSED: Audience.EVERYONE,
        Kind.SUMMARY_ANSWERED: Audience.EVERYONE,
        Kind.SUMMARY_BROUGHT: Audience.EVERYONE,
        Kind.VIDEO_OFFERED: Audience.EVERYONE,
        Kind.VIDEO_ANSWERED: Audience.EVERYONE,
        Kind.VIDEO_ENDED: Audience.EVERYONE,
        Kind.CALLED: Audience.BRIDGE,
        Kind.CALL_ENDED: Audience.BRIDGE,
        Kind.NOTE: Audience.STAFF,
        Kind.WHISPER: Audience.STAFF,
        Kind.PAUSED: Audience.EVERYONE,
        Kind.CLOSED: Audience.EVERYONE,
        Kind.WRAPPED_UP: Audience.STAFF,
        Kind.FEEDBACK: Audience.STAFF,
        Kind.FELT_WRONG: Audience.SUPERVISORS,
    }
)

HEARD_BY: Mapping[Viewer, frozenset[Audience]] = MappingProxyType(
    {
        Viewer.YOUNG: frozenset({Audience.EVERYONE}),
        Viewer.COUNSELLOR: frozenset({Audience.EVERYONE, Audience.STAFF, Audience.BRIDGE}),
        Viewer.SUPERVISOR: frozenset(Audience),
        Viewer.ADVISER: frozenset({Audience.EVERYONE, Audience.BRIDGE}),
    }
)

STAFF_FIELDS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.OPENED: frozenset(
            {
                "call_word",
                "age_band",
                "gender",
                "municipality",
                "about",
                "suicide_question",
                "verdict",
            }
        ),
        Kind.MESSAGE: frozenset({"verdict"}),
        Kind.ASSIGNED: frozenset({"staff_id"}),
        Kind.RELEASED: frozenset({"note"}),
        Kind.TRANSFERRED: frozenset({"note", "staff_id"}),
        Kind.JOINED: frozenset({"staff_id"}),
        Kind.LEFT: frozenset({"staff_id"}),
        Kind.PAUSED: frozenset({"reason", "by"}),
        Kind.CLOSED: frozenset({"why"}),
        Kind.BRIDGE_OFFERED: frozenset({"note", "by"}),
        Kind.BRIDGE_ANSWERED: frozenset({"note"}),
        Kind.BRIDGE_UPDATED: frozenset({"note"}),
        Kind.BRIDGE_WITHDRAWN: frozenset({"note"}),
    }
)
"""Fields of events for everyone that the young person is not sent: the *italics* of PROTOCOL.md."""
ADVISERS = frozenset({"staff_id"})
"""Which of them whoever was called in is sent all the same: who of the staff is who."""

NOTHING: frozenset[str] = frozenset()
FOR_NOBODY = "request"
"""The fingerprint of the request behind an event: for telling repetitions, not for reading."""


def data_for(viewer: Viewer, kind: Kind, data: Mapping[str, object]) -> Mapping[str, object]:
    """Return what this viewer may read of an event they hear."""
    hidden = NOTHING
    if viewer is Viewer.YOUNG:
        hidden = STAFF_FIELDS.get(kind, NOTHING)
    elif viewer is Viewer.ADVISER:
        hidden = STAFF_FIELDS.get(kind, NOTHING) - ADVISERS
    if FOR_NOBODY in data:
        hidden |= {FOR_NOBODY}
    if not hidden:
        return data
    return {name: value for name, value in data.items() if name not in hidden}
