"""Letting a stranded task go: somebody has it, and does not see to it."""

from dataclasses import dataclass

from chat.domain.commands import LetGoBridge
from chat.domain.identifiers import BridgeId, conversation_of
from chat.domain.refusal import RefusalCode, Refused
from chat.realtime.answers import Body
from chat.realtime.asking import asks
from chat.realtime.hub import Hub
from chat.realtime.seats import staff_seat
from chat.realtime.sockets import Answer, Socket
from chat.staff.audit import Audit
from chat.staff.roles import Act
from chat.storage.conversations import Conversations
from chat.storage.writer import Writer
from supervisor_console.wire import LetGoTask


@dataclass(frozen=True, slots=True, eq=False)
class LettingGo:
    """A task is free again for anybody of its area, who had it included."""

    conversations: Conversations
    writer: Writer
    hub: Hub

    @asks("bridge:let_go", LetGoTask, Act.LET_GO_BRIDGE)
    async def bridge_let_go(self, socket: Socket, asked: LetGoTask, _: Answer) -> Body:
        """Let it go, and write down who did: of a conversation one reads, as the log names it."""
        bridge_id = BridgeId(asked.bridge_id)
        here = conversation_of(bridge_id)
        if not self.hub.follows(socket, here):
            raise Refused(RefusalCode.NOT_ASSIGNED)
        one = await self.conversations.of(here)
        bridges = () if one is None else one.bridges
        found = next((each for each in bridges if each.bridge_id == bridge_id), None)
        if found is None or found.owner is None or not found.is_open:
            raise Refused(RefusalCode.CLOSED)
        await self.writer.submit(Audit("let_go_bridge", staff_seat(socket).staff_id, bridge_id))
        await self.writer.submit(
            LetGoBridge(here, bridge_id, found.owner, request_id=asked.client_id)
        )
        return {}
