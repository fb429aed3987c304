"""Coming back with a return code: it is given once, and opens a talk that is over for reading."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from chat.actions.opening import token_hash
from chat.actions.ports import Clock
from chat.domain.commands import ComeBack
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.return_code import ReturnWords, as_drawn
from chat.storage.return_codes import KeepReturnCode, opened_by
from chat.storage.store import Store
from chat.storage.writer import Writer


@dataclass(frozen=True, slots=True)
class ReturnCodes:
    """Gives codes, and takes them.

    A hash of 52 bits alone could be tried out by whoever has the database: it is keyed with a
    secret that is not in it.
    """

    words: ReturnWords
    store: Store
    writer: Writer
    clock: Clock
    lives: timedelta
    secret: bytes = field(repr=False)

    async def give(self, conversation_id: ConversationId) -> str:
        """Return a new code for a talk; the one it had opens nothing any more."""
        code = self.words.draw(secrets.choice)
        await self.writer.submit(KeepReturnCode(conversation_id, self._hash(code), self.lives))
        return code

    async def take(self, typed: str, token: str) -> ConversationId:
        """Let a new secret open the talk a code is for, for reading; the old one is dead.

        Raises:
            Refused: `unauthorized`, for a code that never was, has run out, or whose talk is gone
                or goes on.
        """
        found = await opened_by(self.store, self._hash(as_drawn(typed)), self.clock())
        if found is None:
            raise Refused(RefusalCode.UNAUTHORIZED)
        try:
            await self.writer.submit(ComeBack(found, token_hash(token)))
        except Refused:
            raise Refused(RefusalCode.UNAUTHORIZED) from None
        return found

    def _hash(self, code: str) -> bytes:
        return hmac.digest(self.secret, code.encode(), hashlib.sha256)
