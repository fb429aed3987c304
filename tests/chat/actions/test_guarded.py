"""A clock goes on: what one tick fails of is no end to it."""

import asyncio

import pytest

from chat.actions.guarded import every
from chat.domain.refusal import Unavailable


@pytest.mark.parametrize("failure", [Unavailable(), ValueError("words of somebody's")])
async def test_what_fails_is_done_again_and_keeps_nothing_else_from_being_done(
    failure: Exception, capfd: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []
    twice = asyncio.Event()

    async def fails() -> None:
        done.append("fails")
        raise failure

    async def works() -> None:
        done.append("works")
        if done.count("works") > 1:
            twice.set()

    clock = asyncio.create_task(every(0, fails, works))
    await asyncio.wait_for(twice.wait(), 5)
    clock.cancel()

    assert done[:4] == ["fails", "works", "fails", "works"]
    assert "somebody" not in capfd.readouterr().out
