"""What moves in a conversation's row with each message: most commits change nothing else.

Such rows are written by these columns alone, and a state that is known but for them is brought up
to date by them: it need not be made anew with its escalations and bridges, three questions more.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from chat.domain.conversation import Conversation
from chat.storage.instant import Instant, instant_of, microseconds
from chat.storage.prepared import Row
from chat.storage.tables import conversations

MOVES_WITH_EACH_MESSAGE = frozenset(
    "seq last_everyone last_staff last_bridge young_gone_at young_wrote_at staff_wrote_at"
    " unanswered_since staff_spoke young_seen staff_seen flags".split()
)
GROWS_WITH_EACH_MESSAGE = MOVES_WITH_EACH_MESSAGE - {"young_gone_at"}
"""What may change while a conversation stands as before: nobody came, went or was raised."""
MOVING = tuple(one.name for one in conversations.columns if one.name in MOVES_WITH_EACH_MESSAGE)
"""In the order of the table's columns."""
_values = attrgetter(*MOVING)
_TIMES = tuple(
    n for n, name in enumerate(MOVING) if isinstance(conversations.c[name].type, Instant)
)


def moving_row(one: Conversation) -> Row:
    """Return what moves, in the order of `MOVING`, and then the key."""
    values = [*_values(one), one.conversation_id]
    for n in _TIMES:
        values[n] = microseconds(values[n])
    return tuple(values)


def moved(known: Conversation, values: Sequence[Any]) -> Conversation:
    """Return a known state with what has moved since, in the order of `MOVING`."""
    now = list(values)
    for n in _TIMES:
        now[n] = instant_of(now[n])
    return known.changed(dict(zip(MOVING, now, strict=True)))
