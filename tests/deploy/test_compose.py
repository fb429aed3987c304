"""The whole helpline on one machine: what it names is there, and nobody has more than needed."""

import re
from typing import Any

import pytest
import yaml

from config.settings import Settings
from tests.serving import ROOT

DEPLOY = ROOT / "deploy"
PROCESSES = ("brobygger-1", "brobygger-2")


def read(name: str) -> Any:  # noqa: ANN401 - YAML
    return yaml.safe_load((DEPLOY / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return dict(read("compose.yaml")["services"])


def test_proxy_and_prometheus_know_both_processes(services: dict[str, Any]) -> None:
    nginx = (DEPLOY / "nginx/nginx.conf").read_text(encoding="utf-8")
    (asked,) = read("monitoring/prometheus.yaml")["scrape_configs"][0]["static_configs"]

    assert set(PROCESSES) <= set(services)
    assert asked["targets"] == [f"{one}:8080" for one in PROCESSES]
    assert set(re.findall(r"server (brobygger-\d):8080", nginx)) == set(PROCESSES)


def test_every_file_that_is_mounted_is_here_or_made_by_the_helpline(
    services: dict[str, Any],
) -> None:
    mounted = [
        volume.partition(":")[0]
        for one in services.values()
        for volume in one.get("volumes", [])
        if volume.startswith("./")
    ]

    assert len(mounted) > 8
    made = {one for one in mounted if one.startswith("./secrets/")}
    assert not [one for one in set(mounted) - made if not (DEPLOY / one).is_file()]
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert not [one for one in made if one.removeprefix("./") not in guide]


def test_a_process_is_shut_in_and_reads_only_what_it_is_told(services: dict[str, Any]) -> None:
    known = {f"BROBYGGER_{name}".upper() for name in Settings.model_fields}

    for name in ("migrate", *PROCESSES):
        one = services[name]
        assert one["read_only"]
        assert one["cap_drop"] == ["ALL"]
        assert one["ulimits"]["core"] == 0
        assert set(one["environment"]) <= known
    assert services["valkey"]["read_only"]
    assert {name for name, one in services.items() if "ports" in one} == {"nginx", "grafana"}
    assert services["grafana"]["ports"] == ["127.0.0.1:3000:3000"]


def test_every_image_has_a_version(services: dict[str, Any]) -> None:
    others = [one["image"] for one in services.values() if not one["image"].startswith("brobygger")]

    assert others
    assert not [one for one in others if one.endswith(":latest") or ":" not in one]


def test_the_image_holds_what_runs_and_runs_as_nobody() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for source in line.split()[:-1]
    }

    assert copied == {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert all((ROOT / one).exists() for one in copied)
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)
    assert "--require-hashes" in text
    assert "HEALTHCHECK" in text
