import asyncio
from collections.abc import Mapping, Sequence

import pytest

from chat.domain.event import Entry
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import Unavailable
from chat.storage.gathered import Gathered
from chat.storage.log import Log, Place
from tests.chat.keeping import Kept
from tests.chat.storage.test_writer import says


class Counted(Log):
    """A log that counts what it is asked, and fails when it is told to."""

    asked = 0
    fails = False

    async def at(self, places: Sequence[Place]) -> Mapping[ConversationId, Sequence[Entry]]:
        self.asked += 1
        if self.fails:
            raise Unavailable
        return await super().at(places)


async def test_what_many_ask_at_once_is_read_with_one_question(kept: Kept) -> None:
    log = Counted(kept.store, kept.vault)
    gathered = Gathered(log)
    talks = [await kept.talking() for _ in range(5)]
    for n, here in enumerate(talks):
        await kept.writer.submit(says(here, f"hej {n}", "c1"))

    found = await asyncio.gather(*(gathered.at([(here, 3)]) for here in talks))

    texts = [one[here][0].event.data["text"] for here, one in zip(talks, found, strict=True)]
    assert texts == [f"hej {n}" for n in range(5)]
    assert log.asked == 1


async def test_who_asks_while_a_question_is_under_way_is_in_the_next(kept: Kept) -> None:
    log = Counted(kept.store, kept.vault)
    gathered = Gathered(log)
    here = await kept.talking()

    first = asyncio.create_task(gathered.at([(here, 1)]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gone = asyncio.create_task(gathered.at([(here, 2)]))
    rest = [asyncio.create_task(gathered.at([(here, 2)])) for _ in range(3)]
    await asyncio.sleep(0)
    gone.cancel()

    assert [one.seq for one in (await first)[here]] == [1]
    assert [[one.seq for one in (await each)[here]] for each in rest] == [[2]] * 3
    assert log.asked == 2


async def test_a_question_that_fails_fails_for_those_who_asked_it_only(kept: Kept) -> None:
    log = Counted(kept.store, kept.vault)
    gathered = Gathered(log)
    here = await kept.talking()
    log.fails = True
    with pytest.raises(Unavailable):
        await gathered.at([(here, 1)])

    log.fails = False
    assert [one.seq for one in (await gathered.at([(here, 1)]))[here]] == [1]
