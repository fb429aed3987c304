"""The parts of the policy, each complete by itself; `config/policy.py` puts them together."""

from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from chat.domain.ladder import Tell
from config.durations import Duration
from config.opening import Hours
from config.video_address import room_address
from triage.verdict import Level

Count = Annotated[int, Field(ge=1)]


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
