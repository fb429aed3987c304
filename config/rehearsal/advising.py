"""What a demo shows of advice: questions to a specialist, a call that rings, one who comes back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from config.rehearsal.advice import Advice
from config.rehearsal.bridges import UNANSWERED, offer, part
from config.rehearsal.line import Refused
from config.rehearsal.scripts import Pace, Playbook, Script, Turn
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient

EA: Final = Account("simuleret-ea", "", "Simuleret brobygger Ea", ("bridge_builder",))
"""Who comes to a call nobody else has come to."""
AT_ONCE: Final = Pace(rate=float("inf"))
RINGS_FOR_S: Final = 25.0
"""So long a call rings for whoever looks on, before the simulated one comes."""
CALLED_AGAIN_S: Final = 300.0
LOOK_S: Final = 0.2
NO_CONTENT: Final = HTTPStatus.NO_CONTENT


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: two counsellors, who looks for answers at `/bridge`, and who comes to calls."""

    counsellor: Account
    asker: Account
    specialist: Account
    adviser: Callable[[], Awaitable[Account]]
    """Made when they are needed: whoever starts a demo does not wait for it."""


@dataclass(frozen=True, slots=True)
class Advising:
    """Plays it over the wire, like everybody else who uses the house."""

    house: House
    cast: Cast
    playbook: Playbook
    pace: Pace
    comes_back: Callable[[Script, Mapping[str, object]], object]
    """Lets the young person of a script come, and answer this at the entry."""
    advice: Advice

    async def play(self) -> None:
        """Ask, let one come back, and then be called in again and again."""
        await self._sparring()
        cille = StaffClient(self.house, "counsellor")
        ea = StaffClient(self.house, "bridge")
        try:
            await cille.open(self.cast.counsellor)
            await cille.line.ask("shift:start", {"capacity": 1})
            await self._returning(cille)
            await ea.open(await self.cast.adviser())
            await ea.line.ask("shift:start", {})
            while True:
                with suppress(Refused):
                    await self._call(cille, ea)
                await self.pace.pause(CALLED_AGAIN_S)
        finally:
            await cille.close()
            await ea.close()

    async def _sparring(self) -> None:
        asker = await self._signed_in(self.cast.asker)
        specialist = await self._signed_in(self.cast.specialist)
        for one in self.advice.sparring:
            shown = await self._post(asker, "/look", {"text": one.question})
            await self._post(asker, "", {"text": one.question, "shown": shown["shown"]})
            if one.answer is not None:
                found = await self._open_questions(specialist)
                asked = next(each for each in found if each["text"] == one.question)
                where = f"/{asked['sparring_id']}/answer"
                await self._post(specialist, where, {"text": one.answer})

    async def _returning(self, cille: StaffClient) -> None:
        """One talks, agrees to a summary, and comes back with it to whoever takes them."""
        scene, young = self.advice.returning, YoungClient(self.house)
        script = self.playbook.scripts[scene.script]
        try:
            here = await self._begun(young, cille, script, scene.turns)
            wish = {"conversation_id": here, "text": scene.summary}
            proposed = await cille.line.ask("summary:propose", wish)
            await young.line.ask("summary:answer", {"seq": proposed["seq"], "answer": "yes"})
            await part(young, cille, here)
        finally:
            await young.close()
        rest = script.model_copy(update={"turns": script.turns[scene.turns :]})
        self.comes_back(rest, {"summary_of": young.token})

    async def _call(self, cille: StaffClient, ea: StaffClient) -> None:
        scene, young = self.advice.call, YoungClient(self.house)
        script = self.playbook.scripts[scene.script]
        try:
            here = await self._begun(young, cille, script, scene.turns)
            call = {"conversation_id": here, "question": scene.question}
            await cille.line.ask("bridge:call", call)
            await self._rings(ea)
            if await self._comes(ea, here, scene.whisper):
                whisper = {"conversation_id": here, "client_id": str(uuid4()), "text": scene.thanks}
                await cille.line.ask("whisper:send", whisper)
            await self._say(young, cille, here, script.turns[scene.turns :], self.pace)
            await offer(cille, here, UNANSWERED, "self", ())
            await part(young, cille, here)
        finally:
            await young.close()

    async def _rings(self, ea: StaffClient) -> None:
        """Leave it to whoever looks on to come; a call that is over rings no more."""
        with suppress(TimeoutError):
            async with asyncio.timeout(RINGS_FOR_S):
                while not open_calls(ea):  # noqa: ASYNC110 - pushed as a whole list
                    await asyncio.sleep(LOOK_S)
                while open_calls(ea):  # noqa: ASYNC110 - as above
                    await asyncio.sleep(LOOK_S)

    async def _comes(self, ea: StaffClient, here: str, words: str) -> bool:
        """Come, unless somebody else has; advise in a whisper."""
        for call_id in open_calls(ea):
            with suppress(Refused):
                await ea.line.ask("call:answer", {"call_id": call_id})
                whisper = {"conversation_id": here, "client_id": str(uuid4()), "text": words}
                await ea.line.ask("whisper:send", whisper)
                return True
        return False

    async def _begun(
        self, young: YoungClient, cille: StaffClient, script: Script, turns: int
    ) -> str:
        """Let the first turns be said at once, as if they had been."""
        here = await young.open(**self.playbook.entry(script))
        await cille.accept(here)
        await self._say(young, cille, here, script.turns[1:turns], AT_ONCE)
        return here

    async def _say(
        self, young: YoungClient, cille: StaffClient, here: str, turns: Sequence[Turn], pace: Pace
    ) -> None:
        for turn in turns:
            await pace.pause(turn.pause_s)
            talk = young.talk if turn.sender == "young" else cille.talks[here]
            await talk.say(turn.text)

    async def _signed_in(self, account: Account) -> Mapping[str, str]:
        cookie = await self.house.sign_in(account.username, account.password)
        return {"Cookie": cookie, "Origin": self.house.url}

    async def _open_questions(self, headers: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        url = f"{self.house.url}/api/sparring/open"
        async with self.house.http.get(url, headers=headers) as response:
            response.raise_for_status()
            questions: Sequence[Mapping[str, str]] = (await response.json())["questions"]
            return questions

    async def _post(
        self, headers: Mapping[str, str], where: str, body: Mapping[str, str]
    ) -> Mapping[str, str]:
        url = f"{self.house.url}/api/sparring{where}"
        async with self.house.http.post(url, json=body, headers=headers) as response:
            response.raise_for_status()
            return {} if response.status == NO_CONTENT else await response.json()


def open_calls(ea: StaffClient) -> Sequence[str]:
    """Return the calls in a bridge-builder's list that nobody has come to."""
    calls = ea.news.get("tasks", {"calls": []})["calls"]
    return [str(one["call_id"]) for one in calls if one["conversation_id"] is None]
