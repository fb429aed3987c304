"""What is said in a conversation: messages, notes, judgements, feedback."""

from chat.domain.audience import Audience, Kind
from chat.domain.commands import (
    AddNote,
    Assess,
    GiveFeedback,
    Judge,
    OpenConversation,
    SaveMessage,
    Seen,
)
from chat.domain.contact import gender_code, rating_of
from chat.domain.course import Course
from chat.domain.escalation import EscalationKind
from chat.domain.levels import escalate, is_at_work, raise_level, rise_by_verdict
from chat.domain.pausing import end_for, hold_back
from chat.domain.people import SYSTEM, YOUNG, Person, Sender
from chat.domain.refusal import RefusalCode, Refused
from triage.verdict import Level, Verdict


class AssessAgain(Exception):
    """The counsellor wrote while triage read: the answer may mean something else now.

    `spoke` is the number of what they wrote last.
    """

    def __init__(self, spoke: int) -> None:
        """Say up to where is to be read."""
        super().__init__(spoke)
        self.spoke = spoke


def open_conversation(course: Course, command: OpenConversation) -> None:
    """Write the first line of the log, and let what was answered set the level."""
    verdict = command.verdict
    opening = course.happens(
        Kind.OPENED,
        Sender.YOUNG,
        {
            "lang": command.lang,
            "opening": command.opening,
            "call_word": command.call_word,
            "age_band": command.age_band,
            "gender": command.gender,
            "municipality": command.municipality,
            "about": command.about,
            "suicide_question": command.suicide_question,
            "verdict": verdict.as_wire() if command.opening else None,
        },
    )
    if command.summary is not None:
        course.happens(Kind.SUMMARY_BROUGHT, Sender.YOUNG, {"text": command.summary})
    topics = (*((command.about,) if command.about else ()), *verdict.topics)
    course.becomes(
        gender_code=gender_code(command.gender),
        topics=tuple(dict.fromkeys(topics)),
        young_gone_at=course.now,
        unassessed=(opening.seq,) if verdict.status == "unassessed" else (),
        young_wrote_at=course.now if command.opening else None,
        unanswered_since=course.now if command.opening else None,
    )
    answered = {
        "sometimes": course.rules.sometimes_counts_as,
        "now": course.rules.now_counts_as,
    }.get(command.suicide_question or "", Level.NONE)
    note_flag(course, verdict)
    rise_by_verdict(course, verdict, opening.seq)
    _rise_by_answer(course, answered, verdict)


def _rise_by_answer(course: Course, answered: Level, verdict: Verdict) -> None:
    by_text = verdict.level if verdict.status == "assessed" else Level.NONE
    if answered > by_text:
        raise_level(course, answered, reason="suicide_question", by=YOUNG)
        if answered >= course.rules.escalates_from:
            escalate(course, answered, trigger="suicide_question", by=SYSTEM)


def save_message(course: Course, command: SaveMessage) -> None:
    """Take a message into the log together with its verdict, and let the verdict raise."""
    before = course.before
    before.must_talk(command.by)
    verdict = command.verdict
    if command.seen_seq is not None and before.staff_spoke > command.seen_seq:
        raise AssessAgain(before.staff_spoke)
    if verdict is not None:
        hold_back(course, verdict)
    data: dict[str, object] = {"client_id": command.client_id, "text": command.text}
    if verdict is None:
        entry = course.happens(Kind.MESSAGE, command.by.sender, data)
        course.becomes(staff_wrote_at=course.now, staff_spoke=entry.seq, unanswered_since=None)
        is_at_work(course, command.by)
        return
    data["verdict"] = verdict.as_wire()
    entry = course.happens(Kind.MESSAGE, command.by.sender, data)
    course.becomes(young_wrote_at=course.now)
    end_for(course, SYSTEM)
    if before.unanswered_since is None:
        course.becomes(unanswered_since=course.now)
    if verdict.status == "unassessed":
        course.becomes(unassessed=(*before.unassessed, entry.seq))
        return
    note_flag(course, verdict)
    note_topics(course, verdict)
    if verdict.level or verdict.acute:
        rise_by_verdict(course, verdict, entry.seq)


def assess(course: Course, command: Assess) -> None:
    """Take in the verdict on what could not be read before; the log itself is not rewritten."""
    if command.seq not in course.before.unassessed or command.verdict.status != "assessed":
        return
    course.becomes(unassessed=tuple(n for n in course.before.unassessed if n != command.seq))
    # Before it raises anything: it is the news that whoever ends an escalation must have seen.
    course.happens(
        Kind.JUDGED,
        Sender.SYSTEM,
        {
            "seq": command.seq,
            "correct": None,
            "by": SYSTEM.sender.value,
            "verdict": command.verdict.as_wire(),
        },
    )
    note_flag(course, command.verdict)
    note_topics(course, command.verdict)
    rise_by_verdict(course, command.verdict, command.seq)


def note_flag(course: Course, verdict: Verdict) -> None:
    """Count what has marked words in it, once, however many they are: as it is judged."""
    if verdict.spans:
        course.becomes(flags=course.before.flags + 1)


def note_topics(course: Course, verdict: Verdict) -> None:
    """Remember what the conversation is about; the waiting room and services go by it."""
    known = course.before.topics
    fresh = tuple(topic for topic in verdict.topics if topic not in known)
    if fresh:
        course.topics_become((*known, *fresh))
        named = course.rules.bridges.topics.intersection(fresh)
        if named:
            course.opens_bridge(min(named))


def add_note(course: Course, command: AddNote) -> None:
    """Write for staff: also afterwards, until the wrap-up is done."""
    before, by = course.before, command.by
    adviser = before.call is not None and before.call.is_answered_by(by)
    guest = adviser or before.is_accompanied_by(by)
    if not guest:
        before.must_be_part_of(by)
    advised = before.call is not None and not before.call.is_open
    accompanied = before.companion is not None and before.companion.sits
    to_somebody = by.is_supervisor or before.beside is not None or advised or accompanied
    if (command.whisper and not to_somebody) or (guest and not command.whisper):
        raise Refused(RefusalCode.FORBIDDEN)
    course.happens(
        command.kind,
        by.sender,
        {
            "client_id": command.client_id,
            "text": command.text,
            "by": by.display_name,
        },
        audience=Audience.BRIDGE if command.whisper and _advisers_hear(course, by) else None,
    )
    is_at_work(course, by)


def _advisers_hear(course: Course, by: Person) -> bool:
    """Whether an adviser hears what somebody whispers.

    What supervisors whisper is for the counsellor alone; and where one of them has the pen, what
    the counsellor whispers is for them, as it says beside the box.
    """
    call = course.before.call
    if call is None or call.is_open:
        return False
    return call.is_answered_by(by) or not (by.is_supervisor or course.before.is_taken_over)


def judge(course: Course, command: Judge) -> None:
    """Write down whether a flag was right; it moves no level."""
    course.before.must_be_part_of(command.by)
    if not 1 <= command.seq <= course.before.seq:
        raise Refused(RefusalCode.NOT_FOUND)
    course.happens(
        Kind.JUDGED,
        command.by.sender,
        {"seq": command.seq, "correct": command.correct, "by": command.by.display_name},
    )


def seen(course: Course, command: Seen) -> None:
    """Remember how far somebody has read; it never goes back, nor past the end."""
    course.before.must_be_part_of(command.by)
    name = "young_seen" if command.by.is_young else "staff_seen"
    known = course.before.young_seen if command.by.is_young else course.before.staff_seen
    upto = min(command.seq, course.before.seq)
    if upto > known:
        course.becomes(**{name: upto})


def give_feedback(course: Course, command: GiveFeedback) -> None:
    """Take the young person's word on how it was, within the reading time after the end.

    "Something felt wrong" goes to supervisors, by an escalation no counsellor can see.
    """
    before = course.before
    if not course.rules.life.opens(before, course.now):
        raise Refused(RefusalCode.CLOSED)
    marks = (command.helped, command.before, command.after, command.comment)
    if any(mark is not None for mark in marks):
        course.happens(
            Kind.FEEDBACK,
            Sender.YOUNG,
            {
                "helped": command.helped,
                "before": command.before,
                "after": command.after,
                "comment": command.comment,
            },
        )
        _rate(course, command)
    if command.felt_wrong or command.felt_wrong_text:
        course.happens(Kind.FELT_WRONG, Sender.YOUNG, {"text": command.felt_wrong_text})
        escalate(
            course,
            Level.HIGH,
            trigger="felt_wrong",
            by=SYSTEM,
            kind=EscalationKind.FELT_WRONG,
        )


def _rate(course: Course, command: GiveFeedback) -> None:
    """Count somebody's numbers once, however often they answer."""
    marks = (command.helped, command.before, command.after)
    if course.before.rated or course.before.drill is not None or marks == (None, None, None):
        return
    course.rating = rating_of(course.before, *marks)
    course.becomes(rated=True)
