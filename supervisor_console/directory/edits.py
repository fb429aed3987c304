"""An edit of the directory: what of a service stood before, and what stands after.

Only fields that differ are in it, so that two people who change different things of one service
do not undo each other.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from chat.storage.tables import directory_edits
from supervisor_console.workbench.proposals import Proposal
from supervisor_console.workbench.statements import Ledger

Fields = Mapping[str, object]
"""A service as `services.yaml` has it, in JSON types."""
RETIRED: Final = "retired"
"""The field of an edit that takes a service out of the directory."""
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
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        return cls(
            {name: before.get(name) for name in names}, {name: after.get(name) for name in names}
        )

    @classmethod
    def of(cls, proposal: Proposal) -> "Edit":
        """Read what `written` wrote."""
        found = json.loads(proposal.entry)
        return cls(found["before"], found["after"])

    def written(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"before": self.before, "after": self.after}, ensure_ascii=False)

    @property
    def hides(self) -> bool:
        """Whether it takes the service out of young people's sight."""
        return any(self.after.get(name) is value for name, value in HIDING.items())

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
        fields.update(edit.after)
    return fields


def overtaken(proposal: Proposal, live: Collection[Proposal]) -> bool:
    """Tell whether what an edit was made from has been changed by another since."""
    edit = Edit.of(proposal)
    now: dict[str, object] = {}
    for one in sorted(live, key=_when):
        if one.rule == proposal.rule:
            now.update(Edit.of(one).after)
    return any(now.get(name, value) != value for name, value in edit.before.items())


def _when(proposal: Proposal) -> tuple[datetime, str]:
    return proposal.decided_at or proposal.proposed_at, proposal.proposal_id


DIRECTORY: Final = Ledger(directory_edits, "directory", "directory_edit", overtaken)
