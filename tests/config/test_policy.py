"""The policy a helpline edits: what it may say, and how it is told of a slip."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.exit_code import CannotGoOn, ExitCode
from config.policy import Policy
from triage.verdict import Level


def laid_over(folder: Path, text: str) -> Policy:
    file = folder / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return Policy.load(file)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(CannotGoOn) as ending:
        laid_over(folder, text)
    assert ending.value.code is ExitCode.BAD_SETTINGS
    return ending.value.sentence.removeprefix(f"{folder}/")


def test_the_default_policy_is_whole_and_keeps_the_promised_numbers() -> None:
    policy = Policy.load()

    # With a heartbeat of 10 s and 8 s to answer, a lost counsellor is noticed within 20 s (G7).
    assert policy.presence.counsellor_missed + timedelta(seconds=18) <= timedelta(seconds=20)
    assert policy.presence.counsellor_released == timedelta(seconds=60)
    assert policy.acute_counts_as is Level.HIGH
    assert policy.interlock
    assert policy.second_factor == "required"
    assert policy.notes == ()
    assert not policy.opening_hours.always


def test_the_demo_is_always_open() -> None:
    assert Policy.load(demo=True).opening_hours.always


def test_what_a_load_tool_lays_over_is_obeyed(tmp_path: Path) -> None:
    policy = laid_over(
        tmp_path,
        "opening: always\nmax_capacity: 500\nsecond_factor: optional\ninterlock: off\n"
        "ladder: [{seconds: 2}, {seconds: 3.5}]\nmax_wait: 90\nretention: 7 days\nlimits: off\n",
    )

    assert policy.opening_hours.state_at(datetime(2026, 11, 22, 4, tzinfo=UTC)).is_open
    assert policy.max_capacity == 500
    assert [step.lasts for step in policy.ladder] == [
        timedelta(seconds=2),
        timedelta(seconds=3.5),
    ]
    assert policy.max_wait == timedelta(seconds=90)
    assert policy.retention == timedelta(days=7)
    assert policy.limits is None
    assert len(policy.notes) == 3


def test_one_number_laid_over_leaves_its_neighbours(tmp_path: Path) -> None:
    limits = laid_over(tmp_path, "limits: {messages_per_min: 30}").limits

    assert limits is not None
    assert (limits.messages_per_min, limits.messages_burst) == (30, 40)


def test_a_helpline_whose_calls_wait_less_long_need_not_name_our_steps(tmp_path: Path) -> None:
    policy = laid_over(tmp_path, "bridges: {call_answered_within: 90 s}\n")

    assert policy.bridges.call_answered_within == timedelta(seconds=90)


def test_hours_laid_over_the_demos_always_are_obeyed(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text('opening: {week: {monday: ["10:00-24:00"]}}', encoding="utf-8")

    hours = Policy.load(file, demo=True).opening_hours

    assert not hours.always
    closing = hours.state_at(datetime(2026, 11, 23, 12, tzinfo=UTC)).closing_at
    assert closing == datetime(2026, 11, 23, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("max_capacity: 0", "mine.yaml line 1, max_capacity: Input should be greater than"),
        ("\nmax_wiat: 3 min", "mine.yaml line 2, max_wiat: Extra inputs are not permitted"),
        ("retention: a while", "mine.yaml line 1, retention: expected a time span such as"),
        ("retention: -3", "mine.yaml line 1, retention: Input should be greater than"),
        (
            'opening:\n  week:\n    monday: ["25:00-26:00"]',
            'mine.yaml line 3, opening.week.monday.0: expected hours such as "15:00-22:00"',
        ),
        ("opening: sometimes", "mine.yaml line 1, opening: Input should be a valid dict"),
        ("ladder: []", "mine.yaml line 1, ladder: Tuple should have at least 1 item"),
        ("ladder:\n  - {seconds: 0}", "mine.yaml line 2, ladder.0.seconds: Input should be"),
        (
            "bridges:\n  reminded_before: 1 h",
            "mine.yaml line 1, bridges: reminded_before must be shorter than taken_within",
        ),
        ("interlock: on\ninterlock: off", "mine.yaml line 2: interlock is given twice."),
        ("limits: [}", "mine.yaml line 1: no YAML here:"),
        ("- a list", "mine.yaml line 1: expected `key: value` lines."),
        ("default_capacity: 7", "default_capacity can't be above max_capacity"),
        ("escalate_from: 2", "escalation_due says nothing of level 2"),
    ],
)
def test_a_slip_is_answered_with_file_line_and_key(
    tmp_path: Path, text: str, sentence: str
) -> None:
    assert sentence in refusal(tmp_path, text)


def test_a_policy_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match=r"nowhere\.yaml can't be read: No such file"):
        Policy.load(tmp_path / "nowhere.yaml")


def test_an_empty_policy_lays_nothing_over(tmp_path: Path) -> None:
    assert laid_over(tmp_path, "# nothing yet\n") == Policy.load()


@pytest.mark.parametrize(
    ("written", "meant"), [("on", "on"), ("off", "off"), ("silent", "silent"), ('"off"', "off")]
)
def test_the_second_reader_is_on_off_or_silent(tmp_path: Path, written: str, meant: str) -> None:
    policy = laid_over(tmp_path, f"triage: {{second_reader: {written}}}\n")

    assert policy.triage.second_reader == meant
    assert Policy.load().triage.second_reader == "on"


def test_the_second_reader_is_nothing_else(tmp_path: Path) -> None:
    assert "second_reader" in refusal(tmp_path, "triage: {second_reader: maybe}\n")
