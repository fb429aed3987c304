from datetime import datetime, timedelta

import pytest

from config import steady_clock
from config.steady_clock import SteadyClock

HOUR = 3600.0


class Machine:
    """A machine whose time can be set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wall, self.steady = 1_700_000_000.0, 50.0
        monkeypatch.setattr(steady_clock, "time", lambda: self.wall)
        monkeypatch.setattr(steady_clock, "monotonic", lambda: self.steady)

    def goes(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def test_time_goes_as_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    clock = SteadyClock()
    began = clock()

    machine.goes(90)

    assert clock() - began == timedelta(seconds=90)
    assert began == datetime.fromtimestamp(1_700_000_000, tz=began.tzinfo)


def test_set_to_another_clock_it_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    clock = SteadyClock()
    other = clock() - timedelta(seconds=90)

    clock.set_to(other)
    machine.wall += HOUR
    machine.goes(10)

    assert clock() == other + timedelta(seconds=10)


def test_set_forward_it_follows_and_set_back_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch)
    clock = SteadyClock()
    times = [clock()]
    for jump in (HOUR, -HOUR, -HOUR, 0.0, HOUR):
        machine.wall += jump
        machine.goes(1)
        times.append(clock())

    assert times == sorted(times)
    assert len(set(times)) == len(times)
    assert times[1] - times[0] == timedelta(hours=1, seconds=1)
    assert times[2] - times[1] == timedelta(seconds=1)
