"""The one writer: all that waited while the last commit ran goes into the next one.

Callers submit and await. Nobody's going away cancels a commit: the writer's task owns it, and a
caller that has gone is simply not told.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any, NamedTuple, Protocol, overload

import structlog
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from chat.domain.commands import Command, ShiftCommand
from chat.domain.conversation import Conversation
from chat.domain.course import Rules
from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused, Unavailable
from chat.domain.shift import Shift
from chat.storage.committing import Committing
from chat.storage.postgresql import Trouble, state_of, trouble_of
from chat.storage.store import Store
from chat.storage.submitted import Committed, Forgetting, Statement, Submitted
from chat.storage.vault import Vault
from chat.tally import Tally

log = structlog.get_logger()

BATCH_MOST = 500
"""Commands in one commit, so that the first of a flood does not wait for the last (our own)."""
BATCH_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, BATCH_MOST)


class Origin(Protocol):
    """The socket a command came from: it is answered in its place in the stream, not echoed to."""

    @property
    def sid(self) -> str:
        """Return the socket's own id."""
        ...

    def answer(self, committed: Committed) -> None:
        """Acknowledge; called right after the commit, in the order of the log."""
        ...

    def hold(self) -> None:
        """Let `answer` wait: what others have committed before must be sent first."""
        ...

    def let_go(self, committed: Committed) -> None:
        """Answer what was held."""
        ...


class Told(NamedTuple):
    """One thing that was committed, for those who pass it on."""

    submitted: Submitted | None
    """`None` for what another process committed, and this one has read."""
    result: object
    origin: Origin | None


Listener = Callable[[Sequence[Told]], None]


@dataclass(slots=True, eq=False)
class _Waiting:
    submitted: Submitted
    origin: Origin | None
    future: asyncio.Future[Any]


class Writer:
    """Commits. There is one in each process, and nothing else writes."""

    def __init__(
        self, store: Store, vault: Vault, rules: Rules, clock: Callable[[], datetime]
    ) -> None:
        """Begin with an empty queue; `run` works it off."""
        self._committing = Committing(store, vault, rules, clock)
        self._queue: list[_Waiting] = []
        self._wake = asyncio.Event()
        self._listeners: list[tuple[Listener, bool]] = []
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._over = asyncio.Event()
        self._over.set()
        self.took, self.sizes = Tally(), Tally(BATCH_SIZES)
        """Of commits that were made: seconds, and commands in each."""
        self.failures = 0
        self.trouble: Exception | None = None
        """What the last commit failed of; `None` once one has been made again."""

    @property
    def queued(self) -> int:
        """How many commands wait for the next commit."""
        return len(self._queue)

    def tell(self, listener: Listener, *, growth: bool = True) -> None:
        """Have every commit told to `listener`, at once and before callers go on.

        Without `growth` only what makes a conversation stand otherwise than before: most messages
        do not, and whoever asks each one whether it did takes a tenth of the loop's time.
        """
        self._listeners.append((listener, growth))

    def start(self) -> None:
        """Begin to work off the queue."""
        self._task = asyncio.create_task(self._run(), name="writer")

    async def last(self) -> None:
        """Wait as long as it works; raise what has ended it."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def stop(self) -> None:
        """Commit what is queued, then stop; what comes later is `Unavailable`."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task

    def remembered(self, token_hash: bytes) -> Conversation | None:
        """Return the conversation a secret opens as last committed; `None`: ask the store.

        Only where this process alone writes: there it is what the store would say, at no cost to
        a thousand phones that come back at once.
        """
        return self._committing.remembered(token_hash)

    def has_yet_to_tell(self, places: Collection[tuple[ConversationId, int]]) -> bool:
        """Whether an event at one of these places in the logs is of the commit under way.

        It may stand in the store already, for others to read, and be told here only later: this
        process may have been kept waiting in between.
        """
        return self._committing.wrote(places)

    async def over(self) -> None:
        """Wait until the commit under way is told, or has failed."""
        await self._over.wait()

    def forget(self, ids: Collection[ConversationId]) -> None:
        """Forget what is held in memory of conversations that were shredded."""
        self._committing.forget(ids)

    @overload
    async def submit(self, submitted: Command, origin: Origin | None = None) -> Committed: ...
    @overload
    async def submit(self, submitted: ShiftCommand, origin: Origin | None = None) -> Shift: ...
    @overload
    async def submit(self, submitted: Statement, origin: Origin | None = None) -> object: ...
    async def submit(self, submitted: Submitted, origin: Origin | None = None) -> object:
        """Wait for the commit this goes into.

        Raises:
            Refused: the state does not allow it.
            AssessAgain: the counsellor has written since the message was assessed.
            Unavailable: the store is away; the same `client_id` may be sent again.
        """
        if self._stopping:
            raise Unavailable
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(submitted, origin, future))
        self._wake.set()
        try:
            return await future
        finally:
            del future  # a refusal's traceback holds this frame: no circle is left behind

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                self._over.clear()
                await self._commit(self._next())
                self._committing.over()
                self._over.set()
            if self._stopping:
                return

    def _next(self) -> list[_Waiting]:
        """Take what goes into one commit: all there is, but what forgets goes alone."""
        batch = self._queue[:BATCH_MOST]
        places = (n for n, one in enumerate(batch) if isinstance(one.submitted, Forgetting))
        alone = next(places, None)
        if alone is not None:
            batch = batch[: max(1, alone)]
        self._queue = self._queue[len(batch) :]
        return batch

    async def _commit(
        self, waiting: Sequence[_Waiting], *, doubting: bool = False, again: bool = False
    ) -> Trouble | None:
        began = perf_counter()
        try:
            submitted = [one.submitted for one in waiting]
            results = await self._committing.together(submitted, doubting=doubting)
        except IntegrityError as error:
            await self._one_by_one(waiting, error, doubting=doubting)
        except (SQLAlchemyError, OSError) as error:
            self.failures, self.trouble = self.failures + 1, error
            name, state = type(error).__name__, state_of(error)
            log.error("commit_failed", error=name, state=state, commands=len(waiting))  # noqa: TRY400 - a traceback may repeat what was written
            return await self._after(trouble_of(error), waiting, again=again)
        except Exception as error:  # noqa: BLE001 - a bug of ours must not end the one writer
            self.failures += 1
            log.error("commit_broken", error=type(error).__name__, commands=len(waiting))  # noqa: TRY400 - a traceback may repeat what was written
            await self._one_by_one(waiting, error, doubting=True)
        else:
            self.trouble = None
            self.took.note(perf_counter() - began)
            self.sizes.note(len(waiting))
            repeated = [] if doubting else _may_be_repeated(waiting, results)
            self._settle(waiting, results, leaving=repeated)
            for one in repeated:
                await self._commit([one], doubting=True)
        return None

    async def _after(
        self, trouble: Trouble, waiting: Sequence[_Waiting], *, again: bool
    ) -> Trouble | None:
        """Try again what another process, or a cut line, has kept from being committed."""
        if trouble in {Trouble.CLASH, Trouble.CUT} and not again:
            return await self._commit(waiting, doubting=True, again=True)
        if trouble in {Trouble.CLASH, Trouble.HELD} and len(waiting) > 1:
            held: set[object] = set()
            for one in waiting:
                where = getattr(one.submitted, "conversation_id", one)
                # Who needs a row that is held has waited for it once: the others go on.
                if where in held:
                    _fail([one], Unavailable())
                elif await self._commit([one], doubting=True, again=True) is Trouble.HELD:
                    held.add(where)
            return None
        _fail(waiting, Unavailable())
        return trouble

    async def _one_by_one(
        self, waiting: Sequence[_Waiting], error: Exception, *, doubting: bool
    ) -> None:
        """Find the bad command of a batch: it fails alone, or was made before and is answered."""
        if len(waiting) > 1 or not doubting:
            for one in waiting:
                await self._commit([one], doubting=True)
        elif isinstance(error, IntegrityError):
            _fail(waiting, Refused(RefusalCode.CONFLICT))
        else:
            _fail(waiting, Unavailable())

    def _settle(
        self,
        waiting: Sequence[_Waiting],
        results: Sequence[object],
        leaving: Sequence[_Waiting],
    ) -> None:
        told = [
            Told(one.submitted, result, one.origin)
            for one, result in zip(waiting, results, strict=True)
            if not isinstance(result, BaseException)
        ]
        stirring = [one for one in told if not _only_grew(one.result)]
        for listener, growth in self._listeners:
            heard = told if growth else stirring
            try:
                if heard:
                    listener(heard)
            except Exception as error:  # noqa: BLE001 - what is committed stays so, told or not
                log.error("telling_failed", error=type(error).__name__)  # noqa: TRY400 - a traceback may repeat what was written
        for one, result in zip(waiting, results, strict=True):
            if one in leaving:
                continue
            with suppress(asyncio.InvalidStateError):
                if isinstance(result, BaseException):
                    one.future.set_exception(result)
                else:
                    one.future.set_result(result)


def _only_grew(result: object) -> bool:
    return isinstance(result, Committed) and result.only_grew


def _may_be_repeated(waiting: Sequence[_Waiting], results: Sequence[object]) -> list[_Waiting]:
    """Return what was refused and may have been done already, by a process before this one.

    The state no longer allows it, and yet the first answer is the right one: look it up.
    """
    return [
        one
        for one, result in zip(waiting, results, strict=True)
        if isinstance(result, Refused)
        and result.code is not RefusalCode.CONFLICT
        and isinstance(one.submitted, Command)
        and one.submitted.once is not None
    ]


def _fail(waiting: Sequence[_Waiting], error: Exception) -> None:
    for one in waiting:
        with suppress(asyncio.InvalidStateError):
            one.future.set_exception(error)


def entries_of(told: Sequence[Told]) -> list[tuple[Entry, Origin | None]]:
    """Return what is new in the logs, in order, with the socket each came from."""
    return [
        (entry, one.origin)
        for one in told
        if isinstance(one.result, Committed) and not one.result.again
        for entry in one.result.entries
    ]
