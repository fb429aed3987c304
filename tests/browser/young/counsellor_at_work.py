"""A counsellor at work on the wire, for tests of the young person's page."""

import asyncio
from contextlib import suppress
from uuid import uuid4

from config.rehearsal.line import Json, Refused
from config.rehearsal.talk import Event
from config.rehearsal.wire_client import Account, House, StaffClient


class Counsellor:
    """A counsellor at work, with room for many."""

    def __init__(self, door: House) -> None:
        self.heard: list[Event] = []
        self._news = asyncio.Event()
        self._staff = StaffClient(
            door, "counsellor", on_event=self.heard.append, on_news=lambda *_: self._news.set()
        )

    async def come_to_work(self, account: Account) -> None:
        await self._staff.open(account)
        await self.ask("shift:start", {"capacity": 6})

    async def go_home(self) -> None:
        for conversation_id in list(self._staff.talks):
            await self.end(conversation_id)
        await self.ask("shift:end", {})
        await self._staff.close()

    async def ask(self, event: str, payload: Json) -> None:
        await self._staff.line.ask(event, payload)

    async def meet(self, conversation_id: str) -> None:
        """Accept somebody as soon as they stand in line, which is when their page is connected."""
        async with asyncio.timeout(10):
            while not self._sees_waiting(conversation_id):
                self._news.clear()
                await self._news.wait()
        await self._staff.accept(conversation_id)

    async def has_heard(self, count: int, kind: str = "message") -> None:
        """Wait until so many have come: one's own page may know first that it was sent."""
        async with asyncio.timeout(10):
            while sum(event["kind"] == kind for event in self.heard) < count:  # noqa: ASYNC110 - another line
                await asyncio.sleep(0.05)

    async def write(self, conversation_id: str, text: str) -> None:
        said = {"conversation_id": conversation_id, "client_id": str(uuid4()), "text": text}
        await self.ask("message:send", said)

    async def see_everything(self, conversation_id: str) -> None:
        """All there is by now, on its way here or not."""
        here: Json = {"conversation_id": conversation_id}
        known = self._staff.talks[conversation_id].cursor.seq
        page = await self._staff.line.ask("events:since", {**here, "seq": known})
        await self.ask("seen", {**here, "seq": page["last_seq"]})

    async def end(self, conversation_id: str) -> None:
        about = {"conversation_id": conversation_id}
        self._staff.forget(conversation_id)
        with suppress(Refused):  # they may have left by themselves
            await self.ask("conversation:close", {**about, "reason": "finished"})
        outcome: Json = {"main": "family", "topics": [], "outcome": "helped", "follow_up": None}
        await self.ask("wrap_up:record", {**about, **outcome})

    def _sees_waiting(self, conversation_id: str) -> bool:
        line = self._staff.news.get("waiting_room", {}).get("waiting", [])
        return conversation_id in {one["conversation_id"] for one in line}
