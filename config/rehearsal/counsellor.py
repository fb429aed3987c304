"""A simulated counsellor: takes conversations, answers by script or from a few phrases, closes."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from config.rehearsal.line import Json, LineLost, Refused
from config.rehearsal.scripts import Pace, Playbook, Script, Turn, one_of
from config.rehearsal.talk import Event, Talk
from config.rehearsal.wire_client import Account, House, StaffClient

PHRASES_SAID = 6
"""After so many answers without a script a simulated counsellor says goodbye."""
SILENT_FOR = timedelta(minutes=8)
ASKS_AGAIN_S = 15.0
AT_ONCE = Pace(rate=float("inf"))
WRAP_UP: Mapping[str, object] = {"main": "loneliness", "topics": [], "outcome": "helped"}


@dataclass
class Held:
    """A conversation a counsellor holds: what came, and whether it is over."""

    talk: Talk | None = None
    heard: int = 0
    is_over: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Counsellor:
    """Plays the counsellors' side, one account, several conversations at a time."""

    house: House
    account: Account
    playbook: Playbook
    pace: Pace
    said: int = 0
    closed: int = 0
    _held: dict[str, Held] = field(init=False, default_factory=dict)
    _client: StaffClient = field(init=False)

    def __post_init__(self) -> None:
        """Take a seat at the console."""
        self._client = StaffClient(
            self.house, "counsellor", on_event=self._heard, on_news=self._told
        )

    @property
    def holds(self) -> int:
        """How many conversations they have now."""
        return len(self._held)

    def is_holding(self, conversation_id: str) -> bool:
        """Whether this one is theirs."""
        return conversation_id in self._held

    @property
    def waiting(self) -> list[Json]:
        """Who waits, as the console shows it, the next first."""
        return list(self._client.news.get("waiting_room", {}).get("waiting", []))

    async def come_on_duty(self, capacity: int) -> None:
        """Sign in, start a shift, and close what a house that was stopped had left with them."""
        await self._client.open(self.account)
        await self._client.line.ask("shift:start", {"capacity": capacity})
        for left in self._client.news.get("desk", {}).get("conversations", []):
            with suppress(Refused):  # over an open escalation nothing is closed
                await self._close_and_record(left["conversation_id"])

    async def go_home(self) -> None:
        """Close the console; conversations go on to somebody else."""
        await self._client.close()

    def expect(self, conversation_id: str) -> None:
        """Keep a seat for somebody one is about to accept, so that it is not promised twice."""
        self._held[conversation_id] = Held()

    async def hold(
        self, conversation_id: str | None, script: Script | None = None, *, already: int = 0
    ) -> None:
        """Accept a conversation (`None`: the next in line) and keep it to its end.

        `already` says how often the young person has had the word before anyone watches: the
        answers to these come without pauses. Raises `Refused` when it cannot be had.
        """
        held = Held()
        if conversation_id is not None:
            held = self._held.setdefault(conversation_id, held)
        try:
            talk = await self._client.accept(conversation_id)
        except Refused:
            self._held.pop(conversation_id or "", None)
            raise
        held.talk = talk
        self._held[talk.conversation_id] = held
        held.heard = sum(_is_young_speaking(event) for event in talk.cursor.events)
        held.is_over = any(event["kind"] == "closed" for event in talk.cursor.events)
        try:
            await self._answer(held, talk, script, already)
            await self._close(held, talk)
        finally:
            self._held.pop(talk.conversation_id, None)
            self._client.forget(talk.conversation_id)

    async def close_now(self, conversation_id: str) -> None:
        """Close a conversation and record it, whatever its script still had to say."""
        held = self._held[conversation_id]
        held.is_over = True
        held.news.set()
        await self._close_and_record(conversation_id)

    async def _answer(self, held: Held, talk: Talk, script: Script | None, already: int) -> None:
        expected = 0
        for number, (group, answer) in enumerate(self._lines(script), start=1):
            expected += group
            if not await self._hear(held, expected):
                return
            pace = AT_ONCE if number < already else self.pace
            for turn in answer:
                if held.is_over:
                    return
                await self._write(talk, turn, pace)

    async def _hear(self, held: Held, expected: int) -> bool:
        """Wait until the young person has said this much; no if they are silent for long."""
        while held.heard < expected and not held.is_over:
            held.news.clear()
            try:
                async with asyncio.timeout(self.pace.span(SILENT_FOR)):
                    await held.news.wait()
            except TimeoutError:
                return False
        return True

    def _lines(self, script: Script | None) -> list[tuple[int, list[Turn]]]:
        """How many messages to wait for, and what to answer then."""
        if script is not None:
            young = [len(group) for group in script.groups("young")]
            return list(zip(young, script.groups("counsellor"), strict=False))
        phrases = self.playbook.phrases.counsellor
        wordings = ["greeting", *["listening"] * PHRASES_SAID, "closing"]
        return [(1, [_turn(one_of(phrases[occasion]))]) for occasion in wordings]

    async def _write(self, talk: Talk, turn: Turn, pace: Pace) -> None:
        talk.seen()
        talk.typing(on=True)
        await pace.pause(turn.pause_s)
        talk.typing(on=False)
        with suppress(Refused):
            await talk.say(turn.text)
            self.said += 1

    async def _close(self, held: Held, talk: Talk) -> None:
        """Close when it may be closed: never over an open escalation."""
        while not held.is_over:
            await self.pace.pause(ASKS_AGAIN_S)
            try:
                await self._close_and_record(talk.conversation_id)
            except Refused as refused:
                if refused.code != "escalated":
                    return
            else:
                return
        await self._record(talk.conversation_id)

    async def _close_and_record(self, conversation_id: str) -> None:
        wish = {"conversation_id": conversation_id, "reason": "finished"}
        await self._client.line.ask("conversation:close", wish)
        await self._record(conversation_id)

    async def _record(self, conversation_id: str) -> None:
        with suppress(Refused, LineLost):
            wish = {"conversation_id": conversation_id, "follow_up": None, **WRAP_UP}
            await self._client.line.ask("wrap_up:record", wish)
            self.closed += 1

    def _heard(self, event: Event) -> None:
        held = self._held.get(event["conversation_id"])
        if held is None or held.talk is None:
            return
        held.heard += _is_young_speaking(event)
        held.is_over = held.is_over or event["kind"] in {"closed", "released", "transferred"}
        held.news.set()

    def _told(self, news: str, data: Json) -> None:
        if news == "unfollowed" and (held := self._held.get(data["conversation_id"])) is not None:
            held.is_over = True
            held.news.set()


def _is_young_speaking(event: Event) -> bool:
    """What they wrote at the entry counts: it is their first line."""
    if event["kind"] == "opened":
        return bool(event["data"].get("opening"))
    return bool(event["kind"] == "message" and event["from"] == "young")


def _turn(text: str) -> Turn:
    return Turn.model_validate({"from": "counsellor", "text": text, "pause_s": 30})
