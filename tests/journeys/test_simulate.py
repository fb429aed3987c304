"""`brobygger simulate`: whole conversations, both sides, against a running server."""

import json
from pathlib import Path

from tests.serving import Serving


def test_simulated_people_talk_to_the_end_and_the_command_counts_it(tmp_path: Path) -> None:
    serving = Serving(tmp_path)
    mette = serving.staff("mette", "counsellor", "Mette")
    speed = ["--url", serving.url, "--rate", "400", "--seconds", "20", "--young", "3"]
    staff = ["--counsellor-username", mette.username, "--password-stdin"]

    with serving:
        done = serving.command("simulate", *speed, *staff, stdin=mette.password + "\n")

    assert done.returncode == 0, done.stderr
    played = json.loads(done.stdout)
    assert played["endings"]["closed"] >= 1
    assert played["counsellors_said"] > played["closed"]
    assert played["young_said"] > played["endings"]["closed"]


def test_a_server_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    serving = Serving(tmp_path)

    done = serving.command("simulate", "--url", serving.url, "--seconds", "1")

    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
