"""The data of the demo is whole, and reads as its players need it."""

from config.rehearsal.demo import STAFF
from config.rehearsal.scripts import Playbook, load_scene


def test_the_scene_names_scripts_that_exist_and_each_once() -> None:
    scripts, scene = Playbook.load().scripts, load_scene()
    parts = [part.script for part in (*scene.waiting, *scene.talking, *scene.closed)]

    assert {*parts, *scene.in_danger} <= scripts.keys()
    assert len(parts) == len(set(parts))


def test_in_every_script_the_young_person_begins_and_the_sides_take_turns() -> None:
    for script in Playbook.load().scripts.values():
        young, counsellor = script.groups("young"), script.groups("counsellor")

        assert script.turns[0].sender == "young", script.id
        assert len(young) - len(counsellor) in {0, 1}, script.id


def test_everybody_in_the_scripts_lives_in_a_municipality_with_a_code() -> None:
    playbook = Playbook.load()

    entries = [playbook.entry(script) for script in playbook.scripts.values()]

    assert all(len(str(entry["municipality"])) == 4 for entry in entries)
    assert all(entry["age_band"] and entry["opening"] for entry in entries)


def test_the_simulated_supervisor_says_so_in_their_name() -> None:
    assert [one.display_name for one in STAFF if "supervisor" in one.roles] == [
        "Simuleret vagthavende"
    ]
    assert all("imuleret" in one.display_name for one in STAFF)
