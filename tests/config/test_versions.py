"""The libraries' minimum versions."""

import pytest

from config import versions
from config.exit_code import CannotGoOn


def test_the_lock_is_new_enough() -> None:
    versions.hold_to_minimum()


def test_an_old_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "version", lambda _: "3.14.2")

    with pytest.raises(CannotGoOn, match=r"aiohttp 3\.14\.2 has known holes: 3\.14\.3 or newer"):
        versions.hold_to_minimum()


@pytest.mark.parametrize(
    ("written", "numbers"), [("5.18.1", (5, 18, 1)), ("3.15.0rc1", (3, 15)), ("4", (4,))]
)
def test_a_version_compares_by_its_numbers(written: str, numbers: tuple[int, ...]) -> None:
    assert versions.numbers(written) == numbers
