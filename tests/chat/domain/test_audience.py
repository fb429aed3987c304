import pytest

from chat.domain.audience import AUDIENCE_OF, Audience, Kind, Viewer, data_for
from chat.domain.event import Entry, happening
from chat.domain.people import Sender
from tests.chat.domain.building import HERE, NOON

FOR_ALL = set(Viewer)
FOR_STAFF = {Viewer.COUNSELLOR, Viewer.SUPERVISOR}
FOR_BRIDGE = FOR_STAFF | {Viewer.ADVISER}
WHO_HEARS = {
    Kind.OPENED: FOR_ALL,
    Kind.MESSAGE: FOR_ALL,
    Kind.ASSIGNED: FOR_ALL,
    Kind.RELEASED: FOR_ALL,
    Kind.TRANSFERRED: FOR_ALL,
    Kind.JOINED: FOR_ALL,
    Kind.LEFT: FOR_ALL,
    Kind.PAUSED: FOR_ALL,
    Kind.SAFETY_PLAN: FOR_ALL,
    Kind.CLOSED: FOR_ALL,
    Kind.LEVEL: FOR_STAFF,
    Kind.JUDGED: FOR_STAFF,
    Kind.ESCALATED: FOR_STAFF,
    Kind.PAGED: FOR_STAFF,
    Kind.ACKNOWLEDGED: FOR_STAFF,
    Kind.REOPENED: FOR_STAFF,
    Kind.RESOLVED: FOR_STAFF,
    Kind.ASSESSMENT: FOR_STAFF,
    Kind.EMERGENCY_STEP: FOR_STAFF,
    Kind.BRIDGE_TASK: FOR_STAFF,
    Kind.BRIDGE_OFFERED: FOR_ALL,
    Kind.BRIDGE_ANSWERED: FOR_ALL,
    Kind.BRIDGE_UPDATED: FOR_ALL,
    Kind.BRIDGE_WITHDRAWN: FOR_ALL,
    Kind.SUMMARY_PROPOSED: FOR_ALL,
    Kind.SUMMARY_ANSWERED: FOR_ALL,
    Kind.SUMMARY_BROUGHT: FOR_ALL,
    Kind.VIDEO_OFFERED: FOR_ALL,
    Kind.VIDEO_ANSWERED: FOR_ALL,
    Kind.VIDEO_ENDED: FOR_ALL,
    Kind.CALLED: FOR_BRIDGE,
    Kind.CALL_ENDED: FOR_BRIDGE,
    Kind.NOTE: FOR_STAFF,
    Kind.WHISPER: FOR_STAFF,
    Kind.WRAPPED_UP: FOR_STAFF,
    Kind.FEEDBACK: FOR_STAFF,
    Kind.FELT_WRONG: {Viewer.SUPERVISOR},
    Kind.LEGAL_DUTY: {Viewer.SUPERVISOR},
}


def test_every_kind_has_an_audience() -> None:
    assert set(AUDIENCE_OF) == set(WHO_HEARS) == set(Kind)


@pytest.mark.parametrize("viewer", Viewer)
@pytest.mark.parametrize("kind", Kind)
def test_each_viewer_hears_what_the_table_says(kind: Kind, viewer: Viewer) -> None:
    entry = Entry(HERE, 3, 1, 2, NOON, happening(kind, Sender.SYSTEM, {}))

    assert entry.heard_by(viewer) is (viewer in WHO_HEARS[kind])


@pytest.mark.parametrize(
    ("kind", "secret"),
    [
        (Kind.OPENED, "call_word age_band gender municipality about suicide_question verdict"),
        (Kind.MESSAGE, "verdict"),
        (Kind.ASSIGNED, "staff_id"),
        (Kind.RELEASED, "note"),
        (Kind.JOINED, "staff_id"),
        (Kind.LEFT, "staff_id"),
        (Kind.TRANSFERRED, "note"),
        (Kind.PAUSED, "reason by"),
        (Kind.BRIDGE_OFFERED, "note by"),
        (Kind.BRIDGE_ANSWERED, "note"),
        (Kind.BRIDGE_UPDATED, "note"),
        (Kind.BRIDGE_WITHDRAWN, "note"),
    ],
)
def test_the_young_person_is_not_sent_what_is_for_staff(kind: Kind, secret: str) -> None:
    data = dict.fromkeys([*secret.split(), "text"], "x")

    assert data_for(Viewer.YOUNG, kind, data) == {"text": "x"}
    assert data_for(Viewer.COUNSELLOR, kind, data) == data
    # Who was called in learns who of the staff is who, and else no more than the young person.
    theirs = {name: "x" for name in data if name in {"text", "staff_id"}}
    assert data_for(Viewer.ADVISER, kind, data) == theirs


def test_the_number_before_is_the_one_this_viewer_heard() -> None:
    event = happening(Kind.MESSAGE, Sender.YOUNG, {}, audience=Audience.EVERYONE)
    entry = Entry(HERE, 9, prev_everyone=4, prev_staff=7, at=NOON, event=event, prev_bridge=5)

    assert [entry.prev_for(viewer) for viewer in Viewer] == [4, 7, 8, 5]
