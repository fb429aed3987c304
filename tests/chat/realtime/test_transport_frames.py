"""Twenty thousand pieces of rubbish; a million are `python3 dev.py faults --frames 1000000`."""

from tests.faults.frames import GROWTH_BYTES, throw

FRAMES = 20_000


async def test_rubbish_breaks_nothing_and_leaves_nothing_behind() -> None:
    outcome = await throw(FRAMES, seed=None)

    assert outcome.faults == []
    assert outcome.frames >= FRAMES
    assert outcome.grown_bytes < GROWTH_BYTES
    assert outcome.answered > 500
    assert outcome.closed > 500
