"""Reading the line: everybody in order, and the first of them whole."""

from collections.abc import Sequence
from functools import partial

from chat.domain.commands import Leave
from chat.domain.conversation import LeftHow
from chat.domain.waiting_room import Waiting, in_order
from chat.storage.conversations import Conversations
from chat.storage.waiting_line import WaitingLine
from tests.chat.domain.building import MINUTE, NOON
from tests.chat.keeping import Kept
from triage.verdict import Level


async def test_the_line_is_who_waits_in_order_and_its_head_is_whole(kept: Kept) -> None:
    waiting = [await kept.opened() for _ in range(4)]
    talking = await kept.talking()
    await kept.writer.submit(Leave(waiting[0], LeftHow.LEAVE))
    still = sorted(waiting[1:], reverse=True)
    by_rank = partial(in_order, now=NOON + MINUTE, worth_a_level=15 * MINUTE)

    line = await WaitingLine(kept.store).read(by_rank, 2)

    assert [one.conversation_id for one in line.ordered] == still
    assert line.ordered[0] == Waiting(still[0], Level.NONE, NOON)
    conversations = Conversations(kept.store)
    assert list(line.first) == [await conversations.of(one) for one in still[:2]]
    assert talking not in {one.conversation_id for one in line.ordered}


async def test_an_empty_line_has_no_head(kept: Kept) -> None:
    def untouched(waiting: Sequence[Waiting]) -> Sequence[Waiting]:
        return waiting

    assert await WaitingLine(kept.store).read(untouched, 50) == ([], ())
