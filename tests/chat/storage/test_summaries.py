"""A summary to come back with: shown word for word, kept with a yes alone, and in no log."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from chat.actions.shredding import Shredder
from chat.actions.summaries import Summaries
from chat.domain.audience import Viewer
from chat.domain.commands import AnswerSummary, Close, ProposeSummary, WrapUp
from chat.domain.conversation import Conversation
from chat.domain.identifiers import ConversationId
from chat.domain.refusal import RefusalCode, Refused
from chat.domain.summary import ANSWERED_WITHIN
from chat.storage.conversations import Conversations
from chat.storage.shredding import DeleteRows, DestroyKeys
from chat.storage.tables import hand_over_keys, hand_overs
from tests.chat.domain.building import JONAS, NOON, SOFIE
from tests.chat.keeping import Kept, process_on
from tests.databases import in_files

TEXT = "Vi talte om kanariefuglen og om skolen."


async def proposed(kept: Kept, text: str = TEXT) -> tuple[ConversationId, int]:
    here = await kept.talking()
    committed = await kept.writer.submit(ProposeSummary(here, SOFIE, text))
    return here, committed.after.summary_seq


async def agreed(kept: Kept, here: ConversationId) -> str | None:
    one = await standing(kept, here)
    return await Summaries(kept.store, kept.vault).agreed(one)


async def standing(kept: Kept, here: ConversationId) -> Conversation:
    one = await Conversations(kept.store).of(here)
    assert one is not None
    return one


async def rows(kept: Kept) -> tuple[int, int]:
    async with kept.store.read() as connection:
        counts = [
            await connection.scalar(select(func.count()).select_from(table))
            for table in (hand_overs, hand_over_keys)
        ]
    return int(counts[0] or 0), int(counts[1] or 0)


async def refused(kept: Kept, command: AnswerSummary | ProposeSummary) -> RefusalCode:
    with pytest.raises(Refused) as no:
        await kept.writer.submit(command)
    return no.value.code


async def test_only_a_yes_keeps_it_and_the_yes_may_be_taken_back(kept: Kept) -> None:
    here, seq = await proposed(kept)
    summaries = Summaries(kept.store, kept.vault)
    assert await summaries.of(here) == TEXT
    assert await agreed(kept, here) is None

    await kept.writer.submit(AnswerSummary(here, seq, "yes"))

    assert await agreed(kept, here) == TEXT
    assert await refused(kept, AnswerSummary(here, seq, "yes")) is RefusalCode.ALREADY_ANSWERED
    again = await refused(kept, ProposeSummary(here, SOFIE, "En anden."))
    assert again is RefusalCode.ALREADY_ANSWERED
    await kept.writer.submit(AnswerSummary(here, seq, "no"))
    assert (await agreed(kept, here), await summaries.of(here)) == (None, None)
    assert await rows(kept) == (0, 0)


@pytest.mark.parametrize("answer", ["no", "change"])
async def test_without_a_yes_nothing_of_it_stays_in_log_rows_or_files(
    kept: Kept, answer: str
) -> None:
    here, seq = await proposed(kept)
    shredder = Shredder(kept.store, kept.writer, lambda: NOON)
    kept.writer.tell(shredder.told)
    await shredder.scrub()  # as after a start
    async with kept.store.read() as connection:
        key = (await connection.scalars(select(hand_over_keys.c.wrapped))).one()
    assert in_files(kept.database, key)

    await kept.writer.submit(AnswerSummary(here, seq, answer))
    await shredder.scrub()

    page = await kept.log.since(here, 0, Viewer.SUPERVISOR)
    assert "kanariefugl" not in str(page.entries)
    assert await rows(kept) == (0, 0)
    assert not in_files(kept.database, key)


async def test_one_answers_what_one_has_read_and_a_no_is_a_no(kept: Kept) -> None:
    here, first = await proposed(kept)
    assert await refused(kept, ProposeSummary(here, JONAS, "x")) is RefusalCode.NOT_ASSIGNED
    second = (await kept.writer.submit(ProposeSummary(here, SOFIE, "Kortere."))).after.summary_seq

    assert await refused(kept, AnswerSummary(here, first, "yes")) is RefusalCode.CONFLICT
    assert await Summaries(kept.store, kept.vault).of(here) == "Kortere."
    assert await rows(kept) == (1, 1)
    await kept.writer.submit(AnswerSummary(here, second, "change"))
    third = (await kept.writer.submit(ProposeSummary(here, SOFIE, "Sådan."))).after.summary_seq
    await kept.writer.submit(AnswerSummary(here, third, "no"))
    last = await refused(kept, ProposeSummary(here, SOFIE, "Jo."))
    assert last is RefusalCode.ALREADY_ANSWERED


async def test_what_nobody_answers_goes_by_itself_and_can_be_agreed_to_no_more(kept: Kept) -> None:
    here, seq = await proposed(kept)
    await kept.writer.submit(Close(here, SOFIE))
    later = NOON + ANSWERED_WITHIN

    def clock() -> datetime:
        return later

    async with process_on(kept.database, clock=clock) as tomorrow:
        assert await refused(tomorrow, AnswerSummary(here, seq, "yes")) is RefusalCode.CLOSED
        await Shredder(tomorrow.store, tomorrow.writer, clock).look()
        assert await rows(tomorrow) == (0, 0)


async def test_one_that_was_agreed_to_goes_with_its_conversation(kept: Kept) -> None:
    here, seq = await proposed(kept)
    await kept.writer.submit(Close(here, SOFIE))
    await kept.writer.submit(AnswerSummary(here, seq, "yes"))
    await kept.writer.submit(WrapUp(here, SOFIE, "loneliness", (), "helped"))

    await kept.writer.submit(DestroyKeys([here], timedelta(0)))
    assert await rows(kept) == (1, 0)
    await kept.writer.submit(DeleteRows([here]))
    assert await rows(kept) == (0, 0)
