"""The floors: imports only point down (the contracts stand in pyproject.toml)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(*, cwd: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_only_point_down() -> None:
    found = lint_imports(cwd=ROOT)

    assert found.returncode == 0, found.stdout


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    floors = "realtime pages actions staff storage domain".split()
    packages = ["config", "supervisor_console", "triage", "chat", *(f"chat/{it}" for it in floors)]
    for package in packages:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
    (tmp_path / "chat/domain/__init__.py").write_text("import chat.storage\n")
    (tmp_path / "triage/__init__.py").write_text("import asyncio\n")

    found = lint_imports(cwd=tmp_path)

    assert found.returncode == 1
    assert "chat.domain is not allowed to import chat.storage" in found.stdout
    assert "triage is not allowed to import asyncio" in found.stdout
