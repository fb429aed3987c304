from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chat.domain.bridge import Bridge, BridgeStatus, Lane
from chat.domain.contact import bridge_results_of, contact_of, gender_code, rating_of
from chat.domain.conversation import Conversation
from chat.domain.identifiers import BridgeId
from chat.domain.ladder import Drill
from tests.chat.domain.building import HERE

EVENING = datetime(2026, 6, 30, 20, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_talk(**known: object) -> Conversation:
    return Conversation(HERE, b"", "Birk", "da", EVENING).changed(known)


def test_a_contact_tells_week_and_hours_in_danish_time() -> None:
    late_on_a_sunday = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    one = Conversation(HERE, b"", "Birk", "da", late_on_a_sunday, age_band="15_17")

    contact = contact_of(one, ("family",), "helped", late_on_a_sunday)

    assert (contact.week, contact.hour_band) == ("2026-W48", "00-04")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (None, None),
        (" ", None),
        ("Pige", "girl"),
        ("dreng", "boy"),
        ("nonbinær", "other"),
        ("en slags pige", "other"),
    ],
)
def test_own_words_become_one_of_four_codes(words: str | None, code: str | None) -> None:
    assert gender_code(words) == code


def test_a_contact_keeps_of_waits_and_talks_no_more_than_a_band() -> None:
    met = EVENING + timedelta(minutes=7)
    talk = a_talk(waiting_since=EVENING, assigned_at=met, closed_at=met + HOUR, assessed=True)

    contact = contact_of(talk, ("grief", "family"), "helped", EVENING + 3 * HOUR)

    assert (contact.waited, contact.talked) == ("5-15", "60-")
    assert (contact.answered, contact.assessed, contact.main) == (True, True, "grief")


def test_who_gave_up_waiting_is_counted_by_how_long_they_waited() -> None:
    waited = a_talk(waiting_since=EVENING)

    contact = contact_of(waited, (), "abandoned", EVENING + HOUR)

    assert (contact.answered, contact.waited, contact.talked) == (False, "45-", None)
    assert contact.main is None


def test_only_a_campaign_the_policy_knows_is_counted() -> None:
    talk = a_talk(campaign="for_en_enkelt")

    assert contact_of(talk, (), "helped", EVENING, {"skolestart"}).campaign is None
    assert contact_of(talk, (), "helped", EVENING, {"for_en_enkelt"}).campaign == "for_en_enkelt"


def test_a_rating_tells_no_more_of_the_time_than_the_half_year() -> None:
    assert rating_of(a_talk(), 4, 8, 5).half_year == "2026-H1"
    assert rating_of(a_talk(opened_at=EVENING + 3 * HOUR), 4, 8, 5).half_year == "2026-H2"


def test_a_bridge_is_counted_once_when_it_ends_and_no_drill_is() -> None:
    bridge = Bridge(BridgeId("x.1"), "level", EVENING, None)
    offered = replace(bridge, bridge_id=BridgeId("x.2"), lane=Lane.SELF)
    under_way = a_talk(bridges=(bridge, offered))
    held = a_talk(bridges=(replace(bridge, status=BridgeStatus.HELD), offered))

    (result,) = bridge_results_of(under_way.changed({"municipality": "0751"}), held, EVENING)

    assert (result.week, result.municipality, result.result) == ("2026-W27", "0751", "held")
    assert bridge_results_of(held, held, EVENING) == ()
    expired = a_talk(bridges=(bridge, replace(offered, status=BridgeStatus.EXPIRED)))
    assert bridge_results_of(under_way, expired, EVENING) == ()
    assert bridge_results_of(under_way, under_way, EVENING) == ()
    assert bridge_results_of(under_way.changed({"drill": Drill.DRILL}), held, EVENING) == ()
