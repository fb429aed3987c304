import asyncio
from collections.abc import Sequence

import pytest

from chat.actions.messages import SendMessage
from chat.actions.reading import MISSING_AT_MOST, Reading
from chat.domain.commands import Arrive, OpenConversation
from chat.domain.identifiers import new_conversation_id
from chat.domain.people import YOUNG
from chat.storage.log import Log
from tests.chat.domain.building import SOFIE, verdict
from tests.chat.keeping import Kept
from triage.assessing import Turn
from triage.verdict import UNASSESSED, Level, Verdict


class Heard:
    """Triage that remembers what it was asked, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.fails = False

    def __call__(self, text: str, before: Sequence[Turn] = ()) -> Verdict:
        self.asked.append((text, tuple(before)))
        if self.fails:
            raise RuntimeError(text)
        return verdict(Level.HIGH if "risiko" in text else Level.NONE)


def sending(kept: Kept) -> tuple[SendMessage, Heard, Reading]:
    triage = Heard()
    reading = Reading(triage, kept.log)
    kept.writer.tell(reading.told)
    return SendMessage(reading, kept.writer), triage, reading


async def test_a_message_is_read_in_the_light_of_what_was_said_before(kept: Kept) -> None:
    here = await kept.talking()
    send, triage, _ = sending(kept)

    await send(here, YOUNG, "c1", "hej")
    await send(here, SOFIE, "s1", "tænker du på at dø?")
    await send(here, YOUNG, "c2", "ja")

    assert triage.asked[-1] == (
        "ja",
        (Turn("young", "hej"), Turn("counsellor", "tænker du på at dø?")),
    )


async def test_what_was_said_is_found_in_the_log_by_one_who_has_forgotten_it(kept: Kept) -> None:
    here = await kept.talking()
    send, _, _ = sending(kept)
    for number in range(9):
        await send(here, YOUNG, f"c{number}", str(number))

    _, _, newcomer = sending(kept)
    before = await newcomer.before(here)

    assert [turn.text for turn in before.turns] == ["3", "4", "5", "6", "7", "8"]
    assert before.seq == 11


async def test_the_first_message_of_what_was_opened_here_waits_for_no_reading_of_the_log(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, triage, _ = sending(kept)
    here, secret = new_conversation_id(), bytes(32)
    await kept.writer.submit(
        OpenConversation(here, secret, "Havtorn", "da", verdict(), opening="jeg er ked af det")
    )
    monkeypatch.delattr(Log, "last")

    await kept.writer.submit(Arrive(here))
    await send(here, YOUNG, "c1", "hele tiden")
    await send(here, YOUNG, "c2", "også i skolen")

    assert [turn.text for turn in triage.asked[0][1]] == ["jeg er ked af det"]
    assert [turn.text for turn in triage.asked[1][1]] == ["jeg er ked af det", "hele tiden"]


async def test_a_counsellors_words_are_not_assessed(kept: Kept) -> None:
    here = await kept.talking()
    send, triage, _ = sending(kept)

    committed = await send(here, SOFIE, "s1", "hej med dig")

    assert triage.asked == []
    assert "verdict" not in committed.entries[0].event.data


async def test_triage_that_fails_stops_no_message(kept: Kept) -> None:
    here = await kept.talking()
    send, triage, reading = sending(kept)
    triage.fails = True

    committed = await send(here, YOUNG, "c1", "hej")

    assert committed.after.unassessed == (committed.entries[0].seq,)
    assert reading.verdict("hej") == UNASSESSED


async def test_a_message_that_crossed_the_counsellors_is_read_again_with_it(kept: Kept) -> None:
    here = await kept.talking()
    send, triage, reading = sending(kept)
    await send(here, YOUNG, "c1", "hej")
    stale = await reading.before(here)
    await send(here, SOFIE, "s1", "har du en plan?")
    reading._keep(here, stale)  # as if its words had crossed this process's reading

    await send(here, YOUNG, "c2", "ja")

    assert triage.asked[-1][1][-1] == Turn("counsellor", "har du en plan?")


@pytest.mark.parametrize("lines", [1, 3, MISSING_AT_MOST + 1])
async def test_what_the_counsellor_wrote_at_another_process_is_read_with_the_message(
    kept: Kept, lines: int
) -> None:
    here = await kept.talking()
    send, triage, _ = sending(kept)
    await send(here, YOUNG, "c1", "hej")
    elsewhere = Reading(triage, kept.log)  # it hears nothing of what follows
    assert (await elsewhere.before(here)).turns == (Turn("young", "hej"),)
    for number in range(lines):
        await send(here, SOFIE, f"s{number}", f"spørgsmål {number}")

    await SendMessage(elsewhere, kept.writer)(here, YOUNG, "c2", "ja")

    asked = [f"spørgsmål {number}" for number in range(lines)]
    assert [turn.text for turn in triage.asked[-1][1]] == ["hej", *asked][-6:]


async def test_what_is_said_while_the_log_is_read_is_not_missed(kept: Kept) -> None:
    here = await kept.talking()
    send, triage, reading = sending(kept)

    looking = asyncio.create_task(reading.before(here))
    await asyncio.sleep(0)
    await send(here, SOFIE, "s1", "har du en plan?")
    before = await looking
    await send(here, YOUNG, "c1", "ja")

    assert [turn.text for turn in before.turns] in ([], ["har du en plan?"])
    assert triage.asked[-1][1][-1] == Turn("counsellor", "har du en plan?")


async def test_what_was_written_before_the_waiting_room_is_the_first_thing_said(
    kept: Kept,
) -> None:
    here = new_conversation_id()
    opening = "jeg vil ikke leve mere"
    await kept.writer.submit(
        OpenConversation(here, b"s" * 32, "Eg", "da", verdict(), opening=opening)
    )
    send, triage, _ = sending(kept)

    await send(here, YOUNG, "c1", "ja")

    assert triage.asked[-1] == ("ja", (Turn("young", opening),))


async def test_what_another_process_wrote_is_put_in_its_place_though_it_is_heard_of_late(
    kept: Kept,
) -> None:
    here = await kept.talking()
    send, triage, reading = sending(kept)
    await send(here, YOUNG, "c1", "hej")
    quiet = Reading(triage, kept.log)
    await quiet.before(here)
    committed = [
        (await send(here, SOFIE, "s1", "har du en plan?")).entries[0],
        (await send(here, YOUNG, "c2", "ja")).entries[0],
    ]

    quiet.read([committed[1]])
    quiet.read(committed)

    assert await quiet.before(here) == await reading.before(here)
    assert [one.text for one in (await quiet.before(here)).turns] == [
        "hej",
        "har du en plan?",
        "ja",
    ]
