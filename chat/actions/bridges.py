"""What a young person answers to an offered bridge, and who may read what they shared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from chat.domain.bridge import ShareField
from chat.domain.commands import AnswerBridge
from chat.domain.identifiers import BridgeId, ConversationId, StaffId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sharing import LONGEST_SHARED
from chat.domain.text import clean
from chat.domain.work_area import WorkArea
from chat.staff.audit import Audit, append
from chat.storage.hand_overs import kept
from chat.storage.tables import bridges
from chat.storage.vault import Apart, Vault
from chat.storage.writer import Writer

PHONE = re.compile(r"^(?:\+(?: *\d){8,15}|(?:\d *){7}\d)$")
"""Eight digits as in Denmark, or a country's code and 8 to 15 in all; spaces do not count."""
EMAIL = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$")
FORMS = {ShareField.PHONE: PHONE, ShareField.EMAIL: EMAIL}


@dataclass(frozen=True, slots=True)
class AnswerOffer:
    """Takes a yes or a no, and with a yes what is shared."""

    writer: Writer

    async def __call__(
        self,
        conversation_id: ConversationId,
        bridge_id: BridgeId,
        accept: bool,
        share: Mapping[ShareField, str],
        request_id: str | None,
    ) -> None:
        """Submit it; what is empty is not shared.

        Raises:
            Refused: `malformed` for a number nobody can ring, or an address nobody can write to.
        """
        written = {
            name: clean(text, LONGEST_SHARED) for name, text in share.items() if text.strip()
        }
        if any(
            not form.match(written.get(name, "")) for name, form in FORMS.items() if name in written
        ):
            raise Refused(RefusalCode.MALFORMED)
        fields = tuple((name, written[name]) for name in ShareField if name in written)
        await self.writer.submit(
            AnswerBridge(conversation_id, bridge_id, accept, fields, request_id=request_id)
        )


@dataclass(frozen=True, slots=True)
class ReadShared:
    """Reads what was shared, for whoever has the task; each reading is in the audit log."""

    bridge_id: BridgeId
    by: StaffId
    area: WorkArea
    """Where they work now; they may have had another area when they took it."""
    regions: Mapping[str, str]

    async def run(self, connection: AsyncConnection, now: datetime) -> Apart | None:
        """Return it as it is kept; `None` when it is destroyed.

        Raises:
            Refused: `not_assigned` to everybody else, whether or not there is such a bridge.
        """
        query = select(bridges.c.owner, bridges.c.municipality).where(
            bridges.c.bridge_id == self.bridge_id
        )
        row = (await connection.execute(query)).one_or_none()
        if row is None or row.owner != self.by:
            raise Refused(RefusalCode.NOT_ASSIGNED)
        if not self.area.covers(row.municipality, self.regions):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        await append(connection, now, Audit("read_shared", self.by, subject=self.bridge_id))
        return await kept(connection, self.bridge_id)


@dataclass(frozen=True, slots=True)
class Details:
    """Opens what was shared."""

    writer: Writer
    vault: Vault
    regions: Mapping[str, str]
    """The region's code of each municipality."""

    async def __call__(
        self, bridge_id: BridgeId, by: StaffId, area: WorkArea
    ) -> Mapping[str, str] | None:
        """Return the fields that were shared; `None` when they are destroyed."""
        found = await self.writer.submit(ReadShared(bridge_id, by, area, self.regions))
        if not isinstance(found, Apart):
            return None
        fields: Mapping[str, str] = orjson.loads(self.vault.open_apart(found))
        return fields
