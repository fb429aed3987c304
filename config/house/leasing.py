"""This process's lease among others."""

from chat.actions.lease import Lease
from config.house.sockets import Sockets
from config.house.storage import Storage


def lease_of(storage: Storage, sockets: Sockets) -> Lease | None:
    """Return this process's lease among others; on SQLite there are none."""
    if storage.process is None:
        return None
    return Lease(
        process=storage.process,
        conversations=storage.conversations,
        shifts=storage.shifts,
        writer=storage.writer,
        lapsed=sockets.presence.look,
        others_changed=sockets.look_for_oneself,
    )
