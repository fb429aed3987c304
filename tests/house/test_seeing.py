"""What those who run it see: every number that board and alerts name is one the house gives."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.two import two_who_talk
from tests.serving import ROOT, Serving

MONITORING = ROOT / "deploy/monitoring"
BOARD = MONITORING / "grafana/brobygger.json"
ALERTS = MONITORING / "alerts.yaml"
PROMETHEUS_OWN = {"up"}
NAME = re.compile(r"\b(brobygger_\w+|process_\w+|up)\b(?!\s*\()")
NOT_NAMES = re.compile(r"\{[^}]*\}|\bby \([^)]*\)|\"[^\"]*\"")
RARELY = {"brobygger_escalations_in_time", "brobygger_escalations_raised"}
"""There once there has been an escalation, and read by the auditor every half minute."""
ISSUE = {
    "brobygger_connections",
    "brobygger_waiting",
    "brobygger_wait_seconds_bucket",
    "brobygger_answer_seconds_bucket",
    "brobygger_commit_seconds_bucket",
    "brobygger_commit_commands_bucket",
    "brobygger_triage_seconds_bucket",
    "brobygger_hub_catch_up_seconds_bucket",
    "brobygger_bus_lag_seconds",
    "brobygger_bus_carries",
    "brobygger_clock_since_tick_seconds",
    "brobygger_clock_off_seconds",
}


def rules() -> list[dict[str, object]]:
    read = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))
    return [rule for group in read["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    yield from (str(rule["expr"]) for rule in rules())
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    yield from (target["expr"] for panel in board["panels"] for target in panel["targets"])


def named() -> set[str]:
    return {name for one in expressions() for name in NAME.findall(NOT_NAMES.sub("", one))}


async def test_every_number_that_is_shown_or_rings_exists_and_moves(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    account = serving.staff("mette", "counsellor", "Mette")
    async with serving.beside(), two_who_talk(serving.url, account) as two:
        for _ in range(3):
            await two.asking.say("hej")
        await two.counsellor.line.call("events:since", {"seq": -1})
        async with (
            aiohttp.ClientSession() as http,
            http.get(f"{serving.url}/metrics") as answer,
        ):
            families = list(text_string_to_metric_families(await answer.text()))
    samples = [sample for family in families for sample in family.samples]
    given = {sample.name for sample in samples}

    assert named() - given <= PROMETHEUS_OWN | RARELY
    assert given >= ISSUE
    found = {(one.name, *sorted(one.labels.values())): one.value for one in samples}
    assert found["brobygger_answer_seconds_count", "message:send"] == 3
    assert found["brobygger_refused_total", "malformed"] == 1
    assert found["brobygger_wait_seconds_count",] == 1
    assert found["brobygger_waiting", "none"] == 0
    assert found["brobygger_commit_commands_sum",] >= 5
    assert found["brobygger_triage_seconds_count",] >= 3
    assert (
        found["brobygger_commit_seconds_bucket", "+Inf"] == found["brobygger_commit_seconds_count",]
    )
    assert abs(found["brobygger_clock_off_seconds",]) < 1
    assert 0 <= found["brobygger_clock_since_tick_seconds", "ladder"] < 5


def test_every_alert_says_what_to_do_about_it() -> None:
    guide = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", guide, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}

    assert rules()
    for rule in rules():
        labels, notes = rule["labels"], rule["annotations"]
        assert isinstance(labels, dict)
        assert isinstance(notes, dict)
        assert labels["severity"] in {"call", "look"}, rule["alert"]
        file, _, anchor = str(notes["runbook"]).partition("#")
        assert file == "docs/operations.md"
        assert anchor in anchors, rule["alert"]
