"""The tables. Columns whose names end in `_sealed` are ciphertext (see `vault`)."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    text,
)

from chat.storage.instant import Instant

metadata = MetaData()

conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    Column("state", String(8), nullable=False),
    Column("level", Integer, nullable=False),
    Column("unassessed", String, nullable=False, server_default=""),
    Column("topics", String, nullable=False, server_default=""),
    Column("seq", Integer, nullable=False),
    Column("last_everyone", Integer, nullable=False),
    Column("last_staff", Integer, nullable=False),
    Column("last_bridge", Integer, nullable=False, server_default="0"),
    Column("call_word", String(40), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("age_band", String(12)),
    Column("gender_code", String(12)),
    Column("municipality", String(4)),
    Column("about", String(40)),
    Column("campaign", String(40)),
    Column("opened_at", Instant, nullable=False),
    Column("waiting_since", Instant),
    Column("assigned_at", Instant),
    Column("returned", Boolean, nullable=False, server_default=text("false")),
    Column("counsellor", String(36)),
    Column("counsellor_name", String(40), nullable=False, server_default=""),
    Column("seat", Boolean, nullable=False, server_default=text("false")),
    Column("beside", String(36)),
    Column("beside_name", String(40)),
    Column("beside_writes", Boolean, nullable=False, server_default=text("false")),
    Column("call_seq", Integer),
    Column("call_at", Instant),
    Column("call_due_at", Instant),
    Column("call_adviser", String(36)),
    Column("call_adviser_name", String(40)),
    Column("call_writes", Boolean, nullable=False, server_default=text("false")),
    Column("offered_to", String(36)),
    Column("offer_seq", Integer),
    Column("offer_expires_at", Instant),
    Column("young_gone_at", Instant),
    Column("young_process", String(36)),
    Column("young_seen", Integer, nullable=False, server_default="0"),
    Column("staff_seen", Integer, nullable=False, server_default="0"),
    Column("young_wrote_at", Instant),
    Column("staff_wrote_at", Instant),
    Column("unanswered_since", Instant),
    Column("staff_spoke", Integer, nullable=False, server_default="0"),
    Column("bridges", Integer, nullable=False, server_default="0"),
    # What the version before knew of a task; nothing reads it any more.
    Column("bridge_status", String(16)),
    Column("bridge_trigger", String(40)),
    Column("bridge_from", Integer),
    Column("bridge_seq", Integer),
    Column("bridge_opened_at", Instant),
    Column("bridge_due_at", Instant),
    Column("bridge_owner", String(36)),
    Column("bridge_owner_name", String(40)),
    Column("plan_seq", Integer, nullable=False, server_default="0"),
    Column("summary", String(12)),
    Column("summary_seq", Integer, nullable=False, server_default="0"),
    Column("summary_until", Instant),
    Column("muted", String, nullable=False, server_default=""),
    Column("closed_at", Instant),
    Column("close_reason", String(12)),
    Column("left_how", String(12)),
    Column("counted", Boolean, nullable=False, server_default=text("false")),
    Column("assessed", Boolean, nullable=False, server_default=text("false")),
    Column("rated", Boolean, nullable=False, server_default=text("false")),
    Column("silence_raised_at", Instant),
    Column("drill", String(12)),
    Column("paused_until", Instant),
    Column("reopened_at", Instant),
    # On a server: drawn anew when more has changed than moves with each message (`versions`), and
    # counted when only that has.
    Column("revision", BigInteger, nullable=False, server_default="0"),
    Column("moves", Integer, nullable=False, server_default="0"),
)
Index("ix_conversations_state", conversations.c.state, conversations.c.level)
Index("ix_conversations_counsellor", conversations.c.counsellor, conversations.c.seat)


def _index_of_few(name: str, *columns: Column[Any], only: ColumnElement[bool]) -> None:
    """Index what the clock and the desks look for: a few rows among all that were ever kept."""
    Index(name, *columns, sqlite_where=only, postgresql_where=only)


_TALKS = conversations.c
_index_of_few("ix_conversations_live", _TALKS.state, only=_TALKS.state != "closed")
_index_of_few("ix_conversations_seats", _TALKS.closed_at, only=_TALKS.seat)
_index_of_few("ix_conversations_offers", _TALKS.offered_to, only=_TALKS.offered_to.is_not(None))
_index_of_few("ix_conversations_calls", _TALKS.call_due_at, only=_TALKS.call_seq.is_not(None))
_index_of_few("ix_conversations_beside", _TALKS.beside, only=_TALKS.beside.is_not(None))
_index_of_few(
    "ix_conversations_bridges", _TALKS.bridge_due_at, only=_TALKS.bridge_due_at.is_not(None)
)
_index_of_few("ix_conversations_unread", _TALKS.unassessed, only=_TALKS.unassessed != "")

bridges = Table(
    "bridges",
    metadata,
    Column("bridge_id", String(60), primary_key=True),
    Column("conversation_id", String(36), nullable=False),
    Column("place_in_line", Integer, nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("status", String(16), nullable=False),
    Column("lane", String(12)),
    Column("service_id", String(80)),
    Column("asked", String(80), nullable=False),
    Column("direct", Boolean, nullable=False, server_default=text("false")),
    Column("shared", String(80), nullable=False),
    Column("municipality", String(4)),
    Column("age_band", String(12)),
    Column("owner", String(36)),
    Column("owner_name", String(40)),
    Column("opened_at", Instant, nullable=False),
    Column("answered_at", Instant),
    Column("received_at", Instant),
    Column("contact_at", Instant),
    Column("due_at", Instant),
    Column("ended_at", Instant),
    Column("seq", Integer, nullable=False),
)
"""Every bridge that was opened or offered: codes and times, and no word anybody wrote.

What reports may count. It goes with its conversation, whose id it holds.
"""
Index("ix_bridges_conversation", bridges.c.conversation_id)
Index("ix_bridges_ended", bridges.c.ended_at)
_index_of_few("ix_bridges_due", bridges.c.due_at, only=bridges.c.due_at.is_not(None))

hand_overs = Table(
    "hand_overs",
    metadata,
    Column("bridge_id", String(60), primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("shred_at", Instant, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
)
"""What a young person shared for a bridge, sealed under its own key (`hand_over_keys`).

So is the summary a young person is shown, under its conversation's name (`summary_in`).

Record and key are destroyed when the yes is taken back, at `shred_at` by the shredder's clock,
and with the bridge's own row at the latest.
"""
Index("ix_hand_overs_shred", hand_overs.c.shred_at)

hand_over_keys = Table(
    "hand_over_keys",
    metadata,
    Column("bridge_id", String(60), primary_key=True),
    Column("master_key_id", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
)
"""Keys of `hand_overs`, wrapped by the master key. Kept out of long backups, as `keys` are."""

return_codes = Table(
    "return_codes",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("conversation_id", String(36), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
)
"""What opens a talk that is over for whoever kept four words; a keyed hash, never the words.

A row is destroyed when another takes its place, and at `ends_at` by the next that is made; without
its conversation it opens nothing.
"""

escalations = Table(
    "escalations",
    metadata,
    Column("escalation_id", String(60), primary_key=True),
    Column("conversation_id", String(36), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("level", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("trigger", String(40), nullable=False),
    Column("step", Integer, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("acknowledged_by", String(36)),
    Column("acknowledged_at", Instant),
    Column("outcome", String(24)),
    Column("resolved_at", Instant),
    Column("seq", Integer, nullable=False, server_default="0"),
    Column("answered_at", Instant),
)
# One open escalation of a kind in a conversation: decided in the domain, and held here.
Index(
    "ux_escalations_open",
    escalations.c.conversation_id,
    escalations.c.kind,
    unique=True,
    sqlite_where=escalations.c.state != "resolved",
    postgresql_where=escalations.c.state != "resolved",
)

_index_of_few("ix_escalations_due", escalations.c.due_at, only=escalations.c.state != "resolved")
Index("ix_escalations_raised", escalations.c.raised_at)

outbox = Table(
    "outbox",
    metadata,
    Column("page_id", String(100), primary_key=True),
    Column("escalation_id", String(60), index=True),
    Column("bridge_id", String(60), index=True),
    Column("step", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("call_word", String(40), nullable=False),
    Column("address", String(20), nullable=False),
    Column("drill", String(12)),
    Column("about", String(12), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("next_at", Instant),
    Column("tries", Integer, nullable=False),
    Column("claim", String(36)),
    Column("ended_at", Instant),
    Column("ending", String(12)),
)
"""Calls to people outside the house: made in the commit that asks for them, sent from here.

`next_at` is when it is to be tried, and later while somebody tries; an ended one has none.
"""
_index_of_few("ix_outbox_next", outbox.c.next_at, only=outbox.c.next_at.is_not(None))

events = Table(
    "events",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("audience", String(12), nullable=False),
    Column("sender", String(12), nullable=False),
    Column("at", Instant, nullable=False),
    Column("prev_everyone", Integer, nullable=False),
    Column("prev_staff", Integer, nullable=False),
    Column("prev_bridge", Integer, nullable=False, server_default="0"),
    Column("once_key", LargeBinary(16), unique=True),
    Column("key_version", Integer, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
)

_index_of_few("ix_events_judged", events.c.at, only=events.c.kind == "judged")

keys = Table(
    "keys",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("master_key_id", String(16), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # else a complaint's key lay between those of two conversations
)
"""Data keys, wrapped by the master key; copies of them are files of their own, kept for days."""

shredded = Table(
    "shredded",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("day", Instant, nullable=False, index=True),
)
"""What was forgotten, by number and day: a copy that is put back is brought to forget it too."""

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("held_at", Instant, nullable=False),
    Column("held_by", String(36), nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
)
"""Conversations that must be kept past their time, and why; not the waiting room's `holds`."""

retention_looks = Table(
    "retention_looks",
    metadata,
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("looked_at", Instant, nullable=False),
)
"""One row: when somebody last looked what is due, and nothing spoke against taking it."""

shifts = Table(
    "shifts",
    metadata,
    Column("staff_id", String(36), primary_key=True),
    Column("role", String(12), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("started_at", Instant),
    Column("confirmed_at", Instant),
    Column("gone_at", Instant),
    Column("process", String(36)),
)

processes = Table(
    "processes",
    metadata,
    Column("process_id", String(36), primary_key=True),
    Column("began_at", Instant, nullable=False),
    Column("lease_ends_at", Instant, nullable=False),
)
"""Who serves this database now. One whose lease has run out holds nobody's line any more."""

holds = Table(
    "holds",
    metadata,
    Column("hold_id", String(36), primary_key=True),
    Column("held_at", Instant, nullable=False),
    Column("held_by", String(36), nullable=False),
    Column("held_by_name", String(40), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("opened_at", Instant),
    Column("opened_by", String(36)),
)
"""When a supervisor held the waiting room, and why; one that is not opened again holds it still."""

announcements = Table(
    "announcements",
    metadata,
    Column("announcement_id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by_name", String(40), nullable=False),
    Column("text", String(400), nullable=False),
)
"""What supervisors said to all on shift; kept for a day, so that every process can tell it."""

contacts = Table(
    "contacts",
    metadata,
    Column("contact_id", String(36), primary_key=True),
    Column("week", String(8), nullable=False),
    Column("hour_band", String(8), nullable=False),
    Column("municipality", String(4)),
    Column("age_band", String(12)),
    Column("gender_code", String(12)),
    Column("reasons", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("bridged", Boolean, nullable=False),
    Column("main_reason", String(40)),
    Column("waited", String(8)),
    Column("talked", String(8)),
    Column("answered", Boolean, nullable=False, server_default=text("true")),
    Column("assessed", Boolean, nullable=False, server_default=text("false")),
    Column("campaign", String(40)),
    Column("summed", Boolean, nullable=False, server_default=text("false")),
    sqlite_with_rowid=False,  # rows lie by their random numbers, not in the order they came
)
"""For statistics; nothing leads from a row here to a conversation.

`summed` says that the row is in the sums of `tallies`.
"""
_index_of_few("ix_contacts_fresh", contacts.c.week, only=contacts.c.summed.is_(False))
Index("ix_contacts_week", contacts.c.week)

ratings = Table(
    "ratings",
    metadata,
    Column("rating_id", String(36), primary_key=True),
    Column("half_year", String(8), nullable=False, index=True),
    Column("municipality", String(4)),
    Column("age_band", String(12)),
    Column("gender_code", String(12)),
    Column("level", Integer, nullable=False),
    Column("helped", Integer),
    Column("before", Integer),
    Column("after", Integer),
    sqlite_with_rowid=False,  # rows lie by their random numbers, not in the order they came
)
"""What young people said of before and after; as unlinked as a contact."""

bridge_results = Table(
    "bridge_results",
    metadata,
    Column("result_id", String(36), primary_key=True),
    Column("week", String(8), nullable=False, index=True),
    Column("municipality", String(4)),
    Column("result", String(16), nullable=False),
    sqlite_with_rowid=False,
)
"""How bridges ended; as unlinked as a contact."""

sparring = Table(
    "sparring",
    metadata,
    Column("sparring_id", String(36), primary_key=True),
    Column("asked_by", String(36), nullable=False, index=True),
    Column("asked_at", Instant, nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    Column("answered_by", String(36)),
    Column("answered_by_name", String(40)),
    Column("answered_at", Instant),
    Column("answer_sealed", LargeBinary),
    Column("seen_at", Instant),
    sqlite_with_rowid=False,  # else a row's number told between which conversations it came
)
"""What counsellors asked specialists: of no talk, and sealed under keys of their own in `keys`."""

sparring_results = Table(
    "sparring_results",
    metadata,
    Column("result_id", String(36), primary_key=True),
    Column("week", String(8), nullable=False, index=True),
    Column("result", String(16), nullable=False),
    sqlite_with_rowid=False,
)
"""How questions to specialists ended; as unlinked as a contact."""

tallies = Table(
    "tallies",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("municipality", String(4), primary_key=True),
    Column("sheet", String(16), primary_key=True),
    Column("line", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
)
"""Contacts summed up: what reports are made of. An empty `municipality` is one nobody told."""

complaints = Table(
    "complaints",
    metadata,
    Column("complaint_id", String(36), primary_key=True),
    Column("kind", String(12), nullable=False),
    Column("day", Instant, nullable=False),
    Column("text_sealed", LargeBinary, nullable=False),
    Column("contact_sealed", LargeBinary),
    Column("closed_at", Instant),
    Column("level", Integer),
    Column("acute", Boolean, nullable=False, server_default=text("false")),
    Column("was_read", Boolean, nullable=False, server_default=text("false")),
    sqlite_with_rowid=False,  # as contacts: no hidden number tells which came after which
)
"""What people complained of or praised; each has its key among `keys`, under its own number.

`level` and `acute` are what triage said when it came; no level is what triage could not read.
"""

visits = Table(
    "visits",
    metadata,
    Column("visit_id", String(36), primary_key=True),
    Column("day", String(10), nullable=False, index=True),
    Column("municipality", String(4), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("participants", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
)
"""Outreach and school visits: numbers that staff have entered, apart from all contacts."""

reports = Table(
    "reports",
    metadata,
    Column("half_year", String(8), primary_key=True),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36)),
    Column("contents", LargeBinary, nullable=False),
)
"""What was published of a half-year: once made it stands, so that no two reports of it differ."""

staff = Table(
    "staff",
    metadata,
    Column("staff_id", String(36), primary_key=True),
    Column("username", String(64), nullable=False, unique=True),
    Column("display_name", String(40), nullable=False),
    Column("roles", String(80), nullable=False),
    Column("language", String(8), nullable=False),
    Column("area", String(600)),
    Column("password_hash", String(200)),
    Column("made_at", Instant, nullable=False),
    Column("disabled_at", Instant),
    Column("sessions_from", Instant, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36), nullable=False, index=True),
    Column("started_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("staff_id", String(36)),
    Column("roles", String(80), nullable=False),
    Column("display_name", String(40), nullable=False),
    Column("made_by", String(36)),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

audit = Table(
    "audit",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("staff_id", String(36)),
    Column("act", String(40), nullable=False),
    Column("subject", String(80)),
    Column("hash", LargeBinary(32), nullable=False),
)
"""Who did and read what. Each row's hash covers the row before it."""


def _proposals(name: str) -> Table:
    """Return a table of what one person proposes and another decides on."""
    return Table(
        name,
        metadata,
        Column("proposal_id", String(36), primary_key=True),
        Column("rule", String(80), nullable=False),
        Column("entry", String, nullable=False),
        Column("state", String(12), nullable=False, index=True),
        Column("proposed_by", String(36), nullable=False),
        Column("proposed_at", Instant, nullable=False),
        Column("decided_by", String(36)),
        Column("decided_at", Instant),
        Column("withdrawn_by", String(36)),
        Column("withdrawn_at", Instant),
        Column("reason", String(400)),
    )


lexicon_proposals = _proposals("lexicon_proposals")
"""What supervisors proposed for the lexicon; `live` ones are read with it."""

directory_edits = _proposals("directory_edits")
"""What supervisors changed in the directory of services; `live` ones lie over the file.

`rule` is the service's id; `entry` what stood there before, and what stands there after.
"""
