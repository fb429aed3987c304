"""`brobygger triage`: JSON lines in, JSON lines out, one for one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from triage.assessing import Assessor
from triage.command import LineReader
from triage.explaining import explained

ROOT = Path(__file__).parents[2]


def turn(sender: str, text: str, conversation: str = "a") -> bytes:
    return json.dumps(
        {"id": 1, "conversation": conversation, "from": sender, "text": text}
    ).encode()


def test_a_message_is_answered_with_its_verdict(assessor: Assessor) -> None:
    answer = LineReader(assessor).answer(b'{"id": "m1", "text": "jeg vil d\xc3\xb8"}')

    assert answer["id"] == "m1"
    assert answer["status"] == "assessed"
    assert answer["level"] == 2
    assert set(answer) == {
        *("id", "status", "level", "topics", "acute", "subject", "labels", "spans", "lexicon"),
        "beneath",
    }


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"x", b"[]", b"{}", b'{"text": 3}', b"\xff", b"[" * 100_000, b'{"id": 7}'),
        b'{"text": "a", "conversation": [1]}',
        b'{"text": "a", "conversation": 1, "from": "x"}',
    ],
)
def test_a_bad_line_is_answered_too(assessor: Assessor, line: bytes) -> None:
    answer = LineReader(assessor).answer(line)

    assert set(answer) == {"id", "error"}
    assert answer["error"]["code"] == "malformed"  # type: ignore[index] # an object, see above


def test_lines_are_answered_one_for_one_in_order(assessor: Assessor) -> None:
    lines = [b'{"id": 1, "text": "hej"}', b"x", b'{"id": 3, "text": "jeg vil d\xc3\xb8"}']

    answers = [json.loads(line) for line in LineReader(assessor).answers(lines)]

    assert [answer["id"] for answer in answers] == [1, None, 3]


def test_a_conversation_keeps_its_highest_level(assessor: Assessor) -> None:
    reader = LineReader(assessor)
    told = [
        turn("counsellor", "Hej, hvad har du på hjerte?"),
        turn("young", "mine forældre skændes"),
        turn("counsellor", "Har du tænkt på at tage dit liv?"),
        turn("young", "ja"),
        turn("young", "ok tak"),
        turn("counsellor", "Jeg er her."),
        turn("young", "jeg vil dø", conversation="b"),
    ]

    answers = [reader.answer(line) for line in told]

    assert [answer["level"] for answer in answers] == [0, 1, 1, 2, 2, 2, 2]
    assert answers[4]["spans"] == []
    assert answers[5]["topics"] == ["suicide", "family"]


def test_an_engine_that_breaks_gives_unassessed_and_never_silence(assessor: Assessor) -> None:
    broken = LineReader(Assessor(assessor.lexicon, None, assessor.quiet))  # type: ignore[arg-type] # the break

    answer = broken.answer(b'{"id": 1, "text": "hej"}')

    assert answer["status"] == "unassessed"
    assert answer["level"] == 2


def test_half_a_surrogate_pair_comes_back_as_it_went_in(assessor: Assessor) -> None:
    (answer,) = LineReader(assessor).answers([b'{"id": "\\ud800", "text": "\\ud800 hej"}'])

    assert json.loads(answer)["id"] == "\ud800"


def test_an_explanation_names_words_rule_and_reason(assessor: Assessor) -> None:
    told = "\n".join(explained(assessor, "jeg viiil bare dø"))

    assert "level 2 (elevated)" in told
    assert '"jeg viiil bare dø"  (0-17, suicide.wish_to_die)' in told
    assert "Skriver om et ønske om at dø." in told


def test_each_line_is_answered_before_the_next_is_written() -> None:
    command = [sys.executable, "-m", "config", "triage"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stdout
        for number in range(3):
            running.stdin.write(json.dumps({"id": number, "text": "jeg vil dø"}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.wait(20) == 0
