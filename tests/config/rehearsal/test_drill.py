"""`brobygger drill` against a real server: from a flag, over a page, to an acknowledgement."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import aiohttp

from tests.chat.outside import Mailbox, Webhook
from tests.serving import OPEN_HOUSE, ROOT, Serving

POLICY = OPEN_HOUSE.replace("synthetic_escalations: off", "synthetic_escalations: on")


def drill(serving: Serving, username: str, password: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            *(sys.executable, "-m", "config", "drill", "--url", serving.url),
            *("--username", username, "--password-stdin", "--seconds", "30"),
        ],
        cwd=ROOT,
        env=serving.variables(),
        input=password + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def metrics(url: str) -> str:
    async with aiohttp.ClientSession() as http, http.get(f"{url}/metrics") as answer:
        return await answer.text()


async def test_a_drill_goes_over_mail_and_webhook_and_is_in_no_figure(tmp_path: Path) -> None:
    async with Webhook().open() as phone, Webhook().open() as machine:
        with Mailbox().open() as mail:
            addresses = {
                "BROBYGGER_PAGE_DUTY_PHONE": phone.url,
                "BROBYGGER_PAGE_BACK_UP": mail.url,
                "BROBYGGER_PAGE_SYNTHETIC": machine.url,
                "BROBYGGER_HEARTBEAT_URL": f"http://127.0.0.1:{machine.port}/alive",
            }
            serving = Serving(tmp_path, POLICY, addresses)
            account = serving.staff("birgit", "supervisor", "Birgit")
            async with serving.beside():
                done = await asyncio.to_thread(drill, serving, account.username, account.password)
                await machine.until(1)
                numbers = await metrics(serving.url)
            printed = serving.output.read_text(encoding="utf-8")

    assert done.returncode == 0, done.stderr + printed
    took = json.loads(done.stdout)
    assert (took["pages"], took["sent"]) == (2, 2)
    assert 0 < took["paged_s"] < 5
    assert took["acknowledged_s"] >= took["paged_s"]
    assert "ØVELSE" in phone.texts[0]
    assert "ØVELSE" in mail.texts[0]
    assert machine.asked >= 2  # a heartbeat, and the house's own trial
    assert "brobygger_alarm_well 1.0" in numbers
    assert 'brobygger_alarm_wrong{what="trials"} 0.0' in numbers
    assert "brobygger_escalations_raised 0.0" in numbers
    assert phone.url not in printed
    assert "farvel" not in printed


async def test_an_address_that_cannot_be_called_stops_the_start_with_its_place(
    tmp_path: Path,
) -> None:
    serving = Serving(
        tmp_path, POLICY, {"BROBYGGER_PAGE_DUTY_PHONE": "json://127.0.0.1 nosuch://secret@x"}
    )

    done = await asyncio.to_thread(serving.command, "serve", "--port", str(serving.port))

    assert done.returncode != 0
    assert "BROBYGGER_PAGE_DUTY_PHONE: address 2" in done.stderr
    assert "secret" not in done.stderr + done.stdout
