"""The chart: what it makes fits together, and gives a process no more than it needs."""

import json
from typing import Any

import pytest

from config.settings import Settings
from tests.deploy.chart import CHART, rendered, values

KINDS = (
    "ConfigMap Deployment HorizontalPodAutoscaler Ingress NetworkPolicy PodDisruptionBudget Service"
)


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return {one["kind"]: one for one in rendered()}


def test_it_makes_what_a_house_of_many_processes_needs_and_no_secret(made: dict[str, Any]) -> None:
    assert sorted(made) == KINDS.split()
    assert all(one["metadata"]["name"].startswith("test") for one in made.values())


def test_all_parts_mean_the_same_pods(made: dict[str, Any]) -> None:
    labels = made["Deployment"]["spec"]["template"]["metadata"]["labels"]

    assert made["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert made["Service"]["spec"]["selector"] == labels
    assert made["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert made["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    assert made["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"] == "test"
    backend = made["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend == {"name": "test", "port": {"name": "http"}}


def test_a_process_is_nobody_and_writes_nowhere_but_in_memory(made: dict[str, Any]) -> None:
    pod = made["Deployment"]["spec"]["template"]["spec"]

    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["automountServiceAccountToken"] is False
    for one in [*pod["initContainers"], *pod["containers"]]:
        shut = one["securityContext"]
        assert shut["readOnlyRootFilesystem"]
        assert shut["allowPrivilegeEscalation"] is False
        assert shut["capabilities"] == {"drop": ["ALL"]}
        names = {volume["name"] for volume in pod["volumes"]}
        assert {mount["name"] for mount in one["volumeMounts"]} <= names
    writable = [volume["emptyDir"] for volume in pod["volumes"] if "emptyDir" in volume]
    assert all(volume["medium"] == "Memory" for volume in writable)


def test_every_variable_is_one_the_service_reads(made: dict[str, Any]) -> None:
    pod = made["Deployment"]["spec"]["template"]["spec"]
    known = {f"BROBYGGER_{name}".upper() for name in Settings.model_fields}

    for one in [*pod["initContainers"], *pod["containers"]]:
        assert {variable["name"] for variable in one["env"]} <= known


def test_a_cookie_is_given_only_where_polling_is_on() -> None:
    def affinity(*, polling: bool) -> bool:
        (ingress,) = (one for one in rendered(longPolling=polling) if one["kind"] == "Ingress")
        return "nginx.ingress.kubernetes.io/affinity" in ingress["metadata"]["annotations"]

    assert not affinity(polling=False)
    assert affinity(polling=True)


def test_the_schema_knows_every_value_and_no_other() -> None:
    schema = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))

    assert set(schema["properties"]) - {"global"} == set(values())
    assert set(schema["required"]) == set(values())
    assert schema["additionalProperties"] is False
