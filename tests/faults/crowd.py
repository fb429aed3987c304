"""Pairs who write without a pause while a supervisor reads along, and all that they witness."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from config.rehearsal.line import Json, Refused
from config.rehearsal.talk import Event, Talk
from config.rehearsal.wire_client import Account, House, StaffClient, YoungClient
from tests.faults.history import Claim, History, Said, Shown, Standing, View

LONGEST_PAUSE_S = 0.15
RESOLVED = "resolved"
NOTHING_COMES_S = 30.0
ANSWERED_WITHIN_S = 90.0
ASKED_AGAIN_S = 0.2


@dataclass
class Crowd:
    """Everybody in a run; what they see goes into `history` as it happens."""

    house: House
    history: History = field(default_factory=History)
    young: dict[str, YoungClient] = field(default_factory=dict)
    staff: dict[str, StaffClient] = field(default_factory=dict)
    _views: dict[tuple[str, str], View] = field(default_factory=dict)
    _numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: int = 0
    _answered: Counter[str] = field(default_factory=Counter)
    _writing: bool = True

    async def staff_comes(self, account: Account, role: str, capacity: int = 1) -> StaffClient:
        """Sign somebody in; a supervisor reads along, a counsellor goes on shift."""
        name = account.username
        client = StaffClient(self.house, role, on_event=partial(self.saw, name))
        self.staff[name] = client
        await client.open(account)
        await client.line.ask("shift:start", {"capacity": capacity})
        return client

    async def young_person_comes(self) -> str:
        """Open a conversation, and ask again while the house is starting; return its id."""
        client = YoungClient(self.house, on_event=partial(self.saw, "young"))
        async with asyncio.timeout(ANSWERED_WITHIN_S):
            while (conversation_id := await _let_in(client)) is None:  # noqa: ASYNC110 - the house's to say
                await asyncio.sleep(ASKED_AGAIN_S)
        self.young[conversation_id] = client
        self.history.came.append(conversation_id)
        return conversation_id

    async def everyone_wants(self, conversation_id: str, names: list[str]) -> None:
        """Let several counsellors accept one conversation at the same moment, until told."""
        await asyncio.gather(*(self._wants(conversation_id, name) for name in names))

    def owner_of(self, conversation_id: str) -> str:
        """Return who was told that a conversation is theirs."""
        claims = self.history.claims
        return next(one.counsellor for one in claims if one.conversation_id == conversation_id)

    async def write(self, conversation_id: str, name: str) -> None:
        """Write one message after the other until `quiet`; `name` is "young" or an account's."""
        self._answered[conversation_id] += 0
        while self._writing:
            await self.say(conversation_id, name)
            await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_S))

    async def say(self, conversation_id: str, name: str) -> None:
        """Say one thing and keep asking for its answer."""
        talk, sender = self._talk(conversation_id, name)
        said = self.note(conversation_id, sender)
        answer = await talk.say(said.text, said.client_id)
        said.seq = int(answer["seq"])
        self.answered += 1
        self._answered[conversation_id] += 1

    def note(self, conversation_id: str, sender: str) -> Said:
        """Write down what is about to be said."""
        self._numbers[conversation_id, sender] += 1
        number = self._numbers[conversation_id, sender]
        text = f"{sender} {number}: hej igen, det er stadig mig"
        said = Said(conversation_id, sender, number, str(uuid4()), text)
        self.history.said.append(said)
        return said

    async def calls_a_supervisor(self, conversation_id: str, name: str) -> None:
        """Let a counsellor ask for a supervisor until they are told that one has been called."""
        where = {"conversation_id": conversation_id, "reason": "prøve", "client_id": str(uuid4())}
        await self.staff[name].line.ask("escalation:raise", where)
        self.history.raised.append(conversation_id)

    @property
    def writing_in(self) -> list[str]:
        """Return the conversations in which both sides write."""
        return list(self._answered)

    def answered_in(self, conversation_id: str) -> int:
        """Return how many messages of a conversation have been acknowledged."""
        return self._answered[conversation_id]

    async def answered_again(self) -> float:
        """Wait until a message is acknowledged in every conversation; return the seconds taken."""
        began, before = asyncio.get_running_loop().time(), Counter(self._answered)
        async with asyncio.timeout(ANSWERED_WITHIN_S):
            while any(self._answered[one] == before[one] for one in before):  # noqa: ASYNC110 - many
                await asyncio.sleep(0.01)
        return asyncio.get_running_loop().time() - began

    def leaves_early(self, viewer: str, conversation_id: str) -> None:
        """Note that somebody has seen only a part."""
        if (view := self._views.get((viewer, conversation_id))) is not None:
            view.whole = False

    def quiet(self) -> None:
        """Let everybody end with the sentence they are in."""
        self._writing = False

    async def settle(self) -> None:
        """Return when every screen shows all that was acknowledged, or nothing more comes."""
        settled = asyncio.create_task(self._until_settled())
        reached = -1
        while not settled.done() and self._reached() > reached:
            reached = self._reached()
            await asyncio.wait({settled}, timeout=NOTHING_COMES_S)
        if settled.done():
            settled.result()
        settled.cancel()
        self._note_alarms()

    async def read_afresh(self, account: Account) -> None:
        """Let somebody who has seen nothing yet read every conversation from the start."""
        standing = self.history.standing = Standing()

        def heard(event: str, data: Json) -> None:
            if event == "board":
                standing.board = {row["conversation_id"]: row["state"] for row in data["rows"]}
            elif event == "escalation" and data["state"] != RESOLVED:
                standing.open_escalations.add((data["conversation_id"], data["escalation_id"]))

        saw = partial(self.saw, "afresh")
        client = StaffClient(self.house, "supervisor", on_event=saw, on_news=heard)
        await client.open(account)
        for conversation_id in {said.conversation_id for said in self.history.said}:
            await client.follow(conversation_id)
        self.staff["afresh"] = client
        await self.settle()

    async def go_home(self) -> None:
        """Close every line."""
        for young in self.young.values():
            await young.close()
        for client in self.staff.values():
            await client.close()

    async def _wants(self, conversation_id: str, name: str) -> None:
        try:
            await self.staff[name].accept(conversation_id)
        except Refused as refused:
            if refused.code != "taken":
                raise
        else:
            self.history.claims.append(Claim(conversation_id, name))

    def _talk(self, conversation_id: str, name: str) -> tuple[Talk, str]:
        if name == "young":
            return self.young[conversation_id].talk, "young"
        return self.staff[name].talks[conversation_id], "counsellor"

    def saw(self, viewer: str, event: Event) -> None:
        key = (viewer, event["conversation_id"])
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = View(*key)
            self.history.views.append(view)
        view.shown.append(_as_shown(event))

    async def _until_settled(self) -> None:
        acknowledged = [said for said in self.history.said if said.seq is not None]
        while not all(self._is_on_every_screen(said) for said in acknowledged):  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # many clients, each with a cursor of its own: no one event

    def _reached(self) -> int:
        """Return how far all screens are together: a long run takes a while to read afresh."""
        of_staff = (one.cursor.seq for each in self.staff.values() for one in each.talks.values())
        of_young = (young.talk.cursor.seq for young in self.young.values())
        return sum(of_staff) + sum(of_young)

    def _is_on_every_screen(self, said: Said) -> bool:
        talks = [client.talks.get(said.conversation_id) for client in self.staff.values()]
        talks.append(self.young[said.conversation_id].talk)
        return all(talk is None or talk.cursor.seq >= (said.seq or 0) for talk in talks)

    def _note_alarms(self) -> None:
        for name, client in self.staff.items():
            for conversation_id, talk in client.talks.items():
                if (view := self._views.get((name, conversation_id))) is not None:
                    view.alarms = talk.cursor.alarms
        for conversation_id, young in self.young.items():
            self._views["young", conversation_id].alarms = young.talk.cursor.alarms


def _as_shown(event: Event) -> Shown:
    data: Json = event["data"]
    return Shown(
        event["seq"],
        event["prev"],
        event["kind"],
        event["from"],
        data.get("client_id") if event["kind"] == "message" else None,
        data.get("text") if event["kind"] == "message" else None,
    )


async def _let_in(client: YoungClient) -> str | None:
    """Open a conversation; `None` while triage is not loaded again, as the page is told then."""
    try:
        return await client.open()
    except Refused as refused:
        if refused.code != "starting":
            raise
        return None
