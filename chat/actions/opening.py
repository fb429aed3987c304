"""Opening a conversation, and coming back to it with its secret."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field

from chat.actions.naming import Naming
from chat.actions.ports import Clock
from chat.actions.reading import Reading
from chat.actions.service import Service
from chat.actions.summaries import Summaries
from chat.domain.commands import Leave, OpenConversation
from chat.domain.conversation import Conversation, LeftHow
from chat.domain.identifiers import ConversationId, new_conversation_id
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.token_life import TokenLife
from chat.storage.conversations import Conversations
from chat.storage.writer import Writer
from triage.verdict import Level, Verdict

NOTHING_WRITTEN = Verdict("assessed", Level.NONE, (), False, "none", (), (), "")
DOOR_CODES = {
    "closed": RefusalCode.CLOSED,
    "full": RefusalCode.FULL,
    "held": RefusalCode.HELD,
    "starting": RefusalCode.STARTING,
}


@dataclass(frozen=True, slots=True)
class Opening:
    """What a young person brings: a secret of their own making, and what they chose to answer."""

    token: str = field(repr=False)
    lang: str = "da"
    age_band: str | None = None
    gender: str | None = None
    municipality: str | None = None
    about: str | None = None
    suicide_question: str | None = None
    opening: str | None = field(default=None, repr=False)
    campaign: str | None = None
    summary_of: str | None = field(default=None, repr=False)
    """The secret of a talk that is over, whose summary they bring."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Where somebody stands now. `existing`: the secret had a conversation already."""

    conversation_id: str
    state: str
    position: int | None
    wait_low_s: int | None
    wait_high_s: int | None
    existing: bool


def token_hash(token: str) -> bytes:
    """Return the stored form of a secret; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


@dataclass(frozen=True, slots=True)
class Open:
    """Opens a conversation, or finds the one this secret has already."""

    service: Service
    conversations: Conversations
    naming: Naming
    reading: Reading
    writer: Writer
    clock: Clock
    life: TokenLife
    summaries: Summaries
    municipalities: Collection[str]
    """Every code there is: any other says nothing of a place, and is kept nowhere."""

    async def __call__(self, opening: Opening) -> Opened:
        """Return where the person stands.

        Raises:
            Refused: `closed`, `full`, `held`, `starting`; `unauthorized` for a secret that is dead.
        """
        hashed = token_hash(opening.token)
        known = await self.conversations.by_token(hashed)
        if known is not None:
            return await self._standing(known, existing=True)
        door = await self.service.state()
        if door.state in DOOR_CODES:
            raise Refused(DOOR_CODES[door.state])
        try:
            async with self.naming.drawn() as call_word:
                command = await self._command(opening, hashed, call_word)
                committed = await self.writer.submit(command)
        except Refused as refusal:
            known = await self.conversations.by_token(hashed)
            if refusal.code is not RefusalCode.CONFLICT or known is None:
                raise
            return await self._standing(known, existing=True)
        return await self._standing(committed.after, existing=False)

    async def _command(self, opening: Opening, hashed: bytes, call_word: str) -> OpenConversation:
        text = opening.opening
        verdict = NOTHING_WRITTEN if text is None else self.reading.verdict(text)
        return OpenConversation(
            conversation_id=new_conversation_id(),
            token_hash=hashed,
            call_word=call_word,
            lang=opening.lang,
            verdict=verdict,
            age_band=opening.age_band,
            gender=opening.gender,
            municipality=self._known(opening.municipality),
            about=opening.about,
            suicide_question=opening.suicide_question,
            opening=text,
            campaign=opening.campaign,
            summary=await self._brought(opening.summary_of),
        )

    def _known(self, municipality: str | None) -> str | None:
        return municipality if municipality in self.municipalities else None

    async def _brought(self, token: str | None) -> str | None:
        """Return the summary a talk that is over gives; who brings none comes in all the same."""
        if token is None:
            return None
        before = await self.conversations.by_token(token_hash(token))
        if before is None or not (before.is_closed and self.life.opens(before, self.clock())):
            return None
        return await self.summaries.agreed(before)

    async def _standing(self, one: Conversation, *, existing: bool) -> Opened:
        if existing and not self.life.opens(one, self.clock()):
            raise Refused(RefusalCode.UNAUTHORIZED)
        place = await self.service.place_of(one)
        wait = None if place is None else await self.service.wait_at(place)
        return Opened(
            conversation_id=one.conversation_id,
            state=one.state.value,
            position=place,
            wait_low_s=None if wait is None else int(wait.low.total_seconds()),
            wait_high_s=None if wait is None else int(wait.high.total_seconds()),
            existing=existing,
        )


@dataclass(frozen=True, slots=True)
class ComeIn:
    """Lets a secret into its conversation, while it still opens one."""

    conversations: Conversations
    writer: Writer
    clock: Clock
    life: TokenLife

    async def __call__(self, token: str) -> Conversation:
        """Return the conversation.

        Raises:
            Refused: `unauthorized`, for a secret that never was and one that is dead alike.
        """
        hashed = token_hash(token)
        found = self.writer.remembered(hashed) or await self.conversations.by_token(hashed)
        if found is None or not self.life.opens(found, self.clock()):
            raise Refused(RefusalCode.UNAUTHORIZED)
        return found

    async def must_be_open_still(self, conversation_id: ConversationId) -> None:
        """Refuse who is in already once their secret is dead: another process may know it first.

        Raises:
            Refused: `unauthorized`.
        """
        if await self.conversations.was_left_by_quick_exit(conversation_id):
            raise Refused(RefusalCode.UNAUTHORIZED)


@dataclass(frozen=True, slots=True)
class LeaveByToken:
    """Takes somebody at their word that they are gone: quick exit, also by beacon."""

    conversations: Conversations
    writer: Writer

    async def __call__(self, token: str, how: LeftHow = LeftHow.QUICK_EXIT) -> None:
        """End the conversation this secret opens, if there is one; nobody is told whether."""
        found = await self.conversations.by_token(token_hash(token))
        if found is not None:
            await self.writer.submit(Leave(found.conversation_id, how))
