"""`docs/openapi.yaml` says what can be asked over HTTP."""

from pathlib import Path

import yaml

from config.openapi import OPERATIONS, document

DOCUMENT = Path(__file__).parents[2] / "docs/openapi.yaml"


def test_the_file_is_what_the_models_say() -> None:
    written = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))

    assert written == document(), "run: python -m config.openapi > docs/openapi.yaml"


def test_nothing_is_described_twice() -> None:
    asked = [(one.method, one.path) for one in OPERATIONS]

    assert len(asked) == len(set(asked))
