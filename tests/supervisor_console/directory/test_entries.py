from datetime import date

import pytest

from supervisor_console.directory.entries import (
    LOOKED_BEFORE,
    NOBODY_LOOKED,
    NOT_YET,
    has_name,
    id_for,
    unlooked_up,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Lodsen på Åen", "lodsen-paa-aaen"),
        ("  Café «Æble»  ", "cafe-aeble"),
        ("Лодка", "tilbud"),
        ("x" * 80, "x" * 50),
    ],
)
def test_an_id_is_made_of_the_name(name: str, made: str) -> None:
    assert id_for(name, ()) == made


def test_an_id_is_never_used_twice() -> None:
    assert id_for("Fyret", {"fyret", "fyret-2"}) == "fyret-3"
    assert has_name("FYRET", [{"name": "Fyret"}])
    assert not has_name("Fyret", [{"name": None}, {"name": "Fyret 2"}])


def entry(
    phone: str | None, day: str | None, *, verified: bool = True, **more: object
) -> dict[str, object]:
    return {"contacts": {"phone": phone}, "last_checked": day, "verified": verified, **more}


OLD = entry("11 11 11 11", "2026-11-01")


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        ({}, entry("112", None), NOBODY_LOOKED),
        ({}, entry("112", "når som helst"), NOBODY_LOOKED),
        ({}, entry("112", "2026-11-23"), NOT_YET),
        ({}, entry("112", "2026-11-22"), None),
        ({}, entry("112", None, verified=False), None),
        ({}, entry(None, None), NOBODY_LOOKED),
        (OLD, entry("22 22 22 22", "2026-11-01"), LOOKED_BEFORE),
        (OLD, entry("22 22 22 22", "2026-11-02"), None),
        (OLD, entry("11 11 11 11", "2026-11-01", address="Ny Gade 1"), LOOKED_BEFORE),
        (OLD, entry(None, "2026-11-01"), None),
        (OLD, {**OLD, "hours": "9-12"}, None),
        ({**OLD, "verified": False}, OLD, None),
        ({**OLD, "verified": False}, entry("22 22 22 22", "2026-11-01"), LOOKED_BEFORE),
        (entry("1", None), entry("1", None, hours="9-12"), None),
        (entry("1", "2026-11-22"), entry("2", "2026-11-22"), None),
    ],
)
def test_a_number_the_young_have_not_been_shown_needs_somebody_who_looked(
    before: dict[str, object], after: dict[str, object], missing: str | None
) -> None:
    assert unlooked_up(before, after, TODAY) == missing
