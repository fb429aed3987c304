"""One conversation as one receiver sees it: its unbroken chain of events, and what it says."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from config.rehearsal.line import Json, Line, Refused

Event = Json


@dataclass(slots=True)
class Cursor:
    """How far a receiver has seen: the end of its unbroken `prev` chain, from 0 on."""

    events: list[Event] = field(default_factory=list)
    repeats: int = 0
    alarms: list[int] = field(default_factory=list)
    """Numbers that came twice and did not say the same: never, or the log is broken."""
    ahead: dict[int, Event] = field(default_factory=dict)
    """What came after a gap, by the number it says it follows."""

    @property
    def seq(self) -> int:
        """The number of the last event seen without a gap before it."""
        return int(self.events[-1]["seq"]) if self.events else 0

    def take(self, event: Event) -> list[Event]:
        """Return what can be shown now: nothing for a repeat, or while a gap lies before it."""
        if event["seq"] <= self.seq:
            self._repeated(event)
            return []
        self.ahead[event["prev"]] = event
        shown = []
        while (following := self.ahead.pop(self.seq, None)) is not None:
            self.events.append(following)
            shown.append(following)
        return shown

    def _repeated(self, event: Event) -> None:
        self.repeats += 1
        known = next((one for one in reversed(self.events) if one["seq"] <= event["seq"]), None)
        if known is None or _gist(known) != _gist(event):
            self.alarms.append(event["seq"])


class Talk:
    """A conversation on a line: say something, hear what is said, ask for what was missed."""

    def __init__(
        self, line: Line, conversation_id: str, own: str, *, on_event: Callable[[Event], None]
    ) -> None:
        """`own` is who we are on the wire ("young", "counsellor", "supervisor")."""
        self.conversation_id = conversation_id
        self.cursor = Cursor()
        self._line, self._own, self._on_event = line, own, on_event
        self._catching_up: asyncio.Task[None] | None = None
        self._saying = asyncio.Lock()

    @property
    def where(self) -> Json:
        """What a payload must carry: a young person's line is its conversation already."""
        return {} if self._own == "young" else {"conversation_id": self.conversation_id}

    async def say(self, text: str, client_id: str | None = None) -> Json:
        """Return the answer to a message, which is asked for until it comes; one at a time."""
        client_id = client_id or str(uuid4())

        def said(answer: Json) -> None:
            self.hear(
                {
                    **answer,
                    "conversation_id": self.conversation_id,
                    "kind": "message",
                    "from": self._own,
                    "data": {"client_id": client_id, "text": text},
                }
            )

        async with self._saying:
            return await self._line.ask(
                "message:send",
                {**self.where, "client_id": client_id, "text": text},
                at_ack=said,
            )

    def typing(self, *, on: bool) -> None:
        """Let the other side see that something is being written."""
        self._line.tell("typing", {**self.where, "on": on})

    def seen(self) -> None:
        """Tell the other side how far we have read."""
        self._line.tell("seen", {**self.where, "seq": self.cursor.seq})

    def hear(self, event: Event) -> None:
        """Take an event that came; a gap before it is asked for."""
        for shown in self.cursor.take(event):
            self._on_event(shown)
        if self.cursor.ahead:
            self.catch_up()

    def head(self, seq: int) -> None:
        """Compare with how far the server says the conversation has come."""
        if seq > self.cursor.seq:
            self.catch_up()

    def catch_up(self) -> None:
        """Ask for what was missed, unless that is being done already."""
        if self._catching_up is None or self._catching_up.done():
            self._catching_up = asyncio.create_task(self._pull())

    async def _pull(self) -> None:
        with suppress(Refused):
            more = True
            while more:
                asked = {**self.where, "seq": self.cursor.seq}
                page = await self._line.ask("events:since", asked, at_ack=self._page)
                more = bool(page["more"])

    def follow_again(self) -> None:
        """Ask to follow once more, on a line that knows us no longer."""
        self._catching_up = asyncio.create_task(self._open_and_pull())

    async def _open_and_pull(self) -> None:
        with suppress(Refused):
            asked = {**self.where, "last_seq": self.cursor.seq}
            await self._line.ask("conversation:open", asked, at_ack=self._page)
        await self._pull()

    def _page(self, answer: Json) -> None:
        for event in answer["events"]:
            for shown in self.cursor.take(event):
                self._on_event(shown)
        self.cursor.ahead = {
            prev: event
            for prev, event in self.cursor.ahead.items()
            if event["seq"] > self.cursor.seq
        }


def _gist(event: Event) -> tuple[object, ...]:
    """What must be the same in every copy, our own from the answer included."""
    data = event["data"]
    return (event["seq"], event["prev"], event["kind"], data.get("client_id"), data.get("text"))
