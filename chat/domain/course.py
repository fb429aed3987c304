"""The course of one decision: what happens, in order, and what the conversation becomes by it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from chat.domain.audience import Audience, Kind
from chat.domain.bridge import Bridge, BridgeRules
from chat.domain.builders import Builders, CallPage, SparringPage, TaskPage, TaskStep
from chat.domain.call import Call
from chat.domain.contact import BridgeResult, Contact, Rating, bridge_results_of
from chat.domain.conversation import Conversation
from chat.domain.delivery import Delivery, DeliveryStep
from chat.domain.escalation import Escalation, EscalationKind
from chat.domain.event import REQUEST, Entry, Once, happening
from chat.domain.identifiers import BridgeId
from chat.domain.ladder import Ladder, Page
from chat.domain.legal_duty_steps import LegalDutySteps
from chat.domain.level_course import with_move
from chat.domain.need import Needs
from chat.domain.people import Sender
from chat.domain.questions import RiskQuestions
from chat.domain.sharing import KeptUntil, Shared
from chat.domain.shift import Shift
from chat.domain.silence import SilenceBounds
from chat.domain.token_life import TokenLife
from chat.domain.video_talk import VideoRules
from triage.verdict import Level

ToOutside = Page | TaskPage | CallPage | SparringPage | Delivery
"""What the outbox takes."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers decisions rest on, from `policy.yaml`."""

    ladder: Ladder = field(default_factory=Ladder)
    acute_counts_as: Level = Level.HIGH
    """Danger right now from any cause is at least this level (DESIGN.md, "Levels")."""
    escalates_from: Level = Level.HIGH
    sometimes_counts_as: Level = Level.ELEVATED
    """The answer "sometimes" to the question on not wanting to live (our own choice)."""
    now_counts_as: Level = Level.HIGH
    life: TokenLife = field(default_factory=TokenLife)
    silence: SilenceBounds = field(default_factory=SilenceBounds)
    questions: RiskQuestions = field(default_factory=RiskQuestions)
    legal_duties: LegalDutySteps = field(default_factory=LegalDutySteps)
    bridges: BridgeRules = field(default_factory=BridgeRules)
    video: VideoRules = field(default_factory=VideoRules)
    builders: Builders = field(default_factory=Builders)
    """Which bridge-builders are told of a task outside the house."""
    needs: Needs = field(default_factory=Needs)
    """Which topics call for a bridge-builder, and from which level, from `needs.yaml`."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """The region's code of each municipality."""
    campaigns: frozenset[str] = frozenset()
    """Codes of campaigns that are counted; any other that somebody comes with is not."""


class Decision(NamedTuple):
    """What a command comes to: the new state, and the entries that go into the log with it."""

    conversation: Conversation
    entries: tuple[Entry, ...] = ()
    contact: Contact | None = None
    changed: frozenset[str] = frozenset()
    """The names of the fields that may differ from before."""
    pages: tuple[ToOutside, ...] = ()
    """Who outside the house is to be called because of it."""
    shared: tuple[Shared | KeptUntil, ...] = ()
    """What is to be kept apart, and what is to be destroyed."""
    rating: Rating | None = None
    bridge_results: tuple[BridgeResult, ...] = ()


class Course:
    """Gathers what one command causes. Used within one `decide` and then forgotten."""

    __slots__ = (
        "_changes",
        "_last_bridge",
        "_last_everyone",
        "_last_staff",
        "_once",
        "_request",
        "before",
        "bridges",
        "contact",
        "entries",
        "escalations",
        "level",
        "level_moves",
        "now",
        "pages",
        "rating",
        "rules",
        "shared",
        "shift",
        "topics",
    )

    def __init__(
        self,
        before: Conversation,
        now: datetime,
        rules: Rules,
        shift: Shift | None = None,
        *,
        once: Once | None = None,
        request: str | None = None,
    ) -> None:
        """Begin at a state; `shift` is the one the command depends on, if any.

        The first event carries `once` and the `request`'s fingerprint, so that a repetition of the
        command finds it.
        """
        self._once = once
        self._request = request
        self.before = before
        self.now = now
        self.rules = rules
        self.shift = shift
        self.entries: list[Entry] = []
        self.contact: Contact | None = None
        self.rating: Rating | None = None
        self.pages: tuple[ToOutside, ...] = ()
        self.shared: tuple[Shared | KeptUntil, ...] = ()
        self.level: Level = before.level
        self.level_moves = before.level_moves
        self.topics: tuple[str, ...] = before.topics
        self.escalations: tuple[Escalation, ...] = before.escalations
        self.bridges: tuple[Bridge, ...] = before.bridges
        self._changes: dict[str, object] = {}
        self._last_everyone = before.last_everyone
        self._last_staff = before.last_staff
        self._last_bridge = before.last_bridge

    @property
    def next_seq(self) -> int:
        """Return the number the next event will have."""
        return self.before.seq + len(self.entries) + 1

    def happens(
        self,
        kind: Kind,
        sender: Sender,
        data: Mapping[str, object],
        *,
        audience: Audience | None = None,
    ) -> Entry:
        """Append an event and give it its number and the numbers before it."""
        once, self._once = self._once, None
        if once is not None and self._request is not None:
            data = {**data, REQUEST: self._request}
        event = happening(kind, sender, data, once=once, audience=audience)
        changes, seq = self._changes, self.next_seq
        if kind is Kind.CALLED:
            self._last_bridge = 0  # whoever comes to the call hears nothing from before it
        entry = Entry(
            self.before.conversation_id,
            seq,
            self._last_everyone,
            self._last_staff,
            self.now,
            event,
            self._last_bridge,
        )
        changes["seq"] = seq
        if event.audience is not Audience.SUPERVISORS:
            changes["last_staff"] = self._last_staff = seq
        if event.audience is Audience.EVERYONE:
            changes["last_everyone"] = self._last_everyone = seq
            changes["last_bridge"] = self._last_bridge = seq
        elif event.audience is Audience.BRIDGE:
            changes["last_bridge"] = self._last_bridge = seq
        self.entries.append(entry)
        return entry

    def becomes(self, **changes: object) -> None:
        """Change fields of the conversation."""
        self._changes.update(changes)

    def level_becomes(self, level: Level) -> None:
        """Put the level up or down; from high on somebody is to see to a bridge."""
        self._changes["level"] = self.level = level
        self.level_moves = with_move(self.level_moves, self.now, level)
        self._changes["level_moves"] = self.level_moves
        if level >= self.rules.bridges.opens_from:
            self.opens_bridge("level")
        self._opens_bridge_by_need()

    def topics_become(self, topics: tuple[str, ...]) -> None:
        """Remember what the conversation is about; some of it calls for a bridge-builder."""
        self._changes["topics"] = self.topics = topics
        self._opens_bridge_by_need()

    def _opens_bridge_by_need(self) -> None:
        topic = self.rules.needs.calls_for_a_bridge(self.topics, self.level)
        if topic is not None:
            self.opens_bridge(topic)

    def opens_bridge(self, trigger: str) -> None:
        """Open the task to help this person on, unless there is or was one; a drill needs none."""
        before = self.before
        if before.drill is not None or any(one.lane is None for one in self.bridges):
            return
        task = Bridge(
            self.new_bridge_id(),
            trigger,
            self.now,
            self.now + self.rules.bridges.taken_within,
            municipality=before.municipality,
            age_band=before.age_band,
            seq=self.next_seq - 1,
        )
        self.bridge_becomes(task)
        self.calls_builders(task)

    def calls_builders(self, task: Bridge) -> None:
        """Have bridge-builders told outside the house that there is a task; a drill is none."""
        if self.before.drill is None:
            self.pages += self.rules.builders.called_for(task, TaskStep.NEW)

    def calls_adviser_outside(self, call: Call, step: int) -> None:
        """Have bridge-builders told outside the house that they are called in; not to a drill."""
        if self.before.drill is None:
            builders, here = self.rules.builders, self.before
            self.pages += builders.called_in(
                here.conversation_id, call.seq, step, here.municipality
            )

    def delivers(self, bridge: Bridge, step: DeliveryStep) -> None:
        """Have the service's own system told, where what is shared goes there; not of a drill."""
        if bridge.direct and bridge.service_id is not None and self.before.drill is None:
            self.pages += (Delivery(bridge.bridge_id, step, bridge.service_id),)

    def new_bridge_id(self) -> BridgeId:
        """Return an id no other bridge of this conversation has."""
        taken = {one.bridge_id for one in self.bridges}
        number = self.next_seq
        while (name := BridgeId(f"{self.before.conversation_id}.{number}")) in taken:
            number += 1
        return name

    def bridge_becomes(self, bridge: Bridge) -> None:
        """Put a bridge in the place of the one with its id, or after the others."""
        known = {one.bridge_id: one for one in self.bridges}
        self.bridges = tuple({**known, bridge.bridge_id: bridge}.values())
        self._changes["bridges"] = self.bridges

    def shares(self, what: Shared | KeptUntil) -> None:
        """Have something kept apart, or destroyed, with this commit."""
        self.shared += (what,)

    def open_escalation(self, kind: EscalationKind) -> Escalation | None:
        """Return the open escalation of this kind as it stands by now."""
        return next((one for one in self.escalations if one.kind is kind and one.is_open), None)

    def escalation_becomes(self, escalation: Escalation) -> None:
        """Put an escalation in the place of the one with its id, or beside the others."""
        others = (one for one in self.escalations if one.escalation_id != escalation.escalation_id)
        self.escalations = (*others, escalation)
        self._changes["escalations"] = self.escalations

    def decision(self) -> Decision:
        """Return all of it at once."""
        after = self.before.changed(self._changes) if self._changes else self.before
        changed = frozenset(self._changes)
        ended = bridge_results_of(self.before, after, self.now) if "bridges" in changed else ()
        return Decision(
            after,
            tuple(self.entries),
            self.contact,
            changed,
            self.pages,
            self.shared,
            rating=self.rating,
            bridge_results=ended,
        )
