"""Rows of what is counted: they are written, and nothing is read back into a talk."""

from collections.abc import Mapping

from chat.domain.contact import BridgeResult, Contact, Rating


def contact_row(contact_id: str, one: Contact) -> Mapping[str, object]:
    """Write a contact as its row."""
    return {
        "contact_id": contact_id,
        "week": one.week,
        "hour_band": one.hour_band,
        "municipality": one.municipality,
        "age_band": one.age_band,
        "gender_code": one.gender_code,
        "reasons": " ".join(one.reasons),
        "level": int(one.level),
        "outcome": one.outcome,
        "bridged": one.bridged,
        "main_reason": one.main,
        "waited": one.waited,
        "talked": one.talked,
        "answered": one.answered,
        "assessed": one.assessed,
        "campaign": one.campaign,
    }


def rating_row(rating_id: str, one: Rating) -> Mapping[str, object]:
    """Write a young person's numbers as their row."""
    return {
        "rating_id": rating_id,
        "half_year": one.half_year,
        "municipality": one.municipality,
        "age_band": one.age_band,
        "gender_code": one.gender_code,
        "level": int(one.level),
        "helped": one.helped,
        "before": one.before,
        "after": one.after,
    }


def bridge_result_row(result_id: str, one: BridgeResult) -> Mapping[str, object]:
    """Write how a bridge ended as its row."""
    return {
        "result_id": result_id,
        "week": one.week,
        "municipality": one.municipality,
        "result": one.result,
    }
