"""Turns what the workbench found into what it answers."""

from collections.abc import Mapping
from datetime import datetime

from chat.domain.identifiers import StaffId
from supervisor_console.workbench.bodies import (
    ChangeBody,
    ClearedBody,
    EffectBody,
    EffectRowBody,
    HitBody,
    NearBody,
    ProposalBody,
    TriedBody,
    WordBody,
)
from supervisor_console.workbench.ports import Measured
from supervisor_console.workbench.proposals import Proposal
from supervisor_console.workbench.trying import Tried


def tried_body(text: str, tried: Tried) -> TriedBody:
    """Say how a sentence is read."""
    verdict = tried.verdict
    return TriedBody(
        lexicon=verdict.lexicon,
        text=text,
        level=int(verdict.level),
        acute=verdict.acute,
        topics=list(verdict.topics),
        words=[
            WordBody(written=one.written, read_as=list(one.read_as), known=one.known)
            for one in tried.words
        ],
        hits=[
            HitBody(
                start=span.start,
                end=span.end,
                words=text[span.start : span.end],
                rule=span.rule,
                topic=span.topic,
                level=int(span.level),
                why=span.why,
            )
            for span in verdict.spans
        ],
        cleared=[ClearedBody(**one._asdict()) for one in tried.cleared],
        near=[NearBody(**one._asdict()) for one in tried.near],
    )


def effect_body(measured: Measured) -> EffectBody:
    """Say what would change."""
    return EffectBody(
        read=measured.read,
        of_all=measured.of_all,
        changed=sum(measured.changed.values()),
        levels=[
            EffectRowBody(
                level=level,
                read=read,
                changed=measured.changed.get(level, 0),
                raised=measured.raised.get(level, 0),
                examples=[
                    ChangeBody(text=one.text, before=int(one.before), after=int(one.after))
                    for one in measured.shown
                    if one.labelled == level
                ],
            )
            for level, read in sorted(measured.of_level.items())
        ],
    )


def proposal_body(
    proposal: Proposal, names: Mapping[StaffId, str], reader: StaffId
) -> ProposalBody:
    """Say how a proposal stands."""

    def name(staff_id: StaffId | None) -> str | None:
        return None if staff_id is None else names.get(staff_id, "")

    return ProposalBody(
        proposal_id=proposal.proposal_id,
        rule=proposal.rule,
        entry=proposal.entry,
        state=proposal.state.value,
        own=proposal.proposed_by == reader,
        proposed_by=name(proposal.proposed_by) or "",
        proposed_at=proposal.proposed_at.isoformat(),
        decided_by=name(proposal.decided_by),
        decided_at=_written(proposal.decided_at),
        withdrawn_by=name(proposal.withdrawn_by),
        withdrawn_at=_written(proposal.withdrawn_at),
        reason=proposal.reason,
    )


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
