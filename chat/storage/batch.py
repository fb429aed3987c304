"""One commit's decisions: each command folded through `decide` on the states the last one left."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from chat.domain.commands import Accept, Command, EndOffer, OpenConversation, ShiftCommand
from chat.domain.contact import BridgeResult, Contact, Rating
from chat.domain.conversation import Conversation
from chat.domain.course import Decision, Rules, ToOutside
from chat.domain.deciding import decide, decide_shift
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sharing import KeptUntil, Shared
from chat.domain.shift import Shift
from chat.storage.hand_overs import Sealing, sealing
from chat.storage.loading import Loaded
from chat.storage.moving import GROWS_WITH_EACH_MESSAGE, MOVES_WITH_EACH_MESSAGE
from chat.storage.once import key_of
from chat.storage.page_rows import page_row
from chat.storage.saving import Changes, event_row
from chat.storage.submitted import Committed, ShiftKey, shift_of
from chat.storage.vault import Vault, WrappedKey
from chat.storage.versions import Version


class Batch:
    """Folds commands in the order they came. Pure but for the vault, which draws and holds keys."""

    def __init__(self, loaded: Loaded, vault: Vault, rules: Rules, now: datetime) -> None:
        """Begin at the states that were loaded."""
        self._loaded = loaded
        self._vault = vault
        self._rules = rules
        self._now = now
        self._states: dict[ConversationId, Conversation] = dict(loaded.states)
        self._shifts: dict[ShiftKey, Shift] = dict(loaded.shifts)
        self._touched_shifts: dict[ShiftKey, None] = {}
        self._only_moved: dict[ConversationId, bool] = {}
        self._asked: dict[bytes, Entry] = {}
        self._entries: list[tuple[Entry, bytes | None]] = []
        self._contacts: list[Contact] = []
        self._ratings: list[Rating] = []
        self._bridge_results: list[BridgeResult] = []
        self._pages: list[ToOutside] = []
        self._shared: list[Sealing | KeptUntil] = []
        self.new_keys: list[WrappedKey] = []

    def fold(self, command: Command) -> Committed:
        """Decide one command on the states as they stand after the ones before it.

        Raises:
            Refused, AssessAgain: and nothing of this command is written.
        """
        state = self._states.get(command.conversation_id)
        once_key = key_of(command)
        if once_key is not None and state is not None:
            loaded = self._loaded
            first = (
                self._asked.get(once_key)
                or loaded.requests.get(once_key)
                or loaded.remembered.get(once_key)
            )
            if first is not None:
                return _again(state, command, first)
        opening = isinstance(command, OpenConversation)
        if isinstance(command, OpenConversation):
            if state is not None:
                raise Refused(RefusalCode.CONFLICT)
            state = self._opened(command)
        elif state is None:
            raise Refused(_no_such(command))
        key = shift_of(command)
        shift = None if key is None else self._shifts.get(key)
        decision = decide(state, command, self._now, self._rules, shift)
        self._take(state, decision, once_key)
        return Committed(
            None if opening else state,
            decision.conversation,
            decision.entries,
            only_grew=not opening and decision.changed <= GROWS_WITH_EACH_MESSAGE,
        )

    def fold_shift(self, command: ShiftCommand) -> Shift:
        """Decide what becomes of a shift."""
        key = (command.staff_id, command.role)
        after = decide_shift(self._shifts.get(key, Shift(*key)), command, self._now)
        self._shifts[key] = after
        self._touched_shifts[key] = None
        return after

    def changes(self) -> Changes:
        """Return what is to be written, every text sealed."""
        before = self._loaded.states
        by_move: dict[bool, list[Conversation]] = {True: [], False: []}
        for conversation_id, only_moved in self._only_moved.items():
            if conversation_id in before:
                by_move[only_moved].append(self._states[conversation_id])
        kept = self._loaded.shifts
        return Changes(
            keys=self.new_keys,
            added=[one for key, one in self._states.items() if key not in before],
            moved=by_move[True],
            changed=by_move[False],
            before=before,
            events=[event_row(one, key, self._vault.seal(one)) for one, key in self._entries],
            contacts=self._contacts,
            ratings=self._ratings,
            bridge_results=self._bridge_results,
            pages=[page_row(one, self._now) for one in self._pages],
            shared=self._shared,
            revision=0 if self._loaded.versions is None else self._loaded.versions.drawn,
            new_shifts=[self._shifts[key] for key in self._touched_shifts if key not in kept],
            shifts=[self._shifts[key] for key in self._touched_shifts if key in kept],
        )

    @property
    def opened(self) -> list[ConversationId]:
        """Return the conversations that begin with this."""
        return [one for one in self._states if one not in self._loaded.states]

    def versions(self) -> Mapping[ConversationId, Version]:
        """Return of which versions the states are, once this is committed."""
        known = self._loaded.versions
        if known is None or known.ours is None:
            return {}
        versions = {here: held.version for here, held in known.held.items()}
        for here, only_moved in self._only_moved.items():
            if only_moved and here in versions:
                versions[here] = Version(known.ours, versions[here].revision)
            else:
                versions[here] = Version(known.ours, known.drawn)
        return versions | dict.fromkeys(self.opened, Version(known.ours, known.drawn))

    @property
    def states(self) -> Iterable[Conversation]:
        """Return every conversation this knows, as it now is."""
        return self._states.values()

    def wrote(self, places: Collection[tuple[ConversationId, int]]) -> bool:
        """Whether an event at one of these places in the logs is this commit's."""
        return any((one.conversation_id, one.seq) in places for one, _ in self._entries)

    @property
    def requests(self) -> Iterable[tuple[bytes, Entry]]:
        """Return the requests this has met for the first time."""
        return self._asked.items()

    def _opened(self, command: OpenConversation) -> Conversation:
        self.new_keys.append(self._vault.make_key(command.conversation_id))
        return Conversation(
            conversation_id=command.conversation_id,
            token_hash=command.token_hash,
            call_word=command.call_word,
            lang=command.lang,
            opened_at=self._now,
            age_band=command.age_band,
            municipality=command.municipality,
            about=command.about,
            campaign=command.campaign,
            drill=command.drill,
        )

    def _take(self, before: Conversation, decision: Decision, once_key: bytes | None) -> None:
        after = decision.conversation
        self._states[after.conversation_id] = after
        if decision.changed:
            known = self._only_moved.get(after.conversation_id, True)
            only_moved = decision.changed.issubset(MOVES_WITH_EACH_MESSAGE)
            self._only_moved[after.conversation_id] = known and only_moved
        for entry in decision.entries:
            asked = entry.event.once is not None
            self._entries.append((entry, once_key if asked else None))
            if asked and once_key is not None:
                self._asked[once_key] = entry
        if decision.contact is not None:
            self._contacts.append(decision.contact)
        if decision.rating is not None:
            self._ratings.append(decision.rating)
        self._bridge_results += decision.bridge_results
        self._pages += decision.pages
        self._shared += [self._apart(one) for one in decision.shared]
        self._count_seats(before, after)

    def _apart(self, one: Shared | KeptUntil) -> Sealing | KeptUntil:
        return sealing(self._vault, one, self._now) if isinstance(one, Shared) else one

    def _count_seats(self, before: Conversation, after: Conversation) -> None:
        held = (
            before.counsellor if before.seat else None,
            after.counsellor if after.seat else None,
        )
        if held[0] == held[1]:
            return
        for staff_id, step in zip(held, (-1, 1), strict=True):
            shift = self._shifts.get((staff_id, Sender.COUNSELLOR)) if staff_id else None
            if shift is not None:
                self._shifts[shift.staff_id, shift.role] = replace(shift, load=shift.load + step)


def _again(state: Conversation, command: Command, first: Entry) -> Committed:
    if not command.repeats(first.event):
        raise Refused(RefusalCode.CONFLICT)
    return Committed(state, state, (first,), again=True)


def _no_such(command: Command) -> RefusalCode:
    """Return the same no for a conversation that never was as for a colleague's.

    To take one, or what is held out, nobody has to be part of it before: there it is not found.
    """
    if isinstance(command, (Accept, EndOffer)):
        return RefusalCode.NOT_FOUND
    by = getattr(command, "by", None)
    is_counsellor = by is not None and by.sender is Sender.COUNSELLOR
    return RefusalCode.NOT_ASSIGNED if is_counsellor else RefusalCode.NOT_FOUND
