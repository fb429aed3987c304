"""Whether a conversation stands otherwise than before, or has only been written in."""

from operator import attrgetter

from chat.domain.conversation import Conversation
from chat.realtime.bus import About

_standing = attrgetter(
    "state",
    "level",
    "unassessed",
    "topics",
    "counsellor",
    "seat",
    "beside",
    "call",
    "companion",
    "video",
    "bridges",
    "offer",
    "escalations",
    "left_how",
    "young_gone_at",
)
_seen = attrgetter("young_seen", "staff_seen")


def about_of(
    before: Conversation | None, after: Conversation, *, only_grew: bool = False
) -> About | None:
    """Return what others must be told of, if anything; `only_grew`: it stands as before."""
    if before is None or not (only_grew or _standing(before) == _standing(after)):
        return About.STATE
    if before.seq != after.seq:
        return About.LOG
    return About.SEEN if _seen(before) != _seen(after) else None
