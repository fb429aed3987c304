"""Helping on: who is suggested to a counsellor, and what of a service a young person is shown."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.actions.ports import Clock
from chat.domain.bridge import Lane, ShareField
from chat.domain.commands import OfferBridge
from chat.domain.conversation import Conversation
from chat.domain.identifiers import BridgeId, ConversationId
from chat.domain.matching import Matching, Sought, Suggestion
from chat.domain.need import Needs
from chat.domain.opening_hours import DoorState
from chat.domain.people import Person
from chat.domain.reason import Say
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.service import Place, Service
from chat.domain.text import cleaned
from chat.storage.writer import Writer

LONGEST_WORDS = 500
"""Code points a counsellor writes on a card, and for the bridge-builder (our own choice)."""
NO_HAND_OVER = frozenset({"emergency", "medical_out_of_hours", "psychiatric_emergency"})
"""Nobody waits for a bridge-builder there: one rings at once."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The directory as it stands now: to be asked, and to be looked up in."""

    matching: Matching
    services: Mapping[str, Service]


@dataclass(frozen=True, slots=True)
class Guide:
    """The directory, as those who talk with young people use it."""

    directory: Callable[[], LaidOut]
    """It may be another at the next question: supervisors keep it true."""
    place_of: Callable[[str | None], Place]
    say: Say
    clock: Clock

    @property
    def needs(self) -> Needs:
        """Return the vocabulary of needs."""
        return self.directory().matching.needs

    def service(self, service_id: str) -> Service | None:
        """Return a service by its id; `None` where there is none, or none any more."""
        return self.directory().services.get(service_id)

    def suggest(
        self, one: Conversation, chosen: Sequence[str], language: str, *, anonymous: bool
    ) -> Mapping[str, object]:
        """Return who suits, the best first, and the needs one may choose from, as JSON types.

        Raises:
            Refused: `malformed` for a need nobody knows.
        """
        if not set(chosen) <= set(self.needs.by_code):
            raise Refused(RefusalCode.MALFORMED)
        topics = one.topics if one.about is None else (*one.topics, one.about)
        sought = Sought(
            topics=topics,
            chosen=tuple(chosen),
            place=self.place_of(one.municipality),
            age_band=one.age_band,
            anonymous=anonymous,
            level=one.level,
        )
        at_stake = self.needs.spoken_for_by(topics)
        return {
            "emergency": sought.is_emergency,
            "needs": [
                {"code": code, "name": need.name(language), "spoken_for": code in at_stake}
                for code, need in self.needs.by_code.items()
            ],
            "services": [
                self._on_wire(found, language)
                for found in self.directory().matching.suggest(sought, self.clock())
            ],
        }

    def card(self, service: Service) -> Mapping[str, object]:
        """Return what a young person is shown of a service, as JSON types."""
        contacts = service.contacts_to_show
        door = None if service.opening is None else service.opening.state_at(self.clock())
        return {
            "service_id": service.id,
            "name": service.name,
            "kind": service.kind,
            "phone": contacts.phone,
            "sms": contacts.sms,
            "chat": contacts.chat,
            "web": contacts.web,
            "address": contacts.address,
            "hours": service.hours,
            **door_on_wire(door),
            "cost": service.cost,
            "anonymous": service.anonymous,
            "waiting_time": service.waiting_time,
        }

    def _on_wire(self, found: Suggestion, language: str) -> Mapping[str, object]:
        service = found.service
        return {
            **self.card(service),
            "score": found.score,
            "checked": service.verified,
            "reasons": [why.in_words(self.say, self.needs, language) for why in found.reasons],
            "lanes": [lane.value for lane in lanes_of(service)],
        }


@dataclass(frozen=True, slots=True)
class OfferService:
    """Holds a service of the directory out to a young person."""

    guide: Guide
    writer: Writer
    is_somebody_there: Callable[[str | None], Awaitable[bool]]
    """Whether a bridge-builder works in a municipality."""
    delivered: Collection[str] = ()
    """The services whose own system is sent what is shared, by id."""

    async def __call__(
        self,
        conversation_id: ConversationId,
        lives_in: str | None,
        by: Person,
        service_id: str,
        lane: Lane,
        ask: Sequence[ShareField],
        said: tuple[str | None, str | None],
        request_id: str | None,
    ) -> BridgeId:
        """Return the bridge's id; `said` is the message to the young person, and the note.

        Raises:
            Refused: `not_found` for a service nobody has verified, or that is not led to this way;
                `nobody_there` where no bridge-builder could take what is shared.
        """
        service = self.guide.service(service_id)
        if service is None or lane not in lanes_of(service):
            raise Refused(RefusalCode.NOT_FOUND)
        message, note = said
        only = service.area.municipalities
        place = lives_in or (only[0] if len(only) == 1 else None)
        if lane is Lane.HAND_OVER and not await self.is_somebody_there(place):
            raise Refused(RefusalCode.NOBODY_THERE)
        command = OfferBridge(
            conversation_id,
            by,
            service_id,
            self.guide.card(service),
            lane,
            tuple(field for field in ShareField if field in ask),
            cleaned(message, LONGEST_WORDS),
            cleaned(note, LONGEST_WORDS),
            only[0] if len(only) == 1 else None,
            lane is Lane.HAND_OVER and service_id in self.delivered,
            request_id=request_id,
        )
        committed = await self.writer.submit(command)
        return BridgeId(str(committed.entries[0].event.data["bridge_id"]))


def lanes_of(service: Service) -> tuple[Lane, ...]:
    """Return the ways over to a service: none where nobody has verified it."""
    if not service.verified:
        return ()
    shown = service.contacts_to_show
    called = service.can_be_called_on and any(
        (shown.phone, shown.sms, shown.chat, shown.web, shown.address)
    )
    handed = service.kind not in NO_HAND_OVER
    return (*((Lane.SELF,) if called else ()), *((Lane.HAND_OVER,) if handed else ()))


def door_on_wire(door: DoorState | None) -> Mapping[str, object]:
    """Return whether a door is open and when that changes; `null` where no clock can know."""
    if door is None:
        return {"open": None, "changes_at": None}
    changes: datetime | None = door.closing_at if door.is_open else door.next_open
    return {"open": door.is_open, "changes_at": changes and changes.isoformat()}
