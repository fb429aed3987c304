"""An edit of the directory: what of a service stood before, and what stands after.

Only what differs is in it, of contacts and the like key by key, so that two people who change
different things of one service do not undo each other.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from chat.storage.tables import directory_edits
from supervisor_console.workbench.proposals import Proposal
from supervisor_console.workbench.statements import Ledger

Fields = Mapping[str, object]
"""A service as `services.yaml` has it, in JSON types."""
RETIRED: Final = "retired"
"""The field of an edit that takes a service or centre out of the directory."""
IN_PARTS: Final = frozenset({"ages", "area", "contacts"})
"""Fields whose keys are changed one by one: a new address of a page carries no number along."""
UNSEEN: Final = frozenset(
    {
        "last_checked",
        "checked_by",
        "source",
        "source_date",
        "evidence",
        "to_check",
        "note",
        "owner",
    }
)
"""What of a service no young person is shown (`chat.actions.helping_on.Guide.card`)."""
CHECKED: Final = frozenset({"last_checked", "checked_by"})
"""What "I have checked today" writes."""
HIDING: Final = {"verified": False, RETIRED: True}
"""What takes a service out of young people's sight."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed."""

    before: Fields
    after: Fields

    @classmethod
    def between(cls, before: Fields, after: Fields) -> "Edit":
        """Return what differs."""
        stood, becomes = dict[str, object](), dict[str, object]()
        for name in {**before, **after}:
            old, new = before.get(name), after.get(name)
            if old == new:
                continue
            if name in IN_PARTS and isinstance(old, Mapping) and isinstance(new, Mapping):
                parts = cls.between(old, new)
                old, new = parts.before, parts.after
            stood[name], becomes[name] = old, new
        return cls(stood, becomes)

    @classmethod
    def of(cls, proposal: Proposal) -> "Edit":
        """Read what `written` wrote, also when a field of parts was still one value."""
        found = json.loads(proposal.entry)
        return cls.between(found["before"], found["after"])

    def written(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"before": self.before, "after": self.after}, ensure_ascii=False)

    def unlike(self, fields: Fields) -> list[str]:
        """Return the names of what stands neither as it did before this edit nor as after it."""
        now, after = parts_of(fields), parts_of(self.after)
        return [
            name
            for name, before in parts_of(self.before).items()
            if now.get(name) not in (before, after.get(name))
        ]

    @property
    def is_new(self) -> bool:
        """Whether it makes an entry: nothing that is there is without a name."""
        return self.before.get("name", "") is None

    @property
    def is_seen(self) -> bool:
        """Whether young people are shown more, less or something else by it."""
        return not self.after.keys() <= UNSEEN

    @property
    def goes_live_at_once(self) -> bool:
        """Whether one person may make it: young people are shown nothing new by it."""
        return all(
            name in UNSEEN or (name in HIDING and value is HIDING[name])
            for name, value in self.after.items()
        )


def stands(base: Fields, edits: Iterable[Edit]) -> Fields:
    """Return a service with its live edits laid over it, the oldest first."""
    fields = dict(base)
    for edit in edits:
        for name, new in edit.after.items():
            old = fields.get(name)
            if name in IN_PARTS and isinstance(old, Mapping) and isinstance(new, Mapping):
                fields[name] = {**old, **new}
            else:
                fields[name] = new
    return fields


def moved(base: Fields, edits: Iterable[Edit]) -> str | None:
    """Name what the young see of a service that a live edit was made from, and no longer stands.

    The file was changed since, or an edit below it is gone: nobody meant what the two say together.
    """
    fields = base
    for edit in edits:
        for name in edit.unlike(fields):
            if name.partition(".")[0] not in UNSEEN:
                return name
        fields = stands(fields, [edit])
    return None


def overtaken(proposal: Proposal, live: Collection[Proposal], files: Mapping[str, Fields]) -> bool:
    """Tell whether what an edit was made from no longer stands, in the files and what is live."""
    others = [
        Edit.of(one)
        for one in sorted(live, key=_when)
        if one.rule == proposal.rule and one.proposal_id != proposal.proposal_id
    ]
    return bool(Edit.of(proposal).unlike(stands(files.get(proposal.rule, {}), others)))


def checks_again(newer: Proposal, older: Proposal) -> bool:
    """Tell whether both say only that somebody has checked the service: the newest says it all."""
    return newer.rule == older.rule and all(
        Edit.of(one).after.keys() <= CHECKED for one in (newer, older)
    )


def parts_of(fields: Fields) -> Fields:
    """Return every value by its name, `contacts.phone` and the like each by its own."""
    parts = dict[str, object]()
    for name, value in fields.items():
        if name in IN_PARTS and isinstance(value, Mapping):
            parts.update({f"{name}.{key}": one for key, one in value.items()})
        else:
            parts[name] = value
    return parts


def _when(proposal: Proposal) -> tuple[datetime, str]:
    return proposal.decided_at or proposal.proposed_at, proposal.proposal_id


def directory_over(files: Mapping[str, Fields]) -> Ledger:
    """Return the edits that lie over these services of the file, by id."""
    return Ledger(
        directory_edits,
        "directory",
        "directory_edit",
        partial(overtaken, files=files),
        checks_again,
    )


DIRECTORY: Final = directory_over({})
"""The edits as they are read; decided on only over the files (`directory_over`)."""
