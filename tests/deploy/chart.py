"""Renders the chart with the little of Helm's language it uses, and refuses all else.

Helm itself is in no registry at a size that a test deserves. When the chart was made, what this
renders was held against what Helm's own library renders: it was the same.
"""

import json
import re
from typing import Any

import yaml

from tests.serving import ROOT

CHART = ROOT / "deploy/helm"
SPOKEN = re.compile(r"\{\{(-?)\s*(.*?)\s*(-?)\}\}")
IF = re.compile(
    r"^[ ]*\{\{- if \.Values\.(\w+) \}\}\n(.*?)^[ ]*\{\{- end \}\}\n", re.MULTILINE | re.DOTALL
)
VALUE = r"\.(?:Values|Release)\.[\w.]+"
QUOTED = re.compile(rf"^({VALUE})( \| quote)?$")
IMAGE = re.compile(rf'^printf "%s:%s" ({VALUE}) ({VALUE}) \| quote$')
INDENTED = re.compile(rf"^toYaml ({VALUE}) \| nindent (\d+)$")


def values(**changed: object) -> dict[str, Any]:
    """Return the chart's values, with some changed."""
    read = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    return {**read, **changed}


def rendered(**changed: object) -> list[dict[str, Any]]:
    """Return every object the chart makes, as a release called `test`."""
    known = {"Values": values(**changed), "Release": {"Name": "test"}}
    found: list[dict[str, Any]] = []
    for file in sorted((CHART / "templates").glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        text = IF.sub(lambda one: one[2] if known["Values"][one[1]] else "", text)
        text = SPOKEN.sub(lambda one: said(one[2], known), text)
        found += [one for one in yaml.safe_load_all(text) if one]
    return found


def said(expression: str, known: dict[str, Any]) -> str:
    """Return what one expression stands for."""
    if one := QUOTED.match(expression):
        value = valued(one[1], known)
        return json.dumps(str(value)) if one[2] else str(value)
    if one := IMAGE.match(expression):
        return json.dumps(f"{valued(one[1], known)}:{valued(one[2], known)}")
    if one := INDENTED.match(expression):
        lines = yaml.safe_dump(valued(one[1], known)).splitlines()
        return "".join(f"\n{' ' * int(one[2])}{line}" for line in lines)
    raise AssertionError(f"no test knows what this says: {expression}")


def valued(path: str, known: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever stands in the values
    value: Any = known
    for step in path.removeprefix(".").split("."):
        value = value[step]
    return value
