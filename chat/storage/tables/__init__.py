"""The tables, by what they are of.

Columns whose names end in `_sealed` are ciphertext (see `vault`).
"""

from chat.storage.tables.accounts import (
    audit,
    factors,
    invitations,
    known_devices,
    recovery_codes,
    sessions,
    staff,
)
from chat.storage.tables.asking import complaints, sparring
from chat.storage.tables.bridging import bridges, hand_over_keys, hand_overs, return_codes
from chat.storage.tables.counting import (
    bridge_results,
    contacts,
    ratings,
    reports,
    sparring_results,
    tallies,
    visits,
)
from chat.storage.tables.duty import announcements, holds, processes, shifts
from chat.storage.tables.escalating import escalations, outbox
from chat.storage.tables.meeting import video_links
from chat.storage.tables.proposing import directory_edits, lexicon_proposals
from chat.storage.tables.schema import metadata
from chat.storage.tables.talks import (
    conversations,
    events,
    keys,
    legal_holds,
    retention_looks,
    shredded,
)

__all__ = [
    "announcements",
    "audit",
    "bridge_results",
    "bridges",
    "complaints",
    "contacts",
    "conversations",
    "directory_edits",
    "escalations",
    "events",
    "factors",
    "hand_over_keys",
    "hand_overs",
    "holds",
    "invitations",
    "keys",
    "known_devices",
    "legal_holds",
    "lexicon_proposals",
    "metadata",
    "outbox",
    "processes",
    "ratings",
    "recovery_codes",
    "reports",
    "retention_looks",
    "return_codes",
    "sessions",
    "shifts",
    "shredded",
    "sparring",
    "sparring_results",
    "staff",
    "tallies",
    "video_links",
    "visits",
]
