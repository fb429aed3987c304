"""What `/readyz` asks of each part, and the sentence for whoever has to mend it."""

import resource
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.actions.retention import RetentionClock
from chat.domain.refusal import Unavailable
from chat.domain.retention import Doubt
from chat.pages.health import Check, NotWell
from chat.staff.audit_watch import AuditWatch
from config.database import unreachable
from config.house import Conversing, Paging, Sockets, Storage
from config.open_files import BESIDE_LINES

DOUBTS = {
    Doubt.SHARE: (
        "Nothing is forgotten: much of all that is kept is past `retention` at once. Is the policy"
        " right, and the clock? If so: brobygger retention run --yes-all"
    ),
    Doubt.CLOCK: (
        "Nothing is forgotten: nobody has looked for so long that the clock may be wrong. If it is"
        " right: brobygger retention run --yes-all"
    ),
}


class Touch:
    """A commit that writes and changes nothing: what a full disk refuses."""

    async def run(self, connection: AsyncConnection, now: datetime) -> None:  # noqa: ARG002
        """Write the schema's version as it is."""
        await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))


class Readiness:
    """The checks of one process."""

    def __init__(
        self,
        storage: Storage,
        doing: Conversing,
        sockets: Sockets,
        paging: Paging,
        retention: RetentionClock,
        audit: AuditWatch,
    ) -> None:
        """Look at these parts."""
        self._retention = retention
        self._audit = audit
        self._storage = storage
        self._doing = doing
        self._sockets = sockets
        self._paging = paging

    def checks(self) -> Mapping[str, Check]:
        """Return them by the names `/readyz` shows."""
        return {
            "database": self._database,
            "commits": self._commits,
            "triage": self._triage,
            "clock": self._clock,
            "bus": self._bus,
            "files": self._files,
            "retention": self._forgetting,
            "audit": self._chain,
            "door": self._door,
        }

    async def _database(self) -> None:
        try:
            async with self._storage.store.read() as connection:
                await connection.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError) as error:
            raise NotWell(unreachable(error).sentence) from None

    async def _commits(self) -> None:
        writer = self._storage.writer
        if writer.trouble is None:
            return
        # Nobody else may be there to find out that it is well again.
        try:
            await writer.submit(Touch())
        except Unavailable:
            raise NotWell(
                "Nothing can be written, so no message is taken: is the disk full, or the database"
                f" away ({type(writer.trouble).__name__})? It goes on by itself when there is room."
            ) from None

    async def _triage(self) -> None:
        if not self._doing.triage.is_loaded:
            raise NotWell("Triage is not loaded yet: nobody new is let in before it is.")

    async def _clock(self) -> None:
        if not all(ticks() for ticks in self._paging.auditor.ticking):
            raise NotWell("A clock stands, so escalations may be silent: restart this process.")

    async def _bus(self) -> None:
        bus = self._sockets.bus
        if bus.carries:
            return
        if bus.is_refused:
            raise NotWell(
                "Redis refuses us: user or password in BROBYGGER_REDIS_URL are wrong, or its rights"
                " are fewer than deploy/redis.acl names. Until then all is up to seconds late."
            )
        raise NotWell(
            "Redis is not heard, so what other processes do is seen up to seconds late. Is it"
            " running, and is BROBYGGER_REDIS_URL right?"
        )

    async def _forgetting(self) -> None:
        if (doubt := self._retention.doubt) is not None:
            raise NotWell(DOUBTS[doubt])

    async def _chain(self) -> None:
        if (row := self._audit.first_bad_row) is not None:
            raise NotWell(
                f"The audit log is not what was written: look at row {row}. Nobody's word in it is"
                " proof until it is known who changed it: docs/operations.md."
            )

    async def _files(self) -> None:
        most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        needed = self._sockets.transport.connections + BESIDE_LINES
        if most != resource.RLIM_INFINITY and needed > most:
            raise NotWell(
                f"With {most} open files there is no room for more lines: raise the limit"
                " (LimitNOFILE in the unit, ulimits in compose.yaml)."
            )

    async def _door(self) -> None:
        if self._sockets.transport.is_moving:
            raise NotWell("It is going away: its people have been told to move.")
