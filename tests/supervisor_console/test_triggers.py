"""Whatever raises an escalation is said to the supervisor in words of its own."""

import json
import re
from pathlib import Path

from chat.domain.people import Sender

ROOT = Path(__file__).parents[2]
RAISED = re.compile(r'trigger="([a-z_]+)"')
CATALOGUE = ROOT / "chat/web/catalogue"


def test_what_the_house_or_a_person_raises_is_not_put_down_to_triage() -> None:
    rules = [file.read_text(encoding="utf-8") for file in (ROOT / "chat/domain").glob("*.py")]
    raised = {found for rule in rules for found in RAISED.findall(rule)}
    said = json.loads((CATALOGUE / "supervisor.da.json").read_text(encoding="utf-8"))

    assert raised >= {"unanswered", "counsellor_gone", "level_set", "felt_wrong", "abuse"}
    by_people = {Sender.COUNSELLOR.value, Sender.SUPERVISOR.value}
    assert {one for one in raised | by_people if f"supervisor.trigger.{one}" not in said} == set()
