"""The two commands' own rules: what they refuse, and when they leave the environment alone."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).resolve().parents[2]


def say(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *words], capture_output=True, text=True, check=False
    )


def test_help_names_every_command() -> None:
    answer = say("--help")

    assert answer.returncode == 0
    for command in ("run", "test", "bench", "faults", "lock", "vendor"):
        assert f"    {command} " in answer.stdout


@pytest.mark.parametrize("words", [[], ["rnu"]])
def test_a_slip_is_bad_use(words: list[str]) -> None:
    answer = say(*words)

    assert answer.returncode == 2
    assert "python3 dev.py run" in answer.stderr
    assert answer.stdout == ""


def test_an_environment_is_made_anew_only_when_its_lock_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    lock, stamp = tmp_path / "some.lock", tmp_path / "some.lock.sha256"
    lock.write_text("aiohttp==3.14.5")
    assert not dev.is_fresh(stamp)

    stamp.write_text(dev.digest(lock))
    assert dev.is_fresh(stamp)

    lock.write_text("aiohttp==3.14.6")
    assert not dev.is_fresh(stamp)


def test_what_can_not_be_installed_is_asked_for_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)

    with pytest.raises(SystemExit) as ending:
        dev.install_packages("chromium", why="the tests drive the pages in a real browser")

    assert ending.value.code == 1
    assert capsys.readouterr().err == (
        "Missing: chromium, because the tests drive the pages in a real browser. "
        "Install it (Debian: sudo apt install chromium).\n"
    )


def test_a_browser_that_is_named_is_the_one_that_is_driven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BROBYGGER_CHROMIUM", "/opt/chromium/chrome")

    assert dev.chromium() == "/opt/chromium/chrome"


def test_ci_runs_what_a_developer_runs() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")

    assert "exec python3 dev.py test\n" in script
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
