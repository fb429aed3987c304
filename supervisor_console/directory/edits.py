"""An edit of the directory: what of a service stood before, and what stands after.

Only what differs is in it, of contacts and the like key by key, so that two people who change
different things of one service do not undo each other.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from chat.domain.identifiers import StaffId
from chat.storage.tables import directory_edits
from supervisor_console.directory.looking_up import day_of, reached_by
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
    looked_up: Fields | None = None
    """The numbers and address that were looked up with it; `None` where that was not kept yet."""

    @classmethod
    def between(cls, before: Fields, after: Fields) -> "Edit":
        """Return what differs; of a check the day and who, for they stand and go together."""
        stood, becomes = dict[str, object](), dict[str, object]()
        checked = any(before.get(name) != after.get(name) for name in CHECKED)
        for name in {**before, **after}:
            old, new = before.get(name), after.get(name)
            if old == new and not (checked and name in CHECKED):
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
        edit = cls.between(found["before"], found["after"])
        return replace(edit, looked_up=found.get("looked_up"))

    def written(self) -> str:
        """Return it as it is kept."""
        kept = {"before": self.before, "after": self.after}
        if self.looked_up is not None:
            kept["looked_up"] = self.looked_up
        return json.dumps(kept, ensure_ascii=False)

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


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry as it stands, and what of its numbers and address was looked up."""

    fields: Fields
    looked_up: Fields

    @classmethod
    def of(cls, base: Fields) -> "Standing":
        """Return an entry as its file has it: what is verified or has a day was looked up."""
        known = base.get("verified") or day_of(base)
        return cls(base, reached_by(base) if known else {})

    @property
    def nobody_looked(self) -> bool:
        """Whether there is a number or an address that nobody has looked up."""
        return self.looked_up != reached_by(self.fields)

    def with_edit(self, edit: Edit, file: Fields) -> "Standing":
        """Return it with an edit laid over it.

        A number is looked up if the file's, the edit's or the former one's check was for just
        that. The day of a check goes with the numbers it was for.
        """
        fields = laid_over(self.fields, edit)
        with_it = edit.looked_up
        if with_it is None:  # an edit of before: when it was taken in it was held to its day
            with_it = reached_by(fields) if day_of(edit.after) or fields.get("verified") else {}
        looked_up = {
            key: value
            for key, value in reached_by(fields).items()
            if value in (file.get(key), with_it.get(key), self.looked_up.get(key))
        }
        after = Standing(fields, looked_up)
        if after.nobody_looked:
            return replace(after, fields={**fields, **dict.fromkeys(CHECKED)})
        return after


def standing(base: Fields, edits: Iterable[Edit]) -> Standing:
    """Return a service with its live edits laid over it, the oldest first."""
    found = Standing.of(base)
    file = found.looked_up
    for edit in edits:
        found = found.with_edit(edit, file)
    return found


def stands(base: Fields, edits: Iterable[Edit]) -> Fields:
    """Return the fields of a service with its live edits laid over it, the oldest first."""
    return standing(base, edits).fields


def laid_over(fields: Fields, edit: Edit) -> Fields:
    """Return fields with what an edit changes of them."""
    after = dict(fields)
    for name, new in edit.after.items():
        old = fields.get(name)
        if name in IN_PARTS and isinstance(old, Mapping) and isinstance(new, Mapping):
            after[name] = {**old, **new}
        else:
            after[name] = new
    return after


def moved(base: Fields, edits: Iterable[Edit]) -> str | None:
    """Name what the young see of a service that a live edit was made from, and no longer stands.

    The file was changed since, or an edit below it is gone: nobody meant what the two say together.
    """
    fields = base
    for edit in edits:
        for name in edit.unlike(fields):
            if name.partition(".")[0] not in UNSEEN:
                return name
        fields = laid_over(fields, edit)
    return None


def only_another_withdraws(proposal: Proposal, reader: StaffId) -> bool:
    """Tell whether somebody may not take an edit back: the young see it, and it is their own."""
    return Edit.of(proposal).is_seen and proposal.proposed_by == reader


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
