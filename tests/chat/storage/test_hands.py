"""Threads that do what the loop hands them."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from chat.storage.hands import Hands


@pytest.fixture
async def one() -> AsyncIterator[Hands]:
    hands = Hands("writer", 1)
    yield hands
    await hands.end()


async def test_it_is_done_elsewhere_and_handed_back(one: Hands) -> None:
    assert await one.do(threading.get_ident) != threading.get_ident()
    assert await one.do(lambda: 2 + 2) == 4


async def test_what_fails_is_raised_where_it_is_waited_for(one: Hands) -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        await one.do(fail)
    assert await one.do(lambda: "goes on") == "goes on"


async def test_one_thread_does_one_thing_after_the_other(one: Hands) -> None:
    done: list[int] = []
    hurry = threading.Event()

    def first() -> None:
        hurry.wait(5)
        done.append(1)

    waiting = [
        asyncio.create_task(one.do(first)),
        asyncio.create_task(one.do(lambda: done.append(2))),
    ]
    await asyncio.sleep(0)
    hurry.set()
    await asyncio.gather(*waiting)

    assert done == [1, 2]


async def test_several_do_things_at_once() -> None:
    hands, both = Hands("reader", 2), threading.Barrier(2, timeout=5)

    await asyncio.gather(hands.do(both.wait), hands.do(both.wait))

    await hands.end()


async def test_who_stops_waiting_stops_nothing(one: Hands) -> None:
    begun, hurry, done = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        hurry.wait(5)
        done.set()

    waiting = asyncio.create_task(one.do(work))
    await asyncio.to_thread(begun.wait, 5)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    hurry.set()

    assert await one.do(done.is_set)


async def test_the_end_waits_for_what_was_asked_and_a_new_beginning_is_possible() -> None:
    hands, hurry = Hands("writer", 1), threading.Event()
    waiting = asyncio.create_task(hands.do(lambda: hurry.wait(5)))
    await asyncio.sleep(0)
    ending = asyncio.create_task(hands.end())
    hurry.set()
    await ending

    assert await waiting
    assert not [one for one in threading.enumerate() if one.name == "writer-0"]
    assert await hands.do(lambda: "again") == "again"
    await hands.end()
