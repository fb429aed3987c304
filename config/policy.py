"""The policy: what a helpline decides, from `policy.yaml` and what is laid over it.

The defaults stand in `policy.yaml` alone, where people edit them; here and in `policy_parts.py`
stand meaning and bounds.
"""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from chat.domain.opening_hours import OpeningHours
from config.durations import Duration, Grace
from config.edited_file import Edited
from config.opening import Hours
from config.policy_parts import (
    Bridges,
    Count,
    LadderStep,
    Limits,
    Part,
    Presence,
    RetentionBrake,
    SafetyClock,
    SparringPolicy,
    TriagePolicy,
    VideoPolicy,
)
from triage.verdict import Level

HERE = Path(__file__).parent
DEFAULT = HERE / "policy.yaml"
DEMO = HERE / "demo/policy.yaml"

Campaign = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class Policy(Part):
    """Everything a helpline decides."""

    opening: Hours
    """When new young people are let in, in Danish time."""
    default_capacity: Count
    """Conversations at once for a counsellor who has not said otherwise."""
    max_capacity: Count
    """The most a counsellor may say."""
    hard_talks_per_shift: Count
    """Conversations at level 3 or 4 after which a counsellor meets calmer people first."""
    picking: bool
    """Whether counsellors may choose among those who wait, or always meet the next in line."""
    typical_talk: Duration
    """How long a conversation usually lasts: the first guess behind the wait shown."""
    interlock: bool
    """New conversations only while a supervisor has been seen lately."""
    supervisor_seen_within: Duration
    """What "lately" is (SECURITY_TARGETS E8)."""
    supervisor_grace: Duration
    """So much later those who wait are told, and the ladder."""
    second_factor: Literal["required", "optional"]
    """Whether staff must have one; without it they may do nothing but set one up."""
    second_factor_within: Grace
    """So long after their first sign-in without one; `0 s`: at once."""
    max_waiting: Count
    """People who may wait at once; the next is told that it is full."""
    max_wait: Duration
    """After this a person is told, and the supervisor's board turns red."""
    wait_target: Duration
    """So soon 9 of 10 should be met: the forecast says how many counsellors that takes."""
    worth_a_level: Duration
    """So much waiting lifts a level, up to watch: risk goes before patience."""
    acute_counts_as: Level
    """What the acute mark makes of a conversation's level, at least."""
    escalate_from: Level
    """From this level an escalation raises itself."""
    ladder: Annotated[tuple[LadderStep, ...], Field(min_length=1)]
    """Steps while nobody acknowledges; the last one repeats."""
    imminent_pace: Annotated[float, Field(ge=1)]
    """How many times faster all of it goes at level 4."""
    escalation_due: dict[Level, Duration]
    """How soon an escalation of this level is to be acknowledged: what the figures are held to."""
    escalation_outcome_due: Duration
    """How soon an acknowledged one must have an outcome, before it opens again."""
    escalation_owner_gone: Duration
    """Whoever acknowledged it and has no socket for so long has it no more."""
    safety_clock: SafetyClock
    bridges: Bridges
    sparring: SparringPolicy
    video: VideoPolicy | None
    """`off` in the file is `None` here: there are no video talks."""
    synthetic_escalations: bool
    """Whether the house tries the whole way by itself, every 15 minutes."""
    triage: TriagePolicy
    presence: Presence
    long_polling: bool
    """Whether sockets may do without websockets, where a network breaks them."""
    return_code: Duration
    """How long a return code opens its talk, if the talk is there so long."""
    retention: Duration
    """Goodbye to erasure. The duty: GDPR art. 5(1)(e). The number: our own decision."""
    retention_brake: RetentionBrake
    campaigns: tuple[Campaign, ...]
    """Codes of campaigns that are counted; any other a link brings is forgotten."""
    limits: Limits | None
    """`off` in the file is `None` here: no limits."""

    @classmethod
    def load(cls, laid_over: Path | None = None, *, demo: bool = False) -> Self:
        """Return the default policy with the demo's and a helpline's own laid over it.

        Raises:
            CannotGoOn: a file is missing or wrong; the sentence names file, line and key.
        """
        edited = Edited.read(DEFAULT)
        for file in [*([DEMO] if demo else []), *([laid_over] if laid_over else [])]:
            edited = edited.under(Edited.read(file))
        return edited.as_a(cls)

    @field_validator("limits", "video", mode="before")
    @classmethod
    def off_is_none(cls, value: object) -> object:
        """Read YAML's `off`, which is `false`, as nothing at all."""
        return None if value is False or value == "off" else value

    @model_validator(mode="after")
    def fits_together(self) -> Self:
        """Hold what no single line can be wrong about."""
        if self.default_capacity > self.max_capacity:
            message = "default_capacity can't be above max_capacity"
            raise ValueError(message)
        if self.return_code < self.bridges.shared_at_most:
            message = "return_code can't be shorter than bridges.shared_at_most"
            raise ValueError(message)
        if self.video is not None and self.video.booked_at_most > self.retention:
            message = "video.booked_at_most can't be longer than retention"
            raise ValueError(message)
        if missing := set(range(self.escalate_from, Level.IMMINENT + 1)) - set(self.escalation_due):
            message = f"escalation_due says nothing of level {min(missing)}, which escalates"
            raise ValueError(message)
        return self

    @property
    def opening_hours(self) -> OpeningHours:
        """Return the rule that answers when the door is open."""
        return self.opening.as_rule

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what a helpline that is open should know it has switched off."""
        switched = {
            "interlock is off: young people are let in with no supervisor on duty": self.interlock,
            "limits are off: one sender can disturb all others": self.limits is not None,
            "second_factor is optional: a stolen password is enough": (
                self.second_factor == "required"
            ),
        }
        return tuple(note for note, is_on in switched.items() if not is_on)
