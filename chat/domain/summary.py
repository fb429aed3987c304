"""A summary (resumé) to come back with: a counsellor writes it, the young person decides.

No word of it is in the log: it is kept apart, under a key of its own, and destroyed in the commit
in which the young person says no, wants it otherwise, or takes a yes back. What nobody has agreed
to goes by itself. One that is agreed to may be brought into a new conversation, by whoever has the
four words, if they choose to.
"""

from datetime import timedelta
from enum import StrEnum

from chat.domain.audience import Kind
from chat.domain.commands import AnswerSummary, ProposeSummary
from chat.domain.course import Course
from chat.domain.people import Sender
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.sharing import KeptUntil, Shared, summary_in
from chat.domain.standing_summary import SummaryState

LONGEST_SUMMARY = 1500
"""Unicode code points: what somebody tired reads in a minute (our own choice)."""
ANSWERED_WITHIN = timedelta(days=1)
"""What is not agreed to by then is destroyed (our own choice)."""
TEXT = "text"


class SummaryAnswer(StrEnum):
    """What a young person says to one; their own words belong in the chat, where triage reads."""

    YES = "yes"
    CHANGE = "change"
    NO = "no"


AFTER = {
    SummaryAnswer.YES: SummaryState.AGREED,
    SummaryAnswer.CHANGE: SummaryState.WANTS_CHANGE,
    SummaryAnswer.NO: SummaryState.DECLINED,
}
ANSWERED = frozenset({SummaryState.AGREED, SummaryState.DECLINED})


def propose_summary(course: Course, command: ProposeSummary) -> None:
    """Show the young person a summary; one they have not answered is replaced.

    Also when the talk is over, until the wrap-up is done: they may read for a while yet.

    Raises:
        Refused: `not_assigned`; `already_answered` where they have said yes, or no.
    """
    before = course.before
    if not before.is_held_by(command.by.staff_id):
        raise Refused(RefusalCode.NOT_ASSIGNED)
    if before.summary in ANSWERED:
        raise Refused(RefusalCode.ALREADY_ANSWERED)
    name, until = summary_in(before.conversation_id), course.now + ANSWERED_WITHIN
    entry = course.happens(
        Kind.SUMMARY_PROPOSED, command.by.sender, {"by": command.by.display_name}
    )
    course.shares(KeptUntil(name, None))
    course.shares(Shared(name, until, ((TEXT, command.text),)))
    course.becomes(summary=SummaryState.PROPOSED, summary_seq=entry.seq, summary_until=until)


def answer_summary(course: Course, command: AnswerSummary) -> None:
    """Take the young person's answer to the summary they have read; a yes may be taken back.

    Raises:
        Refused: `conflict` where another was proposed since; `already_answered`; `closed` where it
            has waited too long and is gone.
    """
    before, says = course.before, SummaryAnswer(command.answer)
    if before.summary is None or command.seq != before.summary_seq:
        raise Refused(RefusalCode.CONFLICT)
    taken_back = before.summary is SummaryState.AGREED and says is SummaryAnswer.NO
    if before.summary is not SummaryState.PROPOSED and not taken_back:
        raise Refused(RefusalCode.ALREADY_ANSWERED)
    yes = says is SummaryAnswer.YES
    if yes and (before.summary_until is None or before.summary_until <= course.now):
        raise Refused(RefusalCode.CLOSED)
    course.happens(Kind.SUMMARY_ANSWERED, Sender.YOUNG, {"seq": command.seq, "answer": says.value})
    # With its conversation at the latest; a hold on that keeps no summary longer than this.
    until = course.now + course.rules.bridges.shared_at_most if yes else None
    course.shares(KeptUntil(summary_in(before.conversation_id), until))
    course.becomes(summary=AFTER[says], summary_until=until)
