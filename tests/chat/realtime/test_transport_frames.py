"""Twenty thousand pieces of rubbish; a million are `python3 dev.py faults --frames 1000000`."""

from pathlib import Path

from tests.faults.frames import GROWTH_BYTES, throw_at_house, throw_at_transport

AT_TRANSPORT, AT_HOUSE = 20_000, 2_000


async def test_rubbish_breaks_nothing_and_leaves_nothing_behind() -> None:
    outcome = await throw_at_transport(AT_TRANSPORT)

    assert outcome.faults == []
    assert outcome.frames >= AT_TRANSPORT
    assert outcome.grown_bytes < GROWTH_BYTES
    assert outcome.answered > 500
    assert outcome.closed > 500


async def test_rubbish_in_a_whole_house_breaks_nothing_and_is_not_written_down(
    tmp_path: Path,
) -> None:
    outcome = await throw_at_house(tmp_path, AT_HOUSE)

    assert outcome.faults == []
    assert outcome.frames >= AT_HOUSE
    assert outcome.answered > 50
