"""The lock files: every package held to its hash, and no registry named."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = ("bootstrap.lock", "requirements.lock", "requirements-dev.lock")
PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> set[tuple[str, str]]:
    return set(PACKAGE.findall(read(name)))


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_names_no_address(name: str) -> None:
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links", read(name))


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_a_python_lock_holds_every_package_to_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", read(name).strip())

    assert blocks
    assert all("--hash=sha256:" in block for block in blocks)


def test_what_is_tested_is_what_runs() -> None:
    assert locked("requirements.lock") <= locked("requirements-dev.lock")


def test_the_runtime_carries_no_browser() -> None:
    assert not {"playwright", "pytest"} & {name for name, _ in locked("requirements.lock")}


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    wanted = {re.split(r"[\[<>=;]", line)[0] for line in project["project"]["dependencies"]} | {
        re.split(r"[\[<>=;]", line)[0] for line in project["dependency-groups"]["dev"]
    }

    assert wanted <= {name for name, _ in locked("requirements-dev.lock")}


def test_the_npm_lock_names_no_registry_and_holds_every_package_to_a_hash() -> None:
    packages = json.loads(read("package-lock.json"))["packages"]
    fetched = {path: about for path, about in packages.items() if path}

    assert fetched
    assert not [path for path, about in fetched.items() if "resolved" in about]
    assert not [path for path, about in fetched.items() if "integrity" not in about]
    assert "omit-lockfile-registry-resolved=true" in read(".npmrc")
