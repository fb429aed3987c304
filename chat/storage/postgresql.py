"""PostgreSQL's side of the store: how its connections are made, and what its errors mean."""

from enum import Enum
from typing import Any

from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine

ALWAYS = {
    "application_name": "brobygger",
    # On the disk before it is acknowledged, whatever the server's own default is.
    "synchronous_commit": "on",
    # A row that somebody sits on holds up a commit for so long, not the whole house.
    "lock_timeout": "1s",
    # A transaction whose process froze lets go of its rows (SECURITY_TARGETS.md P31).
    "idle_in_transaction_session_timeout": "10s",
    "statement_timeout": "15s",
    "jit": "off",
}
# A connection keeps the plan of a statement it has run a few times: one made while a table was
# small would read all of it for every message, until the table is next analysed.
READING = {
    **ALWAYS,
    "default_transaction_read_only": "on",
    "plan_cache_mode": "force_custom_plan",
}
WRITING = {**ALWAYS, "enable_seqscan": "off"}
"""Who writes finds rows by their keys; to plan anew each time would hold up whoever waits."""
CONNECT_S = 5
ANSWER_S = 20
"""Longer than `statement_timeout`: only a server that is cut off answers so late."""


class Trouble(Enum):
    """What a failed commit calls for."""

    CLASH = "clash"
    """Two writers in each other's way (40001, 40P01): once more together, then each alone."""
    HELD = "held"
    """A row somebody sits on (55P03): each alone, so that only those wait who need it."""
    CUT = "cut"
    """The line broke before the commit: nothing was done, and a new line may do it."""
    AWAY = "away"


BY_STATE = {
    "40001": Trouble.CLASH,  # serialization_failure (PostgreSQL manual, appendix A)
    "40P01": Trouble.CLASH,  # deadlock_detected
    "55P03": Trouble.HELD,  # lock_not_available
}


def trouble_of(error: Exception) -> Trouble:
    """Tell what an error in a commit calls for; one of SQLite's is always `AWAY`."""
    if not isinstance(error, DBAPIError):
        return Trouble.AWAY
    known = BY_STATE.get(state_of(error) or "")
    if known is not None:
        return known
    return Trouble.CUT if error.connection_invalidated else Trouble.AWAY


def state_of(error: Exception) -> str | None:
    """Return the five characters by which a server names an error; they say nothing of anybody."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state if isinstance(state, str) else None


def engine_options(*, reading: bool) -> dict[str, Any]:
    """Return how the engine's connections are made: to the one server that takes writes.

    A reader sees one moment, as on SQLite; and never a copy, which may lag behind what a decision
    must know.
    """
    options: dict[str, Any] = {
        "connect_args": {
            "server_settings": READING if reading else WRITING,
            "timeout": CONNECT_S,
            "command_timeout": ANSWER_S,
            "target_session_attrs": "primary" if reading else "read-write",
        }
    }
    if reading:
        options["isolation_level"] = "REPEATABLE READ"
    return options


def alone_with(connection: Connection, what: str) -> None:
    """Let one process at a time do something to the end of its transaction.

    On SQLite, where a transaction that writes is alone anyway, it does nothing.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"brobygger {what}"))))


def take_time(connection: Connection) -> None:
    """Let this transaction last: a migration may, and may wait for another to end."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '60s'")


def notice_cut_lines(engine: AsyncEngine) -> None:
    """Replace a connection the server has closed when it is next asked for.

    The driver knows that at no cost; SQLAlchemy's own ping takes three round trips each time.
    """

    @event.listens_for(engine.sync_engine, "checkout")
    def look(connection: Any, _record: object, _proxy: object) -> None:  # noqa: ANN401 - the driver's own
        if connection.driver_connection.is_closed():
            raise DisconnectionError
