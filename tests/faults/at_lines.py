"""What is done to the lines, and by those at their ends. Each has seen that it took."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from itertools import count

from config.rehearsal.line import Door, Line
from config.rehearsal.talk import Talk
from config.rehearsal.wire_client import YoungClient
from tests.chat.realtime.raw_line import HandshakeRefused, NotWelcome, RawLine
from tests.faults.at_processes import Blow
from tests.faults.target import Target

BACK_WITHIN_S = 60.0
PAGES_NOT_READ = 400
CUT_WITHIN_S = 30.0
_numbers = count(1)


def break_lines(for_s: float) -> Blow:
    """Return what cuts every line after some bytes, anywhere in them, again and again."""

    async def strike(target: Target) -> None:
        before = target.line.cuts
        target.line.is_bad = True
        await asyncio.sleep(for_s)
        target.line.is_bad = False
        assert target.line.cuts > before, "no line broke"

    return strike


async def duplicate_tabs(target: Target) -> None:
    """Open the same conversation in two more tabs, and let all three say the same thing."""
    crowd = target.crowd
    conversation_id = random.choice(crowd.writing_in)
    async with AsyncExitStack() as stack:
        young = crowd.young[conversation_id]
        tabs = [await stack.enter_async_context(tab(target, young)) for _ in range(2)]
        said = crowd.note(conversation_id, "tabs")
        talks = [young.talk, *tabs]
        answers = await asyncio.gather(*(one.say(said.text, said.client_id) for one in talks))
        said.seq = int(answers[0]["seq"])
        assert len(tabs) == 2
        numbers = {int(answer["seq"]) for answer in answers}
        crowd.history.repeated.append((said.client_id, numbers))
        async with asyncio.timeout(BACK_WITHIN_S):
            while any(one.cursor.seq < said.seq for one in tabs):  # noqa: ASYNC110 - two cursors
                await asyncio.sleep(0.02)


def all_back_at_once(many: int) -> Blow:
    """Return what cuts so many at one moment, who all come back at once."""

    async def strike(target: Target) -> None:
        crowd = target.crowd
        async with AsyncExitStack() as stack:
            everyone = list(crowd.young.values())
            coming = [
                stack.enter_async_context(_line(target, everyone[number % len(everyone)]))
                for number in range(many)
            ]
            tabs = await asyncio.gather(*coming)
            before = [line.connects for line in tabs]
            cut = target.line.cut_everybody()
            assert cut >= many, f"only {cut} were there"
            async with asyncio.timeout(BACK_WITHIN_S):
                while any(  # noqa: ASYNC110 - so many lines: no one event
                    not (line.is_up and line.connects > was)
                    for line, was in zip(tabs, before, strict=True)
                ):
                    await asyncio.sleep(0.05)

    return strike


async def readers_that_do_not_read(target: Target) -> None:
    """Ask for page after page and take none: the house must cut whoever leaves it all waiting."""
    crowd = target.crowd
    young = crowd.young[max(crowd.writing_in, key=crowd.answered_in)]
    async with asyncio.timeout(CUT_WITHIN_S):
        line = await _raw(target, young)
        async with line:
            line.writer.transport.pause_reading()  # type: ignore[attr-defined] # a read transport, too
            with suppress(ConnectionError):
                for ack in range(PAGES_NOT_READ):
                    line.ask_later("events:since", {"seq": 0}, ack)
                    await line.writer.drain()
                    await asyncio.sleep(0.002)
            await asyncio.sleep(1)
            line.writer.transport.resume_reading()  # type: ignore[attr-defined] # as above
            code, _ = await line.closed()
    assert code in {1006, 1008}, code


async def _raw(target: Target, young: YoungClient) -> RawLine:
    while True:
        line = None
        try:
            line = await RawLine.open(target.serving.port, headers={"Origin": target.serving.url})
            await line.join("/young", {"token": young.token, "last_seq": 0})
        except (OSError, HandshakeRefused, NotWelcome, EOFError):
            if line is not None:
                line.abort()
            await asyncio.sleep(0.1)
        else:
            return line


@asynccontextmanager
async def _line(target: Target, young: YoungClient) -> AsyncIterator[Line]:
    """Give a further line of somebody who is here, that listens to nothing."""
    house = target.crowd.house
    auth = {"token": young.token, "last_seq": young.talk.cursor.seq}
    line = Line(Door(house.http, house.url, "/young", lambda: auth), lambda *_: None)
    await line.open()
    try:
        yield line
    finally:
        await line.close()


@asynccontextmanager
async def tab(target: Target, young: YoungClient) -> AsyncIterator[Talk]:
    """Give the same conversation once more, as a page that has seen nothing of it yet."""
    house, conversation_id = target.crowd.house, young.talk.conversation_id
    viewer = f"tab {next(_numbers)}"
    held: list[Talk] = []

    def heard(event: str, data: object) -> None:
        if event == "event" and isinstance(data, dict):
            held[0].hear(data)
        elif event == "heads" and isinstance(data, dict):
            held[0].head(data["heads"].get(conversation_id, 0))

    def auth() -> dict[str, object]:
        return {"token": young.token, "last_seq": held[0].cursor.seq}

    line = Line(Door(house.http, house.url, "/young", auth), heard)
    saw = partial(target.crowd.saw, viewer)
    held.append(Talk(line, conversation_id, "young", on_event=saw))
    await line.open()
    try:
        yield held[0]
    finally:
        await line.close()
        target.crowd.leaves_early(viewer, conversation_id)
