"""Contacts of an invented country, straight into the store."""

from collections.abc import Iterable, Mapping
from uuid import uuid4

from sqlalchemy import Connection, insert

from chat.storage.store import Store
from chat.storage.tables import bridge_results, contacts, ratings, sparring_results, visits


def contact(week: str, **told: object) -> Mapping[str, object]:
    """Return a row; what is not told is the usual."""
    usual: dict[str, object] = {
        "contact_id": str(uuid4()),
        "week": week,
        "hour_band": "20-24",
        "municipality": "0751",
        "age_band": "15_17",
        "gender_code": "girl",
        "reasons": "family",
        "main_reason": "family",
        "level": 1,
        "outcome": "helped",
        "bridged": False,
        "waited": "0-5",
        "talked": "30-60",
        "answered": True,
        "assessed": False,
        "campaign": None,
    }
    return {**usual, **told}


async def keep(
    store: Store,
    rows: Iterable[Mapping[str, object]],
    *,
    answers: Iterable[Mapping[str, object]] = (),
    ended: Iterable[Mapping[str, object]] = (),
    visited: Iterable[Mapping[str, object]] = (),
    asked: Iterable[Mapping[str, object]] = (),
) -> None:
    """Write contacts, ratings, ends of bridges, visits and what specialists were asked."""

    def save(connection: Connection) -> None:
        for table, found in (
            *((contacts, rows), (ratings, answers)),
            *((bridge_results, ended), (visits, visited)),
            (sparring_results, asked),
        ):
            if listed := list(found):
                connection.execute(insert(table), listed)

    await store.commit(save)


def rating(half_year: str, before: int, after: int, **told: object) -> Mapping[str, object]:
    """Return what one young person said."""
    usual = {"municipality": "0751", "age_band": "15_17", "gender_code": "girl", "level": 1}
    numbers = {"helped": 4, "before": before, "after": after}
    return {"rating_id": str(uuid4()), "half_year": half_year, **usual, **numbers, **told}


def ended(week: str, result: str, municipality: str | None = "0751") -> Mapping[str, object]:
    """Return how one bridge ended."""
    names = {"week": week, "municipality": municipality, "result": result}
    return {"result_id": str(uuid4()), **names}


def visit(day: str, kind: str, participants: int, **told: object) -> Mapping[str, object]:
    """Return a visit of an hour and a half."""
    usual = {"municipality": "0751", "minutes": 90}
    names = {"visit_id": str(uuid4()), "day": day, "kind": kind, "participants": participants}
    return {**names, **usual, **told}


def asked(week: str, result: str) -> Mapping[str, object]:
    """Return a question to a specialist, and whether it was answered."""
    return {"result_id": str(uuid4()), "week": week, "result": result}
