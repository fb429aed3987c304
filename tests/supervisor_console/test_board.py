"""The supervisor's board: what stands on it, in which order, and what is told when it changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chat.domain.identifiers import ConversationId, StaffId
from chat.domain.level_course import LevelMove
from supervisor_console.board import Board
from supervisor_console.row import Row, in_order
from triage.verdict import Level

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
JONAS = (StaffId("jonas"), "Jonas")


def minutes_ago(minutes: float) -> datetime:
    return NOON - timedelta(minutes=minutes)


def waiting(name: str, level: Level = Level.NONE, *, minutes: float = 1) -> Row:
    return Row(
        conversation_id=ConversationId(name),
        call_word=name,
        state="waiting",
        level=level,
        assessed=True,
        opened_at=minutes_ago(minutes),
        waiting_since=minutes_ago(minutes),
        young_wrote_at=minutes_ago(minutes),
    )


def talking(
    name: str, level: Level = Level.NONE, *, minutes: float = 10, late: bool = False
) -> Row:
    return replace(
        waiting(name, level, minutes=minutes),
        state="active",
        waiting_since=None,
        counsellor=JONAS,
        late=late,
    )


def names(rows: list[Row]) -> list[str]:
    return [row.call_word for row in rows]


def test_the_highest_level_stands_first_however_long_the_others_wait() -> None:
    rows = [waiting("Blåhat", minutes=90), waiting("Rønne", Level.IMMINENT, minutes=0)]

    assert names(in_order(rows)) == ["Rønne", "Blåhat"]


def test_on_the_same_level_the_longest_wait_stands_first() -> None:
    rows = [
        waiting("Strandeng", minutes=2),
        talking("Havtorn", minutes=50),
        waiting("Blåhat", minutes=11),
    ]

    assert names(in_order(rows)) == ["Blåhat", "Strandeng", "Havtorn"]


def test_one_who_waits_too_long_for_an_answer_counts_as_waiting() -> None:
    rows = [talking("Havtorn", minutes=50), talking("Mosegrund", minutes=20, late=True)]

    assert names(in_order(rows)) == ["Mosegrund", "Havtorn"]


def test_what_nobody_has_read_stands_between_elevated_and_watch() -> None:
    unread = replace(waiting("Strandeng", Level.ELEVATED), assessed=False)
    rows = [waiting("Blåhat", Level.WATCH), unread, waiting("Enebær", Level.ELEVATED)]

    assert names(in_order(rows)) == ["Enebær", "Strandeng", "Blåhat"]


def test_a_high_level_is_kept_though_the_last_message_is_unread() -> None:
    unread = replace(talking("Tranebær", Level.HIGH), assessed=False)

    assert names(in_order([waiting("Enebær", Level.ELEVATED), unread])) == ["Tranebær", "Enebær"]


def test_the_same_board_again_is_no_change() -> None:
    board = Board()
    board.replace([waiting("Rønne")])

    assert board.replace([waiting("Rønne")]) is None
    assert board.version == 1


def test_a_change_tells_only_what_differs_and_who_left() -> None:
    board = Board()
    board.replace([waiting("Rønne"), talking("Havtorn"), talking("Rævling")])

    change = board.replace([waiting("Rønne", Level.HIGH), talking("Havtorn")])

    assert change is not None
    assert change.version == 2
    assert change.as_wire(NOON)["gone"] == ["Rævling"]
    assert names(list(change.rows)) == ["Rønne"]


def test_what_was_not_read_again_stays_as_it_was() -> None:
    board = Board()
    board.replace([waiting("Rønne"), talking("Havtorn")])

    change = board.update({ConversationId("Rønne"): None, ConversationId("Ukendt"): None})

    assert change is not None
    assert change.gone == (ConversationId("Rønne"),)
    assert list(board.rows) == [ConversationId("Havtorn")]


def test_time_passing_alone_changes_no_row_yet_the_wire_tells_the_time_waited() -> None:
    board = Board()
    board.replace([waiting("Rønne", minutes=1)])

    later = NOON + timedelta(seconds=5)

    assert board.replace([waiting("Rønne", minutes=1)]) is None
    assert Row.as_wire(board.rows[ConversationId("Rønne")], later)["waited_s"] == 65


def test_a_clock_that_goes_back_tells_no_negative_wait() -> None:
    assert waiting("Rønne").as_wire(NOON - timedelta(hours=1))["waited_s"] == 0


def test_a_row_on_the_wire_holds_what_the_page_was_promised() -> None:
    row = replace(
        talking("Tranebær", Level.HIGH),
        topics=("self_harm",),
        flags=3,
        escalation={"level": 3},
        level_moves=(LevelMove(NOON, Level.HIGH),),
    )

    wire = row.as_wire(NOON)

    assert wire["counsellor"] == {"staff_id": "jonas", "display_name": "Jonas"}
    assert wire["waited_s"] is None
    assert wire["topics"] == ["self_harm"]
    assert wire["escalation"] == {"level": 3}
    assert wire["staff_wrote_at"] is None
    assert wire["flags"] == 3
    assert wire["level_moves"] == [{"at": NOON.isoformat(), "to": 3}]
    assert waiting("Rønne").as_wire(NOON)["counsellor"] is None


SOME_ROWS = st.dictionaries(
    st.sampled_from(["Rønne", "Havtorn", "Blåhat", "Enebær"]),
    st.builds(
        lambda level, late, waits: (level, late, waits),
        st.sampled_from(Level),
        st.booleans(),
        st.booleans(),
    ),
)


def rows_of(drawn: dict[str, tuple[Level, bool, bool]]) -> list[Row]:
    return [
        waiting(name, level) if waits else talking(name, level, late=late)
        for name, (level, late, waits) in drawn.items()
    ]


@given(st.lists(SOME_ROWS, max_size=6))
def test_a_page_that_follows_the_changes_holds_the_board(
    drawn: list[dict[str, tuple[Level, bool, bool]]],
) -> None:
    board, page = Board(), dict[ConversationId, Row]()

    for seen in drawn:
        change = board.replace(rows_of(seen))
        if change is not None:
            page.update({row.conversation_id: row for row in change.rows})
            page = {one: row for one, row in page.items() if one not in change.gone}

    assert page == board.rows
    assert board.as_wire(NOON)["rows"] == [row.as_wire(NOON) for row in in_order(page.values())]
