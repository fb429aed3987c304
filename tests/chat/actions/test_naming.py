"""Call words: whoever opens a conversation while others do gets one that is nobody else's."""

import asyncio
import os

from chat.actions.naming import Naming
from chat.domain.call_words import CALL_WORDS
from chat.domain.commands import OpenConversation
from chat.domain.identifiers import new_conversation_id
from chat.storage.conversations import Conversations
from tests.chat.domain.building import verdict
from tests.chat.keeping import Kept

ALL_BUT_TWO = frozenset(CALL_WORDS[2:])


async def test_however_many_open_at_once_no_two_go_by_one_word(kept: Kept) -> None:
    naming = Naming(Conversations(kept.store).call_words_in_use)

    async def opens() -> str:
        async with naming.drawn() as word:
            here, secret = new_conversation_id(), os.urandom(32)
            await kept.writer.submit(OpenConversation(here, secret, word, "da", verdict()))
        return word

    words = await asyncio.gather(*(opens() for _ in range(len(CALL_WORDS) * 3 // 4)))

    assert len(set(words)) == len(words)
    assert await Conversations(kept.store).call_words_in_use() == set(words)


async def test_who_read_the_rows_before_a_word_stood_there_does_not_draw_it() -> None:
    went_on = asyncio.Event()
    held = True

    async def in_use() -> frozenset[str]:
        if held:
            await went_on.wait()
        return ALL_BUT_TWO

    naming = Naming(in_use)

    async def drawn() -> str:
        async with naming.drawn() as word:
            return word

    slow = asyncio.create_task(drawn())
    await asyncio.sleep(0)
    held = False
    first = await drawn()
    went_on.set()

    assert {first, await slow} == set(CALL_WORDS[:2])


async def test_a_word_that_nobody_took_is_free_again() -> None:
    async def in_use() -> frozenset[str]:
        return frozenset(CALL_WORDS[1:])

    naming = Naming(in_use)
    for _ in range(3):
        async with naming.drawn() as word:
            assert word == CALL_WORDS[0]
