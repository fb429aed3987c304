"""Reading what people made of flags: right or wrong by rule, and who was closed unasked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, exists, func, select, tuple_

from chat.domain.audience import Kind
from chat.domain.conversation import ConversationState
from chat.domain.levels import trigger_of
from chat.domain.people import Sender
from chat.storage import tables
from chat.storage.log import entry_from, learn_keys
from chat.storage.store import Store
from chat.storage.vault import Vault
from triage.verdict import Level, Verdict

MOST = 2_000
"""Judgements read at once, the latest: enough for months of a small helpline (our own choice)."""
AT_ONCE = 300
TALKS, EVENTS = tables.conversations, tables.events


class Closed(NamedTuple):
    """Conversations that ended flagged, and those of them in which nobody asked about risk."""

    flagged: int
    unassessed: int


class Judgements:
    """Finds them. What a young person wrote is opened for its rule alone, and goes nowhere."""

    def __init__(self, store: Store, vault: Vault) -> None:
        """Read from `store`, what is sealed by `vault`."""
        self._store = store
        self._vault = vault

    async def since(self, moment: datetime) -> list[tuple[str, bool]]:
        """Return each flag's rule, and whether it was right by the last word on it."""

        def see(connection: Connection) -> list[tuple[str, bool]]:
            said = self._said(connection, moment)
            return [
                (rule, correct)
                for key, rule in self._rules(connection, list(said)).items()
                if (correct := said.get(key)) is not None
            ]

        return await self._store.look(see)

    async def closed(self, moment: datetime, flagged_from: Level) -> Closed:
        """Return how many ended since then; drills are not among them."""
        asked = exists().where(
            EVENTS.c.conversation_id == TALKS.c.conversation_id,
            EVENTS.c.kind == Kind.ASSESSMENT.value,
        )
        flagged = and_(
            TALKS.c.state == ConversationState.CLOSED.value,
            TALKS.c.closed_at >= moment,
            TALKS.c.level >= int(flagged_from),
            TALKS.c.drill.is_(None),
        )
        count = select(func.count()).select_from(TALKS)

        def see(connection: Connection) -> Closed:
            return Closed(
                connection.scalar(count.where(flagged)) or 0,
                connection.scalar(count.where(flagged, ~asked)) or 0,
            )

        return await self._store.look(see)

    def _said(self, connection: Connection, moment: datetime) -> Mapping[tuple[str, int], bool]:
        people = (Sender.COUNSELLOR.value, Sender.SUPERVISOR.value)
        query = (
            select(EVENTS)
            .join(TALKS, TALKS.c.conversation_id == EVENTS.c.conversation_id)
            .where(EVENTS.c.kind == Kind.JUDGED.value, EVENTS.c.sender.in_(people))
            .where(EVENTS.c.at >= moment, TALKS.c.drill.is_(None))
            .order_by(EVENTS.c.at.desc())
            .limit(MOST)
        )
        rows = connection.execute(query).all()
        opened = self._opened(connection, list(reversed(rows)))
        return {
            (row.conversation_id, int(str(data["seq"]))): bool(data["correct"])
            for row, data in opened
        }

    def _rules(
        self, connection: Connection, keys: Sequence[tuple[str, int]]
    ) -> Mapping[tuple[str, int], str]:
        rules: dict[tuple[str, int], str] = {}
        for start in range(0, len(keys), AT_ONCE):
            chunk = keys[start : start + AT_ONCE]
            where = tuple_(EVENTS.c.conversation_id, EVENTS.c.seq).in_(chunk)
            rows = connection.execute(select(EVENTS).where(where)).all()
            for row, data in self._opened(connection, rows):
                verdict = data.get("verdict")
                if isinstance(verdict, Mapping):
                    rule = trigger_of(Verdict.from_wire(verdict))
                    rules[row.conversation_id, row.seq] = rule
        return rules

    def _opened(
        self, connection: Connection, rows: Sequence[Row[Any]]
    ) -> list[tuple[Row[Any], Mapping[str, object]]]:
        learn_keys(connection, self._vault, [row.conversation_id for row in rows])
        known = [row for row in rows if self._vault.knows(row.conversation_id)]
        return [(row, entry_from(row, self._vault).event.data) for row in known]
