"""Many commands, one commit: load what they concern, decide them in order, save what changed."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.commands import Command, OpenConversation, ShiftCommand
from chat.domain.conversation import Conversation
from chat.domain.course import Rules
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import Refused
from chat.domain.safety_plan import PlanMoved
from chat.domain.talking import AssessAgain
from chat.storage.batch import Batch
from chat.storage.loading import Loaded, Wanted, load
from chat.storage.memory import Memory
from chat.storage.once import key_of
from chat.storage.saving import save
from chat.storage.store import Store
from chat.storage.submitted import Forgetting, Submitted, shift_of
from chat.storage.vault import Vault


class Committing:
    """Makes commits of lists of commands. Called by the one writer, one list at a time."""

    def __init__(
        self, store: Store, vault: Vault, rules: Rules, clock: Callable[[], datetime]
    ) -> None:
        """Commit to `store`, and remember what was committed."""
        self._store = store
        self._vault = vault
        self._rules = rules
        self._clock = clock
        self._memory = Memory()
        self._alone = store.is_sqlite
        self._latest: Batch | None = None

    def remembered(self, token_hash: bytes) -> Conversation | None:
        """Return the conversation a secret opens as last committed, if that is sure."""
        return self._memory.by_token(token_hash) if self._alone else None

    def forget(self, ids: Collection[ConversationId]) -> None:
        """Forget the keys of these conversations, and all that is remembered of them."""
        for one in ids:
            self._vault.forget(one)
        self._memory.forget_texts(ids)

    def wrote(self, places: Collection[tuple[ConversationId, int]]) -> bool:
        """Whether an event at one of these places is of the commit under way, made or not yet."""
        return self._latest is not None and self._latest.wrote(places)

    def over(self) -> None:
        """Let go of the commit that was under way: it is told, or has failed."""
        self._latest = None

    async def together(self, submitted: Sequence[Submitted], *, doubting: bool) -> list[object]:
        """Commit all of these as one, and return what became of each.

        Where this process alone writes, what it remembers is read neither again nor inside the
        transaction; elsewhere it is held against the versions of the rows. `doubting`: read
        everything, for one may have been asked, or done, before.
        """
        statements = any(not isinstance(one, Command | ShiftCommand) for one in submitted)
        if not self._alone or statements:
            async with self._store.write() as connection:
                loaded = await self._loaded(submitted, connection, doubting=doubting)
                batch, results = await self._folded(submitted, loaded, connection)
                await self._saving(batch, connection.run_sync)
        else:
            loaded = await self._loaded(submitted, None, doubting=doubting)
            batch, results = await self._folded(submitted, loaded, None)
            await self._saving(batch, self._store.commit)
        versions = None if self._alone else batch.versions()
        self._memory.take(batch.states, batch.requests, versions, batch.opened)
        for one, result in zip(submitted, results, strict=True):
            if isinstance(one, Forgetting) and isinstance(result, list):
                self.forget(result)
        return results

    async def _loaded(
        self, submitted: Sequence[Submitted], connection: AsyncConnection | None, *, doubting: bool
    ) -> Loaded:
        loaded, wanted = self._wanted(submitted, doubting=doubting)
        among = None if self._alone else Memory() if doubting else self._memory
        see = partial(load, vault=self._vault, wanted=wanted, loaded=loaded, among=among)
        if connection is not None:
            await connection.run_sync(see)
        elif wanted:
            await self._store.look(see)
        return loaded

    def _wanted(self, submitted: Sequence[Submitted], *, doubting: bool) -> tuple[Loaded, Wanted]:
        commands = [one for one in submitted if isinstance(one, Command)]
        known = Memory() if doubting else self._memory
        loaded, unknown = Loaded(remembered=known.requests), dict[ConversationId, set[bytes]]()
        for command in commands:
            here = command.conversation_id
            if self._alone and here in known.states:
                loaded.states[here] = known.states[here]
            elif (key := key_of(command)) is not None and key not in known.requests:
                unknown.setdefault(here, set()).add(key)
        wanted = Wanted(
            conversations={
                one.conversation_id
                for one in commands
                if one.conversation_id not in loaded.states
                and not (self._alone and isinstance(one, OpenConversation))
            },
            requests=unknown,
            shifts={whose for one in submitted if (whose := shift_of(one)) is not None},
            keys=[one for one in loaded.states if not self._vault.knows(one)],
        )
        return loaded, wanted

    async def _folded(
        self, submitted: Sequence[Submitted], loaded: Loaded, connection: AsyncConnection | None
    ) -> tuple[Batch, list[object]]:
        now = self._clock()
        batch = self._latest = Batch(loaded, self._vault, self._rules, now)
        results: list[object] = []
        for one in submitted:
            try:
                results.append(await self._done(one, batch, connection, now))
            except (Refused, AssessAgain, PlanMoved) as refusal:
                # Its traceback holds this frame, and so all that the batch was: with it, a whole
                # commit would wait for the collector, which then stops everybody for long.
                results.append(refusal.with_traceback(None))
            except BaseException:
                self._forget(batch)
                raise
        return batch, results

    @staticmethod
    async def _done(
        submitted: Submitted, batch: Batch, connection: AsyncConnection | None, now: datetime
    ) -> object:
        if isinstance(submitted, Command):
            return batch.fold(submitted)
        if isinstance(submitted, ShiftCommand):
            return batch.fold_shift(submitted)
        if connection is None:
            raise TypeError("a statement needs a transaction of its own")
        async with connection.begin_nested():
            return await submitted.run(connection, now)

    async def _saving(
        self, batch: Batch, commit: Callable[[Callable[[Connection], None]], Awaitable[None]]
    ) -> None:
        try:
            changes = batch.changes()
            if changes:
                await commit(partial(save, changes=changes))
        except BaseException:
            self._forget(batch)
            raise

    def _forget(self, batch: Batch) -> None:
        # A key whose row was not committed must never seal anything; and whether a failed commit
        # took effect after all, only the store knows.
        for key in batch.new_keys:
            self._vault.forget(key.conversation_id)
        self._memory.forget(batch.states)
