"""Roles: what each may do, as one table and one question."""

from collections.abc import Collection, Mapping
from enum import Enum, StrEnum, auto


class Role(StrEnum):
    """What somebody is here for. One person may hold several."""

    COUNSELLOR = "counsellor"
    SUPERVISOR = "supervisor"
    BRIDGE_BUILDER = "bridge_builder"
    ADMIN = "admin"
    TRAINEE = "trainee"
    """A counsellor who is still learning: sits beside others, and takes nobody by themselves."""


class Act(StrEnum):
    """What somebody asks to do; the audit log uses the same words."""

    OPEN_COUNSELLOR_CONSOLE = auto()
    OPEN_SUPERVISOR_CONSOLE = auto()
    OPEN_BRIDGE_CONSOLE = auto()
    WORK_ON_BRIDGES = auto()
    LET_GO_BRIDGE = auto()
    OFFER_BRIDGE = auto()
    CALL_ADVISER = auto()
    BE_ON_CALL = auto()
    ADVISE = auto()
    ASK_SPECIALIST = auto()
    ANSWER_SPARRING = auto()
    BE_ON_SHIFT = auto()
    BE_ON_DUTY = auto()
    ACCEPT_CONVERSATION = auto()
    READ_CONVERSATION = auto()
    WRITE_MESSAGE = auto()
    WRITE_NOTE = auto()
    WRITE_WHISPER = auto()
    JUDGE_FLAG = auto()
    SET_LEVEL = auto()
    ASSESS_RISK = auto()
    TICK_EMERGENCY = auto()
    RECORD_LEGAL_DUTY = auto()
    EDIT_SAFETY_PLAN = auto()
    PROPOSE_SUMMARY = auto()
    OFFER_VIDEO = auto()
    RAISE_ESCALATION = auto()
    ACKNOWLEDGE_ESCALATION = auto()
    RESOLVE_ESCALATION = auto()
    JOIN_CONVERSATION = auto()
    ASK_COMPANION = auto()
    SIT_BESIDE = auto()
    TAKE_OVER_CONVERSATION = auto()
    HOLD_SERVICE = auto()
    HOLD_LEGALLY = auto()
    ANNOUNCE = auto()
    START_DRILL = auto()
    READ_FIGURES = auto()
    READ_REPORTS = auto()
    READ_COMPLAINTS = auto()
    ENTER_VISITS = auto()
    TRANSFER_CONVERSATION = auto()
    CLOSE_CONVERSATION = auto()
    PAUSE_CONVERSATION = auto()
    REPORT_ABUSE = auto()
    WRAP_UP_CONVERSATION = auto()
    EDIT_LEXICON = auto()
    EDIT_DIRECTORY = auto()
    HELP_IN = auto()


class Reach(Enum):
    """How far a right goes."""

    NOWHERE = 0
    OWN = 1
    ANY = 2


ANY, OWN, NOWHERE = Reach.ANY, Reach.OWN, Reach.NOWHERE

MATRIX: Mapping[Act, Mapping[Role, Reach]] = {
    act: dict(zip(Role, row, strict=True))
    for act, row in {
        #                              counsellor, supervisor, bridge_builder, admin, trainee
        Act.OPEN_COUNSELLOR_CONSOLE: (ANY, NOWHERE, NOWHERE, NOWHERE, ANY),
        Act.OPEN_SUPERVISOR_CONSOLE: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.OPEN_BRIDGE_CONSOLE: (NOWHERE, NOWHERE, ANY, NOWHERE, NOWHERE),
        Act.WORK_ON_BRIDGES: (NOWHERE, NOWHERE, ANY, NOWHERE, NOWHERE),
        Act.LET_GO_BRIDGE: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.OFFER_BRIDGE: (OWN, OWN, NOWHERE, NOWHERE, NOWHERE),
        # By whoever talks with the young person: the decision sees to that.
        Act.CALL_ADVISER: (OWN, OWN, NOWHERE, NOWHERE, NOWHERE),
        Act.BE_ON_CALL: (NOWHERE, NOWHERE, ANY, NOWHERE, NOWHERE),
        # Of the conversation one was called into, and of no other.
        Act.ADVISE: (NOWHERE, NOWHERE, OWN, NOWHERE, NOWHERE),
        Act.ASK_SPECIALIST: (ANY, NOWHERE, NOWHERE, NOWHERE, NOWHERE),
        # Supervisors, so that none stays unanswered.
        Act.ANSWER_SPARRING: (NOWHERE, ANY, ANY, NOWHERE, NOWHERE),
        Act.BE_ON_SHIFT: (ANY, NOWHERE, NOWHERE, NOWHERE, ANY),
        Act.BE_ON_DUTY: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.ACCEPT_CONVERSATION: (ANY, NOWHERE, NOWHERE, NOWHERE, NOWHERE),
        Act.READ_CONVERSATION: (OWN, ANY, OWN, NOWHERE, OWN),
        Act.WRITE_MESSAGE: (OWN, OWN, OWN, NOWHERE, OWN),
        Act.WRITE_NOTE: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        # For a counsellor only to who has come in beside them: the decision sees to that.
        Act.WRITE_WHISPER: (OWN, ANY, OWN, NOWHERE, OWN),
        Act.JUDGE_FLAG: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        # Up only, for a counsellor: the decision itself sees to that.
        Act.SET_LEVEL: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.ASSESS_RISK: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.TICK_EMERGENCY: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.RECORD_LEGAL_DUTY: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.EDIT_SAFETY_PLAN: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.PROPOSE_SUMMARY: (OWN, NOWHERE, NOWHERE, NOWHERE, NOWHERE),
        # For a bridge-builder of the task they have taken, for a supervisor while they have the
        # pen: the decision sees to that.
        Act.OFFER_VIDEO: (OWN, OWN, OWN, NOWHERE, NOWHERE),
        Act.RAISE_ESCALATION: (OWN, ANY, NOWHERE, NOWHERE, OWN),
        Act.ACKNOWLEDGE_ESCALATION: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.RESOLVE_ESCALATION: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.JOIN_CONVERSATION: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        # By its counsellor or a supervisor; only where one was asked: the decision sees to both.
        Act.ASK_COMPANION: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.SIT_BESIDE: (OWN, NOWHERE, NOWHERE, NOWHERE, OWN),
        Act.TAKE_OVER_CONVERSATION: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.HOLD_SERVICE: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.HOLD_LEGALLY: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.ANNOUNCE: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.START_DRILL: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.READ_FIGURES: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.READ_REPORTS: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.READ_COMPLAINTS: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.ENTER_VISITS: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.TRANSFER_CONVERSATION: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.CLOSE_CONVERSATION: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.PAUSE_CONVERSATION: (OWN, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.REPORT_ABUSE: (OWN, NOWHERE, NOWHERE, NOWHERE, NOWHERE),
        Act.WRAP_UP_CONVERSATION: (OWN, NOWHERE, NOWHERE, NOWHERE, NOWHERE),
        Act.EDIT_LEXICON: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        Act.EDIT_DIRECTORY: (NOWHERE, ANY, NOWHERE, NOWHERE, NOWHERE),
        # Another's second factor and sessions: whose phone is gone stands at the door at night.
        Act.HELP_IN: (NOWHERE, ANY, NOWHERE, ANY, NOWHERE),
    }.items()
}
"""Every act, every role: asked of each event at the border, and of each conversation that is read.

A bridge-builder sees tasks of their area, and of what is said only what comes after they
were called into a conversation, while they are in it. An admin runs it all by the
command line and has no right to a word that is said in it.
"""


def may(roles: Collection[Role], act: Act, *, own: bool = False) -> bool:
    """Say whether any of the roles allows the act; `own`: about a conversation of one's own."""
    row = MATRIX[act]
    return any(row[role] is ANY or (own and row[role] is OWN) for role in roles)


def roles_of(stored: str) -> frozenset[Role]:
    """Read the roles as they stand in the store: words with a space between."""
    return frozenset(Role(word) for word in stored.split())


def stored_roles(roles: Collection[Role]) -> str:
    """Write roles for the store, in the order of `Role`."""
    return " ".join(role for role in Role if role in roles)
