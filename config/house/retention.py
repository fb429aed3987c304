"""What forgets when the time has come, here and in all that remembers."""

from collections.abc import Collection

from chat.actions.retention import Retention, RetentionClock
from chat.domain.identifiers import ConversationId
from config import told
from config.house.conversing import Conversing
from config.house.sockets import Sockets
from config.house.storage import Storage
from config.starting import Start


def retention_of(
    start: Start, storage: Storage, doing: Conversing, sockets: Sockets
) -> RetentionClock:
    """Return what forgets when the time has come, here and in all that remembers."""

    def forget(ids: Collection[ConversationId]) -> None:
        ids = frozenset(ids)
        storage.writer.forget(ids)
        sockets.board.words.forget(ids)
        sockets.elsewhere.forget(ids)
        for one in ids:
            doing.reading.forget(one)

    retention = Retention(
        store=storage.store,
        submit=storage.writer.submit,
        forget=forget,
        clock=storage.clock,
        keep_for=start.policy.retention,
        brake=told.brake(start.policy),
    )
    return RetentionClock(retention)
