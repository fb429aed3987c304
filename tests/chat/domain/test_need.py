"""Needs: what topics speak for, and when a bridge-builder is called for."""

from chat.domain.need import Need, Needs
from triage.verdict import Level

NEEDS = Needs(
    {
        need.code: need
        for need in (
            Need("violence", "Vold", "Violence", ("abuse_violence",), Level.WATCH),
            Need("stress", "Pres", "Pressure", ("sleep", "job"), Level.HIGH),
            Need("leisure", "Fritid", "Leisure", ("job",), None),
        )
    }
)


def test_topics_speak_for_needs_the_most_serious_first() -> None:
    assert NEEDS.spoken_for_by(["job", "abuse_violence"]) == ("violence", "stress", "leisure")
    assert NEEDS.spoken_for_by([]) == ()


def test_each_need_is_named_once_in_order() -> None:
    assert NEEDS.in_order(["stress", "violence", "stress"]) == ("violence", "stress")


def test_a_bridge_builder_is_called_from_the_needs_own_level_on() -> None:
    topics = ["job", "abuse_violence"]

    assert NEEDS.calls_for_a_bridge(topics, Level.NONE) is None
    assert NEEDS.calls_for_a_bridge(topics, Level.WATCH) == "abuse_violence"
    assert NEEDS.calls_for_a_bridge(["job"], Level.ELEVATED) is None
    assert NEEDS.calls_for_a_bridge(["job"], Level.HIGH) == "job"


def test_a_language_we_do_not_speak_is_answered_in_danish() -> None:
    assert NEEDS.by_code["stress"].name("fo") == "Pres"
