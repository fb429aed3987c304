"""The map: what README.md and ARCHITECTURE.md name is there, and nothing stands beside it."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAPS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "deploy/README.md")
NAMED = re.compile(r"`([\w.@-]+(?:/[\w.@-]+)+/?|\w+\.(?:md|py|toml|yml|yaml|lock))`")
CODE = re.compile(r"`([\w/.]+\.py)` `([\w.]+)`")
MADE = ("data/", "build/", "node_modules/", ".venv/")
TOP = frozenset(
    ".ci .editorconfig .github .gitattributes .gitignore .npmrc ARCHITECTURE.md CHANGELOG.md"
    " CONTRIBUTING.md LICENSE LICENSES README.md SECURITY.md bootstrap.lock chat config deploy"
    " dev.py docs package-lock.json package.json publiccode.yml pyproject.toml"
    " requirements-dev.lock requirements.lock supervisor_console tests triage".split()
)


@pytest.mark.parametrize("name", MAPS)
def test_a_map_names_only_what_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = {path for path in NAMED.findall(text) if not path.startswith(MADE)}

    assert not sorted(path for path in named if not (ROOT / path).exists())


def test_the_architecture_names_code_that_is_where_it_says() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = CODE.findall(text)

    assert named
    for file, name in named:
        last = re.escape(name.split(".")[-1])
        code = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"\b(def|class) {last}\b|^{last}\b", code, re.MULTILINE), (file, name)


def test_pictures_in_the_readme_are_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)

    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_top_level_holds_the_house_and_nothing_beside_it() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert {path.split("/")[0] for path in listed.splitlines()} <= TOP
