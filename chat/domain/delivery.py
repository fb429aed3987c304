"""Delivering a hand-over to the service's own system: what is to be told there, and never what."""

from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256

from chat.domain.identifiers import BridgeId

NAME_LENGTH = 12


class DeliveryStep(IntEnum):
    """What is told, each once for a bridge."""

    SHARED = 0
    """What the young person chose to share."""
    WITHDRAWN = 1
    """That they do not want it any more: nothing else is said with it."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Something to be told to a service. It names the bridge; what was shared stays sealed."""

    bridge_id: BridgeId
    step: DeliveryStep
    service_id: str

    @property
    def page_id(self) -> str:
        """Return what this is known by in the outbox."""
        return page_id_of(self.bridge_id, self.step)

    @property
    def address(self) -> str:
        """Return a short name of the service: one that hangs holds up no other."""
        return sha256(self.service_id.encode()).hexdigest()[:NAME_LENGTH]


def page_id_of(bridge_id: BridgeId, step: DeliveryStep) -> str:
    """Return what a delivery is known by in the outbox."""
    return f"{bridge_id}/hand_over/{step.value}"
