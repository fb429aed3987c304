"""How the house says no: a code of PROTOCOL.md's last table; the words come from the catalogue."""

from enum import StrEnum


class RefusalCode(StrEnum):
    """Why something was not done. Clients know these names."""

    MALFORMED = "malformed"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    UNKNOWN_EVENT = "unknown_event"
    CONFLICT = "conflict"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    NOT_ASSIGNED = "not_assigned"
    CLOSED = "closed"
    LEFT = "left"
    TAKEN = "taken"
    NONE_WAITING = "none_waiting"
    AT_CAPACITY = "at_capacity"
    OFF_SHIFT = "off_shift"
    PICKING_OFF = "picking_off"
    ALREADY_ACKNOWLEDGED = "already_acknowledged"
    TOLD_ANEW = "told_anew"
    ALREADY_ANSWERED = "already_answered"
    NOBODY_THERE = "nobody_there"
    NOBODY_ON_DUTY = "nobody_on_duty"
    ALREADY_CALLED = "already_called"
    CALL_OVER = "call_over"
    COMPANION_GONE = "companion_gone"
    VIDEO_OFFERED = "video_offered"
    VIDEO_OVER = "video_over"
    NOT_OPEN_THEN = "not_open_then"
    ESCALATED = "escalated"
    PAUSED = "paused"
    SLOW_DOWN = "slow_down"
    UNAVAILABLE = "unavailable"
    STARTING = "starting"
    FULL = "full"
    HELD = "held"
    BAD_CREDENTIALS = "bad_credentials"
    CODE_REQUIRED = "code_required"
    WRONG_CODE = "wrong_code"
    MUST_ENROL = "must_enrol"
    PROOF_REQUIRED = "proof_required"
    LOCKED = "locked"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - the name of a refusal
    TIMEOUT = "timeout"
    OWN_PROPOSAL = "own_proposal"
    BROKEN_LEXICON = "broken_lexicon"
    BROKEN_SERVICE = "broken_service"
    TOO_SLOW = "too_slow"


class Refused(Exception):
    """The state does not allow it, or the asker has no right to it."""

    def __init__(self, code: RefusalCode, **extras: object) -> None:
        """Say no with a code; `extras` go beside it on the wire (`by`, `retry_after_s`)."""
        super().__init__(code)
        self.code = code
        self.extras = extras


class Unavailable(Exception):
    """The store is away: nothing was done, or it was and the same `client_id` will tell."""
