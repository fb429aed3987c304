"""Finding conversations: whose call word is taken."""

from chat.domain.commands import Leave, RaiseEscalation, Resolve
from chat.domain.conversation import LeftHow
from chat.domain.escalation import Outcome
from chat.storage.conversations import Conversations
from tests.chat.domain.building import KAREN
from tests.chat.keeping import Kept


async def test_a_call_word_is_taken_as_long_as_its_row_is_on_the_board(kept: Kept) -> None:
    here, conversations = await kept.talking(), Conversations(kept.store)
    raised = await kept.writer.submit(RaiseEscalation(here, KAREN, "ring til hende"))
    await kept.writer.submit(Leave(here, LeftHow.LEAVE))
    assert await conversations.call_words_in_use() == {"Havtorn"}

    one = raised.after.escalations[0].escalation_id
    await kept.writer.submit(Resolve(here, KAREN, one, Outcome.FALSE_ALARM))
    assert await conversations.call_words_in_use() == set()
