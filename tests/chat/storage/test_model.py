"""Writer and log against a model: whatever is asked, in whatever batches, through restarts."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from chat.domain.audience import Viewer
from chat.domain.commands import (
    Accept,
    AddNote,
    Arrive,
    Close,
    Command,
    Leave,
    OpenConversation,
    Release,
    SaveMessage,
    StartShift,
)
from chat.domain.conversation import LeftHow
from chat.domain.identifiers import ConversationId, new_conversation_id
from chat.domain.people import YOUNG, Sender
from chat.domain.refusal import Refused, Unavailable
from chat.storage.conversations import Conversations
from chat.storage.submitted import Committed
from tests.chat.domain.building import JONAS, SOFIE, verdict
from tests.chat.keeping import Kept, process_on
from tests.databases import Database, Databases, SQLiteFile
from triage.verdict import Level

SENT_AGAIN = 3
PLACES = 3
IDS = 4


@dataclass
class Model:
    """What must be true: every answer ever given, and the texts in the order of their numbers."""

    numbers: dict[tuple[ConversationId, str, str], int] = field(default_factory=dict)
    texts: dict[ConversationId, dict[int, str]] = field(default_factory=dict)

    def take(self, command: Command, result: object) -> None:
        """Hold an answer against all earlier ones."""
        if not isinstance(result, Committed):
            assert isinstance(result, Refused), result
            return
        if isinstance(command, SaveMessage):
            entry = result.entries[0]
            asked = (command.conversation_id, command.once.asker, command.client_id)
            assert self.numbers.setdefault(asked, entry.seq) == entry.seq
            assert result.again or entry.seq not in self.texts[command.conversation_id]
            self.texts[command.conversation_id].setdefault(entry.seq, command.text)


Move = tuple[str, int, int, Level]
moves = st.tuples(
    st.sampled_from(["young", "sofie", "note", "accept", "steal", "release", "close", "leave"]),
    st.integers(0, PLACES - 1),
    st.integers(0, IDS - 1),
    st.sampled_from(Level),
)


def command_of(move: Move, places: Sequence[ConversationId]) -> Command:
    what, where, number, level = move
    here, text = places[where], f"besked {number}"
    assert SOFIE.staff_id is not None
    commands: dict[str, Command] = {
        "young": SaveMessage(here, YOUNG, str(number), text, verdict(level), 10**6),
        "sofie": SaveMessage(here, SOFIE, str(number), text),
        "note": AddNote(here, SOFIE, f"n{number}", text),
        "accept": Accept(here, SOFIE),
        "steal": Accept(here, JONAS),
        "release": Release(here, SOFIE.staff_id, "counsellor_gone"),
        "close": Close(here, SOFIE),
        "leave": Leave(here, LeftHow.LEAVE),
    }
    return commands[what]


async def hold(kept: Kept, model: Model, places: Sequence[ConversationId]) -> None:
    """Hold the kept logs against the model: unbroken, complete, in order, and nothing besides."""
    for here in places:
        for viewer in Viewer:
            page = await kept.log.since(here, 0, viewer)
            last = 0
            for entry in page.entries:
                assert entry.prev_for(viewer) == last < entry.seq
                last = entry.seq
            assert last == page.last_seq
            said = {
                one.seq: one.event.data["text"]
                for one in page.entries
                if one.event.kind.value == "message"
            }
            assert said == model.texts[here]
        whole = await kept.log.since(here, 0, Viewer.SUPERVISOR)
        assert [one.seq for one in whole.entries] == list(range(1, len(whole.entries) + 1))


async def must_know_what_is_so(kepts: Sequence[Kept], places: Sequence[ConversationId]) -> None:
    """Fail where a process decides on what it remembers and the store says otherwise."""
    for kept in kepts:
        for here in places:
            with suppress(Refused):
                committed = await kept.writer.submit(Arrive(here))
                assert committed.after == await Conversations(kept.store).of(here)


async def asked(kept: Kept, command: Command) -> object:
    """Return the answer, asked for as clients do: what is `Unavailable` is sent again.

    Where the machine stands still for a second, one process gives up waiting for the other's rows.
    """
    for _ in range(SENT_AGAIN):
        with suppress(Unavailable):
            return await kept.writer.submit(command)
    return await kept.writer.submit(command)


def _is_again(result: object) -> bool:
    return isinstance(result, Committed) and result.again


async def play(rounds: Sequence[Sequence[Move]], database: Database, processes: int) -> None:
    """Play each round on new processes: nothing is remembered, and none knows of the others."""
    model, places = Model(), [new_conversation_id() for _ in range(PLACES)]
    model.texts = {here: {} for here in places}
    async with process_on(database) as kept:
        for number, here in enumerate(places):
            secret = bytes([number]) * 32
            await kept.writer.submit(OpenConversation(here, secret, "Birk", "da", verdict()))
            await kept.writer.submit(Arrive(here))
        for person in (SOFIE, JONAS):
            assert person.staff_id is not None
            await kept.writer.submit(StartShift(person.staff_id, Sender.COUNSELLOR, 2))
    for moves_at_once in rounds:
        async with AsyncExitStack() as stack:
            kepts = [
                await stack.enter_async_context(process_on(database)) for _ in range(processes)
            ]
            commands = [command_of(move, places) for move in moves_at_once]
            results = await asyncio.gather(
                *(
                    asked(kept, command)
                    for kept, command in zip(cycle(kepts), commands, strict=False)
                ),
                return_exceptions=True,
            )
            answered = list(zip(commands, results, strict=True))
            # A repetition may have been asked before what it repeats, and is answered after it.
            for command, result in sorted(answered, key=lambda one: _is_again(one[1])):
                model.take(command, result)
            await hold(kepts[0], model, places)
            await must_know_what_is_so(kepts, places)


@settings(max_examples=40, deadline=None)
@given(rounds=st.lists(st.lists(moves, max_size=20), min_size=1, max_size=4))
def test_whatever_is_asked_the_log_holds_it_once_in_order(rounds: list[list[Move]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(rounds, SQLiteFile(Path(folder) / "model.db"), processes=1))


@settings(max_examples=15, deadline=None)
@given(rounds=st.lists(st.lists(moves, max_size=20), min_size=1, max_size=3))
def test_and_so_it_does_for_two_processes_on_a_server(
    databases: Databases, rounds: list[list[Move]]
) -> None:
    database = databases.new()
    asyncio.run(play(rounds, database, processes=2))
    databases.drop(database)
