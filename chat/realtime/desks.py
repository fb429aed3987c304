"""A counsellor's desk on screen: their shift, what they hold, and what is held out to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.actions.hand_over import HandOverNotes
from chat.actions.ports import Clock
from chat.domain.conversation import Conversation, ConversationState
from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.shift import Shift
from chat.domain.video_talk import VideoRules, VideoTalk
from chat.realtime.refreshing import Refresher
from chat.realtime.seats import Seats, StaffSeat, staff_seat
from chat.realtime.shift_verbs import Capacity
from chat.realtime.sockets import Socket
from chat.storage.on_desks import OnDesk, OnDesks
from chat.storage.submitted import Committed
from chat.storage.writer import Told

PAUSE_S = 0.05


@dataclass(slots=True)
class Desks:
    """Keeps every counsellor's desk true."""

    on_desks: OnDesks
    counsellors: Seats[StaffId]
    notes: HandOverNotes
    capacity: Capacity
    clock: Clock
    hard_talks_most: int
    """From how many hard talks in a shift on the next one is for somebody else."""
    video: VideoRules = field(default_factory=VideoRules)
    _changed: set[StaffId] = field(default_factory=set)
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self._show, pause_s=PAUSE_S)

    def told(self, told: Sequence[Told]) -> None:
        """Take note of whose desk has changed."""
        for one in told:
            changed = _whose_desk(one.result)
            if changed:
                self._changed |= changed
                self.refresher.ask()

    async def of(self, staff_id: StaffId) -> OnDesk:
        """Return what lies on somebody's desk now."""
        return await self.on_desks.of(staff_id, self.clock())

    async def on_wire(self, laid: OnDesk, seat: StaffSeat) -> Mapping[str, object]:
        """Return a desk as its counsellor is shown it."""
        shift = laid.shift
        return {
            "shift": {
                "state": shift.state,
                "capacity": shift.capacity,
                "load": shift.load,
                "usual": self.capacity.usual,
                "most": self.capacity.most,
                "hard_talks": laid.hard_talks,
                "hard_talks_most": self.hard_talks_most,
                "video": self.video.on,
            },
            "conversations": [
                *(talk_on_wire(one) for one in laid.held),
                *(talk_on_wire(one, "companion") for one in laid.beside),
            ],
            "asked_beside": [asked_on_wire(one) for one in laid.asking],
            "offers": [offer_on_wire(one, await self.notes.of(one)) for one in laid.offered],
            "bookings": [
                booking_on_wire(one.conversation_id, one.video, self.video)
                for one in laid.booked
                if one.video is not None
            ],
            "me": {
                "staff_id": seat.staff_id,
                "display_name": seat.person.display_name,
                "roles": list(seat.roles),
            },
        }

    async def _show(self) -> None:
        changed, self._changed = self._changed, set()
        try:
            here = [one for one in changed if self.counsellors.of(one)]
            laid = await self.on_desks.of_all(here, self.clock())
            for staff_id in here:
                await self._show_to(self.counsellors.of(staff_id), laid[staff_id])
                changed.discard(staff_id)
        except BaseException:
            self._changed |= changed  # not shown yet: the refresher asks again
            raise

    async def _show_to(self, sockets: Sequence[Socket], laid: OnDesk) -> None:
        if sockets:
            desk = await self.on_wire(laid, staff_seat(sockets[0]))
            for socket in sockets:
                socket.send("desk", desk)


def talk_on_wire(one: Conversation, seat: str | None = None) -> dict[str, object]:
    """Return a conversation as it lies on its counsellor's desk, or beside it on a companion's."""
    return {
        "conversation_id": one.conversation_id,
        "call_word": one.call_word,
        "state": one.state,
        "level": int(one.level),
        "assessed": not one.unassessed,
        "age_band": one.age_band,
        "municipality": one.municipality,
        "topics": list(one.topics),
        "last_seq": one.last_staff,
        "seen": one.staff_seen,
        "young_seen": one.young_seen,
        "young_present": one.young_gone_at is None,
        "offered_to": one.offer and one.offer.to,
        "beside": beside_on_wire(one),
        "call": call_on_wire(one),
        "companion": companion_on_wire(one),
        "counsellor": one.counsellor_name,
        "seat": seat or ("active" if one.state is ConversationState.ACTIVE else "wrap_up"),
    }


def companion_on_wire(one: Conversation) -> dict[str, object] | None:
    """Return who is asked to sit beside the counsellor, or does, and who of them has the pen."""
    companion = one.companion
    if companion is None:
        return None
    return {
        "staff_id": companion.staff_id,
        "display_name": companion.display_name or None,
        "until": companion.until.isoformat(),
        "writes": companion.writes,
        "asked_by": companion.asked_by or None,
    }


def asked_on_wire(one: Conversation) -> dict[str, object]:
    """Return a conversation somebody is asked into; nothing of what is said in it."""
    asked_by = one.companion.asked_by if one.companion else ""
    return {
        "conversation_id": one.conversation_id,
        "call_word": one.call_word,
        "level": int(one.level),
        "by": asked_by or one.counsellor_name,
        "until": one.companion and one.companion.until.isoformat(),
    }


def beside_on_wire(one: Conversation) -> dict[str, object] | None:
    """Return the supervisor who has come in, and whether they have the pen."""
    beside = one.beside
    if beside is None:
        return None
    return {
        "staff_id": beside.staff_id,
        "display_name": beside.display_name,
        "writes": beside.writes,
    }


def call_on_wire(one: Conversation) -> dict[str, object] | None:
    """Return the call there is: since when, until when, and who has come to it."""
    call = one.call
    if call is None:
        return None
    return {
        "asked_at": call.asked_at.isoformat(),
        "due_at": call.due_at and call.due_at.isoformat(),
        "display_name": call.display_name or None,
        "writes": call.writes,
    }


def booking_on_wire(
    conversation_id: ConversationId, video: VideoTalk, rules: VideoRules
) -> dict[str, object]:
    """Return a video talk that was booked, which outlives the written one; and no more of whom."""
    return {
        "conversation_id": conversation_id,
        "seq": video.seq,
        "at": video.at and video.at.isoformat(),
        "opens_at": video.at and (video.at - rules.opens_before).isoformat(),
        "until": video.until.isoformat(),
    }


def offer_on_wire(one: Conversation, note: str | None) -> dict[str, object]:
    """Return a conversation a colleague holds out, with what they wrote to whoever takes it."""
    offer = one.offer
    return {
        "offer_id": offer and offer.offer_id,
        "conversation_id": one.conversation_id,
        "call_word": one.call_word,
        "level": int(one.level),
        "from_staff_id": one.counsellor,
        "note": note,
        "expires_at": offer and offer.expires_at.isoformat(),
    }


def _whose_desk(result: object) -> set[StaffId]:
    if isinstance(result, Shift):
        return {result.staff_id}
    if not isinstance(result, Committed):
        return set()
    before, after = result.before, result.after
    if before is not None and _on_desk(before) == _on_desk(after):
        return set()
    people = _concerned(after) | (set() if before is None else _concerned(before))
    return {one for one in people if one is not None}


def _concerned(one: Conversation) -> set[StaffId | None]:
    return {
        one.counsellor,
        one.offer.to if one.offer else None,
        one.companion.staff_id if one.companion else None,
        one.video.by if one.video else None,
    }


def _on_desk(one: Conversation) -> object:
    return (
        one.state,
        one.level,
        one.unassessed,
        one.counsellor,
        one.seat,
        one.offer,
        one.beside,
        one.call,
        one.companion,
        one.video if one.video and one.video.is_booked else None,
        one.young_gone_at is None,
        one.topics,
    )
