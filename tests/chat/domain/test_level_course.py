from chat.domain.audience import Kind
from chat.domain.commands import SetLevel
from chat.domain.level_course import KEPT, LevelMove
from tests.chat.domain.building import HERE, KAREN, MINUTE, NOON, after, says, step, talking
from triage.verdict import Level


def to(level: Level) -> SetLevel:
    return SetLevel(HERE, KAREN, level, "x")


def test_the_course_of_a_level_says_what_the_log_says() -> None:
    raised = step(talking(), says("x", Level.HIGH))
    lowered = step(raised.conversation, to(Level.WATCH), at=NOON + MINUTE)

    told = [
        LevelMove(entry.at, Level(int(str(entry.event.data["to"]))))
        for entry in (*raised.entries, *lowered.entries)
        if entry.event.kind is Kind.LEVEL
    ]

    assert lowered.conversation.level_moves == tuple(told)
    assert [move.to for move in told] == [Level.HIGH, Level.WATCH]


def test_of_many_moves_the_last_few_are_kept() -> None:
    levels = [Level.WATCH, Level.ELEVATED] * KEPT

    moves = after(talking(), *map(to, levels)).level_moves

    assert [move.to for move in moves] == levels[-KEPT:]
