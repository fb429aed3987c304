"""Sessions: who is signed in, for how long, and that they are out when they are out.

A browser holds 256 random bits in a cookie; the store holds their SHA-256. What the store says is
believed for four seconds, never longer: with the store away nobody gets in, and a session that
ended anywhere - signed out, disabled, reset, too old - is refused and its sockets cut within five.
"""

import asyncio
import secrets
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import monotonic

import structlog

from chat.domain.identifiers import StaffId
from chat.domain.refusal import Unavailable
from chat.staff.member import Back, SessionId, StaffMember
from chat.staff.own_sessions import ChangeToken, EndOne, OwnSession, read_own
from chat.staff.ports import Submit
from chat.staff.presence_statements import CoverScreen, EndOthers, NoteInput
from chat.staff.session_statements import Credentials, EndSession, NoteUse, StartSession
from chat.staff.settings import SessionTimes
from chat.staff.standing import Standing, hash_of, idle_of, read_standings
from chat.storage.store import Store

log = structlog.get_logger()

BELIEVED_AT_MOST = 2000
ENDED_AT_MOST = 10_000
CHUNK = 200


class Sessions:
    """Starts, recognises and ends sessions."""

    def __init__(
        self,
        store: Store,
        submit: Submit,
        times: SessionTimes,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        factor_within: timedelta | None = None,
    ) -> None:
        """Take the store to ask and the writer to tell.

        `factor_within`: so soon everybody must have a second factor; `None`: nobody must.
        """
        self._factor_within = factor_within
        self._store = store
        self._submit = submit
        self._times = times
        self._clock = clock
        self._believed: OrderedDict[SessionId, Standing] = OrderedDict()
        self._used: dict[SessionId, datetime] = {}
        self._ended: OrderedDict[SessionId, None] = OrderedDict()
        self._held: Counter[SessionId] = Counter()
        self._when_ended: list[Callable[[SessionId], None]] = []

    async def start(self, shown: Credentials, instead_of: str | None = None) -> str:
        """Sign somebody in under a new token; the session the browser had before ends.

        Raises:
            Refused: `bad_credentials`, when account or password have changed in the meantime.
        """
        token = secrets.token_urlsafe(32)
        await self._submit(StartSession(shown, hash_of(token), self._factor_within))
        if instead_of is not None:
            await self.end(instead_of)
        return token

    async def who(self, token: str) -> StaffMember | None:
        """Say whose token this is, and note that it was used; None for any that opens nothing.

        Raises:
            Unavailable: the store is away, and what it said last is too old to believe.
        """
        session_id = _id(token)
        believed = self._believed.get(session_id)
        if believed is None or monotonic() - believed.read_at_s > self._believed_s:
            believed = (await self._ask([session_id])).get(session_id)
        if believed is None or not self._holds(believed):
            self._believed.pop(session_id, None)
            return None
        self._used[session_id] = self._clock()
        back = self._back(believed)
        if back is not None:
            # Opened at another process a moment ago? Who is let in again must not wait for it.
            believed = (await self._ask([session_id])).get(session_id, believed)
            back = self._back(believed)
        return believed.as_member(back, factor_required=self._factor_within is not None)

    def now(self) -> datetime:
        """Return the house's time."""
        return self._clock()

    def idle_of(self, member: StaffMember) -> timedelta:
        """Return how long a page of theirs may lie untouched before it is covered."""
        return idle_of(member.roles, self._times)

    def is_proved(self, member: StaffMember) -> bool:
        """Say whether it was shown lately enough that it is them."""
        return self._clock() - member.proved_at < self._times.proved_for

    def held_back(self, session_id: SessionId) -> Back | None:
        """Say what holds an open socket's session back, as it was last looked at."""
        believed = self._believed.get(session_id)
        return None if believed is None else self._back(believed)

    def is_proved_lately(self, session_id: SessionId) -> bool:
        """Say of an open socket's session whether it was shown lately that it is its owner."""
        believed = self._believed.get(session_id)
        return believed is not None and self.is_proved(believed.member)

    def may_be_left_open(self, session_id: SessionId) -> bool:
        """Say whether a page of this session may have been left to somebody else.

        A program that signed in by itself, and never opened a page of ours, has none to leave.
        """
        believed = self._believed.get(session_id)
        if believed is None:
            return True
        return believed.input_at is not None and not self.is_proved(believed.member)

    def look_again(self, token: str) -> None:
        """Believe of a session only what the store says from now on."""
        self._believed.pop(_id(token), None)

    async def touched(self, token: str) -> None:
        """Note that somebody touched a page of this session."""
        await self._submit(NoteInput(hash_of(token)))
        self.look_again(token)

    async def cover(self, token: str) -> None:
        """Have every page of this session covered."""
        await self._submit(CoverScreen(hash_of(token)))
        self.look_again(token)

    async def change(self, token: str, staff_id: StaffId) -> str:
        """Return a new token in the place of one whose rights have grown (ASVS 5.0, 7.2.4)."""
        anew = secrets.token_urlsafe(32)
        await self._submit(ChangeToken(hash_of(token), hash_of(anew), staff_id))
        self._out([_id(token)])
        return anew

    async def of(self, staff_id: StaffId, mine: str) -> list[OwnSession]:
        """Return where somebody is signed in; `mine` is the token of whoever asks."""
        return [
            one
            for one in await read_own(self._store, staff_id, hash_of(mine))
            if self._clock() - one.started_at < self._times.overall
        ]

    async def end_one(self, staff_id: StaffId, public_id: str) -> None:
        """Sign somebody out of one place; raise `Refused` (`not_found`)."""
        ended = await self._submit(EndOne(staff_id, public_id))
        self._out([SessionId(ended.hex())])

    async def end_all(self, staff_id: StaffId, by: StaffId, but: str | None = None) -> None:
        """Sign somebody out everywhere, or everywhere but where `but` is the token."""
        await self._submit(EndOthers(staff_id, by, None if but is None else hash_of(but)))
        self._believed.clear()

    async def end(self, token: str) -> None:
        """Sign out. A token that opens nothing is already out."""
        self._out([_id(token)])
        await self._submit(EndSession(hash_of(token)))
        # Again: a request that was reading while we wrote may have believed the old answer.
        self._out([_id(token)])

    def touch(self, session_id: SessionId) -> None:
        """Note that a session is in use; the store hears of it within a minute."""
        if session_id not in self._ended:
            self._used[session_id] = self._clock()

    def hold(self, session_id: SessionId) -> None:
        """Say that a socket of this session is open: it counts as use, and is cut when it ends."""
        self._held[session_id] += 1

    def let_go(self, session_id: SessionId) -> None:
        """Say that one of its sockets has gone."""
        self._held[session_id] -= 1
        if self._held[session_id] <= 0:
            del self._held[session_id]

    def tell(self, ended: Callable[[SessionId], None]) -> None:
        """Have `ended` called once for each held session that ends, within five seconds."""
        self._when_ended.append(ended)

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Look after sessions for as long as the house is open."""
        times = self._times
        tasks = [
            asyncio.create_task(self._every(times.watch_every, self.look), name="sessions"),
            asyncio.create_task(
                self._every(times.touch_every, self.note, first=times.first_touch), name="use"
            ),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(Unavailable):
                await self.note()

    async def look(self) -> None:
        """Look up every held session, and tell of those that have ended."""
        held = list(self._held)
        now = self._clock()
        for session_id in held:
            self._used[session_id] = now
        for first in range(0, len(held), CHUNK):
            chunk = held[first : first + CHUNK]
            valid = {key for key, one in (await self._ask(chunk)).items() if self._holds(one)}
            self._out(session_id for session_id in chunk if session_id not in valid)

    async def note(self) -> None:
        """Write down which sessions have been in use, and sweep away those too old."""
        used, self._used = self._used, {}
        hashes = [bytes.fromhex(session_id) for session_id in used]
        times = self._times
        idle = max(times.idle_counsellor, times.idle_supervisor) + times.touch_every
        try:
            await self._submit(NoteUse(hashes, overall=times.overall, idle=idle))
        except Unavailable:
            self._used = {**used, **self._used}
            raise

    async def _every(
        self,
        pause: timedelta,
        work: Callable[[], Awaitable[None]],
        first: timedelta | None = None,
    ) -> None:
        wait = pause if first is None else min(first, pause)
        while True:
            await asyncio.sleep(wait.total_seconds())
            wait = pause
            try:
                await work()
            except Unavailable:
                log.warning("sessions_not_looked_after")
            except Exception as error:
                # Nobody would be signed out any more if this ended here.
                log.exception("sessions_failed", error=type(error).__name__)

    async def _ask(self, asked: list[SessionId]) -> dict[SessionId, Standing]:
        found = await read_standings(self._store, asked, monotonic())
        # Whatever ended while we were reading stays ended.
        found = {key: one for key, one in found.items() if key not in self._ended}
        self._believed.update(found)
        while len(self._believed) > BELIEVED_AT_MOST:
            self._believed.popitem(last=False)
        return found

    def _holds(self, one: Standing) -> bool:
        return one.holds(self._clock(), self._used.get(one.member.session_id), self._times)

    def _back(self, one: Standing) -> Back | None:
        return one.back(self._clock(), self._times, factor_required=self._factor_within is not None)

    def _out(self, gone: Iterable[SessionId]) -> None:
        for session_id in gone:
            self._believed.pop(session_id, None)
            self._used.pop(session_id, None)
            self._ended[session_id] = None
            if self._held.pop(session_id, 0):
                for ended in self._when_ended:
                    ended(session_id)
        while len(self._ended) > ENDED_AT_MOST:
            self._ended.popitem(last=False)

    @property
    def _believed_s(self) -> float:
        return self._times.believed_for.total_seconds()


def _id(token: str) -> SessionId:
    return SessionId(hash_of(token).hex())
