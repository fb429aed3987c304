"""A simulated young person: opens a conversation, waits, and answers whoever meets them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from config.rehearsal.line import Refused
from config.rehearsal.scripts import Pace, Playbook, Script, Turn, one_of
from config.rehearsal.talk import Event
from config.rehearsal.wire_client import House, YoungClient

IMPATIENT_AFTER = timedelta(minutes=3)
READS_ON_FOR = timedelta(seconds=40)
AT_ONCE = Pace(rate=float("inf"))


class Ending(StrEnum):
    """How a conversation ended for the young person."""

    CLOSED = "closed"
    GAVE_UP = "gave_up"
    REFUSED = "refused"


@dataclass
class YoungPerson:
    """Plays the young side of a script, with real people and simulated ones alike."""

    house: House
    script: Script
    playbook: Playbook
    pace: Pace
    already: int = 0
    """How many times they have had the word before anyone watches: these come without pauses."""
    adds: str | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    """At the entry, beside what their script says."""
    waits_for: timedelta | None = None
    """How long they wait to be met before they give up; `None`: they stay."""
    on_opened: Callable[[str], Awaitable[None]] | None = None
    in_place: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when they have had the word `already` times, or will no more."""
    said: int = 0
    conversation_id: str | None = None
    waiting: bool = True
    _client: YoungClient = field(init=False)
    _word: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _over: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Take a seat in front of the page."""
        self._client = YoungClient(self.house, on_event=self._heard)

    async def live(self) -> Ending:
        """Play the whole part; return when the conversation is over."""
        try:
            self.conversation_id = await self._client.open(**self._entry())
            if self.on_opened is not None:
                await self.on_opened(self.conversation_id)
            return await self._play()
        except Refused:
            return Ending.REFUSED
        finally:
            self.in_place.set()
            await self._client.close()

    def _entry(self) -> dict[str, object]:
        return {**self.playbook.entry(self.script), **self.answers}

    async def _play(self) -> Ending:
        groups = self.script.groups("young")
        await self._speak(groups[0][1:], AT_ONCE)
        if self.adds is not None:
            await self._say(self.adds)
        self._stand(1)
        for number, group in enumerate(groups[1:], start=2):
            if not await self._has_the_word():
                return await self._leave()
            await self._speak(group, AT_ONCE if number <= self.already else self.pace)
            self._stand(number)
        while await self._has_the_word():
            await self._speak([self._line("talking_on")], self.pace)
        await self._look_back()
        return Ending.CLOSED

    def _stand(self, spoken: int) -> None:
        if spoken >= self.already:
            self.in_place.set()

    async def _has_the_word(self) -> bool:
        """Wait until somebody has answered; no when it is over, or they gave up waiting."""
        while not self._over.is_set():
            patience = self.waits_for if self.waiting else IMPATIENT_AFTER
            try:
                seconds = None if patience is None else self.pace.span(patience)
                async with asyncio.timeout(seconds):
                    await self._word.wait()
            except TimeoutError:
                if self.waiting:
                    return False
                await self._word_or_over()
                continue
            self._word.clear()
            return not self._over.is_set()
        return False

    async def _word_or_over(self) -> None:
        """Ask once whether anyone is there, and then be patient."""
        await self._say(self._line("still_there").text)
        await self._word.wait()

    async def _speak(self, group: list[Turn], pace: Pace) -> None:
        for turn in group:
            if self._over.is_set():
                return
            await pace.pause(turn.pause_s / 2)
            self._client.talk.seen()
            self._client.talk.typing(on=True)
            await pace.pause(turn.pause_s / 2)
            self._client.talk.typing(on=False)
            await self._say(turn.text)

    async def _say(self, text: str) -> None:
        if not self._over.is_set():
            await self._client.talk.say(text)
            self.said += 1

    async def _leave(self) -> Ending:
        if self._over.is_set():
            return Ending.CLOSED
        await self._say(self._line("giving_up").text)
        await self._client.leave()
        return Ending.GAVE_UP

    async def _look_back(self) -> None:
        await self.pace.pause(READS_ON_FOR.total_seconds())
        with suppress(Refused):
            await self._client.feedback(helped=4, before=3, after=6)

    def _line(self, occasion: str) -> Turn:
        text = one_of(self.playbook.phrases.young[occasion])
        return Turn.model_validate({"from": "young", "text": text, "pause_s": 20})

    def _heard(self, event: Event) -> None:
        match event["kind"], event["from"]:
            case "message", sender if sender != "young":
                self._word.set()
            case "assigned", _:
                self.waiting = False
            case "released", _:
                self.waiting = True
            case "closed", _:
                self._over.set()
                self._word.set()
