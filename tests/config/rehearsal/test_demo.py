"""Who comes next in the demo."""

from unittest.mock import MagicMock

from config.rehearsal.demo import Demo
from config.rehearsal.scripts import shuffled


def test_nobody_comes_who_is_here_and_when_all_are_here_nobody_does() -> None:
    demo = Demo()
    coming = shuffled(list(demo.playbook.scripts.values()))
    here = set[str]()

    while (script := demo._next(coming)) is not None:
        assert script.id not in here
        here.add(script.id)
        demo._young[script.id] = MagicMock()

    assert len(here & demo.scene.in_danger) == 1
    assert here | demo.scene.in_danger | demo.advice.scripts == demo.playbook.scripts.keys()
