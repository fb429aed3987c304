"""Both sides against any running server, at any rate: what `brobygger simulate` does."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import aiohttp

from config.rehearsal.counsellor import Counsellor
from config.rehearsal.line import Refused
from config.rehearsal.scripts import Pace, Playbook, Script, shuffled
from config.rehearsal.wire_client import Account, House
from config.rehearsal.young_person import Ending, YoungPerson

PATIENCE = timedelta(minutes=10)
LOOKS_AT_THE_ROOM_EVERY_S = 3.0
COMES_BACK_AFTER_S = 5.0


@dataclass
class Played:
    """What was played, counted."""

    opened: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    young_said: int = 0
    counsellors_said: int = 0
    closed: int = 0
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A number of young people at a time, and counsellors who meet them if there are accounts."""

    url: str
    pace: Pace
    young: int
    counsellors: Sequence[Account] = ()
    capacity: int = 4

    async def play(self, seconds: float) -> Played:
        """Play for this long; the result counts what happened."""
        playbook, played = Playbook.load(), Played()
        async with aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), connector=aiohttp.TCPConnector(limit=0)
        ) as http:
            house = House(http, self.url)
            await house.service()  # a server that is not there is said so at once
            staff = [Counsellor(house, one, playbook, self.pace) for one in self.counsellors]
            for one in staff:
                await one.come_on_duty(self.capacity)
            scripts = shuffled(list(playbook.scripts.values()))
            parts = [
                self._come_and_go(house, next(scripts), playbook, played) for _ in range(self.young)
            ]
            tasks = [asyncio.ensure_future(part) for part in parts]
            tasks += [asyncio.ensure_future(self._meet(one, played)) for one in staff]
            await asyncio.wait(tasks, timeout=seconds)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for one in staff:
                await one.go_home()
                played.counsellors_said += one.said
                played.closed += one.closed
        return played

    async def _come_and_go(
        self, house: House, script: Script, playbook: Playbook, played: Played
    ) -> None:
        """One seat on the young people's side: when one has gone, the next comes."""
        while True:
            young = YoungPerson(house, script, playbook, self.pace, waits_for=PATIENCE)
            played.opened += 1
            try:
                with contextlib.suppress(aiohttp.ClientError, OSError):
                    ending = await young.live()
                    played.endings[ending.value] += 1
                    if ending is Ending.REFUSED:
                        await asyncio.sleep(COMES_BACK_AFTER_S)
            finally:
                played.young_said += young.said
            await self.pace.pause(COMES_BACK_AFTER_S)

    async def _meet(self, counsellor: Counsellor, played: Played) -> None:
        """Take whoever waits while there is a seat."""
        holding: set[asyncio.Task[None]] = set()
        try:
            while True:
                # The list may be older than the last yes: nobody is to take two seats.
                waiting = (str(one["conversation_id"]) for one in counsellor.waiting)
                first = next((one for one in waiting if not counsellor.is_holding(one)), None)
                if len(holding) < self.capacity and first is not None:
                    counsellor.expect(first)
                    task = asyncio.create_task(_hold(counsellor, first, played))
                    holding.add(task)
                    task.add_done_callback(holding.discard)
                await self.pace.pause(LOOKS_AT_THE_ROOM_EVERY_S)
                await asyncio.sleep(random.uniform(0, 0.05))  # noqa: S311 - jitter
        finally:
            for task in list(holding):
                task.cancel()
            await asyncio.gather(*holding, return_exceptions=True)


async def _hold(counsellor: Counsellor, conversation_id: str, played: Played) -> None:
    try:
        await counsellor.hold(conversation_id)
    except Refused as refused:
        played.refused[refused.code] += 1
