"""What is measured of a new message: that the service has read others, and that one never."""

from triage.assessing import Assessor
from triage.footprint import cpu_of_new


class Noting:
    """Notes what it is given to read."""

    def __init__(self, services: list[list[str]]) -> None:
        self._read: list[str] = []
        services.append(self._read)

    def assess(self, text: str) -> None:
        self._read.append(text)


def test_a_new_message_is_read_once_by_each_of_five_services_that_have_read_others() -> None:
    services: list[list[str]] = []

    def ready() -> Assessor:
        return Noting(services)  # type: ignore[return-value]

    spent = cpu_of_new(ready, ["a", "b"], [str(number) for number in range(12)])

    assert len(services) == 5
    assert all(read[-2:] == ["a", "b"] and len(read) in (4, 5) for read in services)
    assert sorted(int(one) for read in services for one in read[:-2]) == list(range(12))
    assert 0 <= spent.median_ms <= spent.p99_ms
