"""Sessions: who is signed in, for how long, and that they are out when they are out.

A browser holds 256 random bits in a cookie; the store holds their SHA-256. What the store says is
believed for four seconds, never longer: with the store away nobody gets in, and a session that
ended anywhere - signed out, disabled, reset, too old - is refused and its sockets cut within five.
"""

import asyncio
import hashlib
import secrets
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any, NewType

import structlog
from sqlalchemy import Row, select
from sqlalchemy.exc import SQLAlchemyError

from chat.domain.identifiers import StaffId
from chat.domain.refusal import Unavailable
from chat.staff.ports import Submit
from chat.staff.roles import Act, Role, may, roles_of
from chat.staff.session_statements import Credentials, EndSession, NoteUse, StartSession
from chat.staff.settings import SessionTimes
from chat.storage.store import Store
from chat.storage.tables import sessions, staff

log = structlog.get_logger()

SessionId = NewType("SessionId", str)
"""The stored hash of a token, as hex: opens nothing, and is still no business of a log's."""

BELIEVED_AT_MOST = 2000
ENDED_AT_MOST = 10_000
CHUNK = 200


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who is signed in."""

    staff_id: StaffId
    display_name: str
    roles: frozenset[Role]
    language: str
    session_id: SessionId

    def may(self, act: Act, *, own: bool = False) -> bool:
        """Say whether one of their roles allows the act."""
        return may(self.roles, act, own=own)


@dataclass(frozen=True, slots=True)
class _Believed:
    member: StaffMember
    started_at: datetime
    used_at: datetime
    asked_at: float


class Sessions:
    """Starts, recognises and ends sessions."""

    def __init__(
        self,
        store: Store,
        submit: Submit,
        times: SessionTimes,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Take the store to ask and the writer to tell."""
        self._store = store
        self._submit = submit
        self._times = times
        self._clock = clock
        self._believed: OrderedDict[SessionId, _Believed] = OrderedDict()
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
        await self._submit(StartSession(shown, _hash(token)))
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
        if believed is None or monotonic() - believed.asked_at > self._believed_s:
            believed = (await self._ask([session_id])).get(session_id)
        if believed is None or not self._is_valid(believed):
            self._believed.pop(session_id, None)
            return None
        self._used[session_id] = self._clock()
        return believed.member

    async def end(self, token: str) -> None:
        """Sign out. A token that opens nothing is already out."""
        self._out([_id(token)])
        await self._submit(EndSession(_hash(token)))
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
        tasks = [
            asyncio.create_task(self._every(self._times.watch_every, self.look), name="sessions"),
            asyncio.create_task(self._every(self._times.touch_every, self.note), name="use"),
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
            valid = {key for key, one in (await self._ask(chunk)).items() if self._is_valid(one)}
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

    async def _every(self, pause: timedelta, work: Callable[[], Any]) -> None:
        while True:
            await asyncio.sleep(pause.total_seconds())
            try:
                await work()
            except Unavailable:
                log.warning("sessions_not_looked_after")
            except Exception as error:
                # Nobody would be signed out any more if this ended here.
                log.exception("sessions_failed", error=type(error).__name__)

    async def _ask(self, asked: list[SessionId]) -> dict[SessionId, _Believed]:
        asked_at = monotonic()
        query = (
            select(sessions, staff.c.display_name, staff.c.roles, staff.c.language)
            .join(staff, staff.c.staff_id == sessions.c.staff_id)
            .where(sessions.c.token_hash.in_([bytes.fromhex(one) for one in asked]))
            .where(staff.c.disabled_at.is_(None), sessions.c.started_at >= staff.c.sessions_from)
        )
        try:
            async with self._store.read() as connection:
                rows = (await connection.execute(query)).all()
        except (SQLAlchemyError, OSError) as error:
            raise Unavailable from error
        # Whatever ended while we were reading stays ended.
        found = {
            one.member.session_id: one
            for one in (_read(row, asked_at) for row in rows)
            if one.member.session_id not in self._ended
        }
        self._believed.update(found)
        while len(self._believed) > BELIEVED_AT_MOST:
            self._believed.popitem(last=False)
        return found

    def _is_valid(self, one: _Believed) -> bool:
        now = self._clock()
        used_at = max(one.used_at, self._used.get(one.member.session_id, one.used_at))
        return now - one.started_at < self._times.overall and now - used_at < self._idle(one)

    def _idle(self, one: _Believed) -> timedelta:
        sees_more = {Role.SUPERVISOR, Role.ADMIN} & one.member.roles
        return self._times.idle_supervisor if sees_more else self._times.idle_counsellor

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


def _read(row: Row[Any], asked_at: float) -> _Believed:
    member = StaffMember(
        staff_id=StaffId(row.staff_id),
        display_name=row.display_name,
        roles=roles_of(row.roles),
        language=row.language,
        session_id=SessionId(row.token_hash.hex()),
    )
    return _Believed(member, row.started_at, row.used_at, asked_at)


def _hash(token: str) -> bytes:
    # A token is ASCII; anything else a browser may send hashes to something that opens nothing.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _id(token: str) -> SessionId:
    return SessionId(_hash(token).hex())
