"""`brobygger services` at the terminal: whom to check, and who would be suggested."""

import pytest

from config.command_line import main
from config.exit_code import ExitCode


def test_whoever_nobody_has_checked_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["services"]) == ExitCode.DONE

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 85
    assert lines[0].endswith("\tchecked: never\tshown")
    assert lines[-1].endswith("\tchecked: never\tnot shown")


def test_a_question_is_answered_with_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    asked = "services --topic suicide --age 15_17 --municipality 0851 --level 3"
    assert main(asked.split()) == ExitCode.DONE

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Alarm 112\t112"
    assert "Når et liv er i fare" in lines[1]
    assert lines[2] == "Psykiatrisk akutmodtagelse Aalborg, Region Nordjylland\t"
    assert "Ikke kontrolleret" in lines[3]


@pytest.mark.parametrize("words", ["--topic sad", "--need x", "--age 11"])
def test_an_unknown_word_is_answered_with_those_there_are(
    capsys: pytest.CaptureFixture[str], words: str
) -> None:
    assert main(["services", *words.split()]) == ExitCode.BAD_USE

    assert capsys.readouterr().err.startswith("Unknown: ")
