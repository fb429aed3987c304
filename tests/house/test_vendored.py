"""What browsers load from others is what the manifest says, with its licence."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "chat/web/vendor/manifest.json").read_text(encoding="utf-8"))
FILES = [entry["file"] for entry in MANIFEST]


@pytest.mark.parametrize("entry", MANIFEST, ids=FILES)
def test_a_vendored_file_is_unchanged(entry: dict[str, str]) -> None:
    assert hashlib.sha256((ROOT / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_vendored_file_is_in_the_manifest() -> None:
    vendored = [
        *(ROOT / "chat/web/vendor").glob("*.js"),
        *(ROOT / "chat/web/design").rglob("*.woff2"),
        *(ROOT / "chat/web").rglob("icons.js"),
        *(ROOT / "tests/browser/vendor").iterdir(),
    ]

    assert {file.relative_to(ROOT).as_posix() for file in vendored} == set(FILES)


def test_every_vendored_package_has_its_licence_beside_it() -> None:
    packages = [package for entry in MANIFEST for package in entry["packages"]]

    assert all(package["version"] and package["licence"] for package in packages)
    assert all((ROOT / package["text"]).stat().st_size > 500 for package in packages)


def test_the_versions_are_those_of_the_npm_lock() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    for entry in MANIFEST:
        for package in entry["packages"]:
            assert lock[f"node_modules/{package['name']}"]["version"] == package["version"]


@pytest.mark.parametrize("file", [file for file in FILES if file.startswith("chat/web/vendor")])
def test_a_vendored_script_makes_no_code_of_text_and_asks_for_no_source_map(file: str) -> None:
    script = (ROOT / file).read_text(encoding="utf-8")

    assert not re.search(r"\beval\(|new Function\b|sourceMappingURL", script)
