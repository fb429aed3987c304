"""Turns the directory and its edits into what the page is answered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

import yaml

from chat.domain.identifiers import StaffId
from chat.domain.service import stale
from supervisor_console.directory.bodies import DirectoryBody, EditedBody, ListedBody, NamedBody
from supervisor_console.directory.edits import RETIRED, Edit, only_another_withdraws
from supervisor_console.directory.entries import is_centre
from supervisor_console.directory.ports import RunningDirectory
from supervisor_console.workbench.proposals import Proposal, State

MOST_PAST: Final = 200
"""Edits that were rejected or taken back: more than anybody reads at once (our own bound)."""


def directory_body(
    running: RunningDirectory,
    edits: Sequence[Proposal],
    names: Mapping[StaffId, str],
    reader: StaffId,
    language: str,
) -> DirectoryBody:
    """Say all of it, whom to check again before the rest."""
    first = {
        one.service.id: (place, one.why)
        for place, one in enumerate(stale(running.services().values(), running.today()))
    }
    last = len(first)
    entries = sorted(
        running.entries().items(),
        key=lambda one: (first[one[0]][0] if one[0] in first else last, one[1]["name"], one[0]),
    )
    versions = versions_of(edits)
    sent = in_sight(edits)
    listed = [
        ListedBody(
            service_id=service_id,
            centre=is_centre(fields),
            standing="there",
            version=versions.get(service_id, ""),
            retired=bool(fields.get(RETIRED)),
            verified=bool(fields.get("verified")),
            stale=first[service_id][1] if service_id in first else None,
            refused=running.refused.get(service_id),
            entry=dict(fields),
            opening=in_yaml(fields.get("opening")),
        )
        for service_id, fields in entries
    ]
    return DirectoryBody(
        kinds=list(running.kinds),
        needs=[
            NamedBody(code=code, name=need.name(language))
            for code, need in running.needs.by_code.items()
        ],
        municipalities=by_name(running.municipalities),
        regions=by_name(running.region_names),
        services=[*listed, *(not_there(one) for one in new_ones(sent, running.entries()))],
        edits=[edited_body(one, names, reader) for one in sent],
        left_out=len(edits) - len(sent),
    )


def by_name(names: Mapping[str, str]) -> list[NamedBody]:
    """Return codes with their names, in the order of the names."""
    found = [NamedBody(code=code, name=name) for code, name in names.items()]
    return sorted(found, key=lambda one: one.name)


def new_ones(edits: Sequence[Proposal], there: Collection[str]) -> Sequence[Proposal]:
    """Return the edits that would make, or once made, entries that are not there; by id, each once.

    Of more with one id it is the one that waits, or the newest.
    """
    found = dict[str, Proposal]()
    for one in edits:
        if one.rule not in there and Edit.of(one).is_new:
            known = found.get(one.rule)
            if known is None or one.state is State.PROPOSED:
                found[one.rule] = one
    return [found[rule] for rule in sorted(found)]


def not_there(one: Proposal) -> ListedBody:
    """Say what a new entry is, or was, to be."""
    entry = Edit.of(one).after
    return ListedBody(
        service_id=one.rule,
        centre=is_centre(entry),
        standing="proposed" if one.state is State.PROPOSED else "gone",
        version="",
        retired=False,
        verified=bool(entry.get("verified")),
        stale=None,
        refused=None,
        entry=dict(entry),
        opening=in_yaml(entry.get("opening")),
    )


def in_sight(edits: Sequence[Proposal]) -> list[Proposal]:
    """Return all that wait or are live, so that each can be decided on, and the newest others."""
    deciding = {State.PROPOSED, State.LIVE}
    past = [one.proposal_id for one in edits if one.state not in deciding]
    old = set(past[MOST_PAST:])
    return [one for one in edits if one.proposal_id not in old]


def edited_body(one: Proposal, names: Mapping[StaffId, str], reader: StaffId) -> EditedBody:
    """Say how an edit stands."""
    edit = Edit.of(one)

    def name(staff_id: StaffId | None) -> str | None:
        return None if staff_id is None else names.get(staff_id, "")

    return EditedBody(
        edit_id=one.proposal_id,
        service_id=one.rule,
        state=one.state.value,
        own=one.proposed_by == reader,
        at_once=edit.goes_live_at_once,
        only_another_withdraws=only_another_withdraws(one, reader),
        before=dict(edit.before),
        after=dict(edit.after),
        proposed_by=name(one.proposed_by) or "",
        proposed_at=one.proposed_at.isoformat(),
        decided_by=name(one.decided_by),
        decided_at=_written(one.decided_at),
        withdrawn_by=name(one.withdrawn_by),
        withdrawn_at=_written(one.withdrawn_at),
        reason=one.reason,
    )


def versions_of(edits: Sequence[Proposal]) -> Mapping[str, str]:
    """Return the id of what changed each service last: of an edit gone live, or taken back.

    A check that took another's place did both at one moment: it counts, not the other.
    """
    changes = [
        (at, one.state is State.LIVE, one.proposal_id, one.rule)
        for one in edits
        if one.state in {State.LIVE, State.WITHDRAWN}
        and (at := one.withdrawn_at or one.decided_at) is not None
    ]
    return {service_id: edit_id for _, _, edit_id, service_id in sorted(changes)}


def in_yaml(opening: object) -> str:
    """Return opening hours as one edits them; empty where there are none."""
    if opening is None:
        return ""
    if isinstance(opening, str):
        return opening
    return yaml.safe_dump(opening, allow_unicode=True, sort_keys=False)


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
