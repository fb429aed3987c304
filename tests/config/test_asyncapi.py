"""`docs/asyncapi.yaml` says what the sockets take."""

from pathlib import Path

import yaml

from config.asyncapi import NAMESPACES, document, handlers_of

DOCUMENT = Path(__file__).parents[2] / "docs/asyncapi.yaml"


def test_the_file_is_what_the_models_say() -> None:
    written = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))

    assert written == document(), "run: python -m config.asyncapi > docs/asyncapi.yaml"


def test_every_event_of_every_namespace_has_a_model_that_refuses_unknown_keys() -> None:
    for name in NAMESPACES:
        models = handlers_of(name)
        assert models
        assert all(model.model_config["extra"] == "forbid" for model in models.values())


def test_every_event_is_described() -> None:
    operations = document()["operations"]

    assert len(operations) == sum(len(handlers_of(name)) for name in NAMESPACES)
