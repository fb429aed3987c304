"""Every test counts: none is skipped, expected to fail, or true whatever happens."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WAYS_OUT = re.compile(
    r"pytest\.(mark\.)?(skip|xfail|importorskip)|unittest\.skip|assert True\b"
    r"|\b(test|it|describe)\.(skip|todo|only)\(|\{ *(skip|todo): "
)


def test_no_test_is_left_out() -> None:
    files = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.js")]

    left_out = [
        f"{file.relative_to(ROOT)}: {found.group()}"
        for file in files
        if "vendor" not in file.parts and file != Path(__file__)
        for found in WAYS_OUT.finditer(file.read_text(encoding="utf-8"))
    ]

    assert not left_out
