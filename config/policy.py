"""The policy: what a helpline decides, from `policy.yaml` and what is laid over it.

The defaults stand in `policy.yaml` alone, where people edit them; here stand meaning and bounds.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from chat.domain.ladder import Tell
from chat.domain.opening_hours import OpeningHours
from config.durations import Duration
from config.edited_file import Edited
from config.opening import Hours
from config.video_address import room_address
from triage.verdict import Level

HERE = Path(__file__).parent
DEFAULT = HERE / "policy.yaml"
DEMO = HERE / "demo/policy.yaml"

Count = Annotated[int, Field(ge=1)]
Campaign = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class Part(BaseModel):
    """A part of the policy: complete, frozen, and without a key nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Presence(Part):
    """How long somebody may be away before something happens."""

    counsellor_missed: Duration
    """A counsellor without a socket is then shown as away (SECURITY_TARGETS G7)."""
    counsellor_released: Duration
    """Their conversations then go back to the front of the waiting room."""
    young_arrival: Duration
    """An opened conversation without a first socket is then abandoned."""
    young_waiting: Duration
    """A place in line is kept this long without a socket."""
    young_active: Duration
    """A running conversation is kept this long without the young person's socket."""
    young_reading: Duration
    """A closed conversation can be read, and answered with feedback, this long."""
    seat_held: Duration
    """A counsellor's seat is held for the wrap-up this long after closing."""
    offer: Duration
    """A colleague has this long to take an offered conversation."""

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Hold that a counsellor is missed before they are given up."""
        if self.counsellor_released < self.counsellor_missed:
            message = "counsellor_released can't be before counsellor_missed"
            raise ValueError(message)
        return self


class TriagePolicy(Part):
    """What reads the messages beside the lexicon."""

    second_reader: Literal["on", "off", "silent"]
    """What has learnt from examples: it may raise; or nobody asks it; or it is asked, and only
    counted. Off, triage is rules written by people and nothing else (`docs/triage.md`)."""

    @field_validator("second_reader", mode="before")
    @classmethod
    def on_and_off_are_words(cls, value: object) -> object:
        """Read YAML's `on` and `off`, which are true and false, as the words they are."""
        return {True: "on", False: "off"}.get(value, value) if isinstance(value, bool) else value


class Limits(Part):
    """Rates that keep one sender from disturbing the others."""

    messages_per_min: Count
    """One young person's messages: a frightened child writes in half lines."""
    messages_burst: Count
    """So many at once before the rate counts."""
    ack_delay: Duration
    """Over the rate, answers are held back up to this before `slow_down`."""
    events_per_min: Count
    """All events of one socket together."""
    sockets_per_seat: Count
    """Tabs and devices of one conversation secret or one staff session."""
    sockets_total: Count
    """Sockets of one process."""
    conversations_per_network_per_min: Count
    """New conversations from one coarse network (/24, /56)."""
    sign_in_failures_per_min: Count
    """For one account, and for one coarse network; it slows, it never locks."""


class LadderStep(Part):
    """One step of the ladder: who is told, and how long they have."""

    tell: Tell = Tell.SUPERVISORS
    """Supervisors on duty, every supervisor, the duty phone, the back-up list, or all of them."""
    seconds: Annotated[float, Field(gt=0)]

    @property
    def lasts(self) -> timedelta:
        """Return how long this step has before the next."""
        return timedelta(seconds=self.seconds)


class Bridges(Part):
    """When somebody is to be helped on, and how soon a bridge-builder must move."""

    opens_from: Level
    """From this level a task opens by itself."""
    topics: tuple[str, ...]
    """Topics that open one whatever the level."""
    answered_within: Duration
    """An offer the young person has not answered by then is nobody's any more."""
    taken_within: Duration
    reminded_before: Duration
    """So long before that, bridge-builders are told again of a task nobody has taken."""
    followed_within: Duration
    call_told_outside_after: tuple[Duration, ...]
    """Each time after the call, rising, at which bridge-builders outside the house are told."""
    call_answered_within: Duration
    """How long a call into a talk may stand unanswered before a supervisor is asked for."""
    shared_kept: Duration
    """What was shared is destroyed so long after the bridge has ended."""
    shared_at_most: Duration
    """And so long after it was shared in any case. A yes taken back destroys it at once."""

    @model_validator(mode="after")
    def reminds_in_time(self) -> Self:
        """Hold that a reminder comes after the task itself."""
        if self.reminded_before >= self.taken_within:
            message = "reminded_before must be shorter than taken_within"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def calls_step_by_step(self) -> Self:
        """Hold that each step of a call comes after the one before.

        One that would come after a supervisor is asked for does not come: a helpline that has set
        a shorter time than ours need not name the steps.
        """
        times = self.call_told_outside_after
        if list(times) != sorted(set(times)):
            message = "call_told_outside_after must rise"
            raise ValueError(message)
        return self


class SparringPolicy(Part):
    """When specialists answer counsellors' questions, and how long both are kept."""

    hours: Hours
    told_outside_after: Duration
    """A question nobody has answered is then told to bridge-builders outside, in `hours` alone."""
    answered_within: Duration
    """And then to the supervisors, counted likewise."""
    kept: Duration
    """From the answer, or where there is none from the question, to erasure."""


class VideoPolicy(Part):
    """Where two may see and hear each other, and when. Off, nothing of it can be asked for."""

    room: Annotated[str, Field(repr=False)]
    """The address of a room of the helpline's own Jitsi Meet, with `{room}` for its name."""
    app_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,80}$")]
    """What the room's server knows us by: its `app_id`."""
    answered_within: Duration = timedelta(minutes=15)
    """An offer to talk now that is not answered by then is over."""
    lasts: Duration = timedelta(minutes=90)
    """So long after it began one may come in, again too."""
    opens_before: Duration = timedelta(minutes=10)
    """So long before the time that was booked one may come in."""
    booked_at_most: Duration = timedelta(days=14)
    """So far ahead one may be booked."""
    link_life: Annotated[Duration, Field(le=timedelta(minutes=30))] = timedelta(minutes=10)
    """So long a link, and then the room's token, lets in."""

    @field_validator("room")
    @classmethod
    def is_a_room(cls, value: str) -> str:
        """Take only what a browser can be sent to with a secret behind the `#`."""
        return room_address(value)


class SafetyClock(Part):
    """When nobody's answering is an alarm of its own, for those flagged (elevated or more)."""

    unanswered: Duration
    """In a talk: from the first message nobody answered, or from being met."""
    waiting: Duration
    """In the waiting room."""


class RetentionBrake(Part):
    """What one run of retention takes by itself; more, and a person must say yes."""

    share: Annotated[float, Field(gt=0, le=1)]
    """Of what is kept."""
    few: Count
    """So many conversations never need asking for, whatever share they are."""
    asleep: Duration
    """A house that has not looked for so long may have a wrong clock."""


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
    """Whether staff must have one."""
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
