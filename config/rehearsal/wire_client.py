"""A typed client of the wire contract: a young person's and a member of staff's."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp

from config.rehearsal.line import Door, Json, Line, Refused
from config.rehearsal.talk import Event, Talk

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff who signs in: `roles` as on the wire."""

    username: str
    password: str
    display_name: str = ""
    roles: tuple[str, ...] = ("counsellor",)
    code: str | None = None
    """Of the account's code app, for this once."""


@dataclass(frozen=True, slots=True)
class House:
    """A running server: its address, and the HTTP session everything here shares."""

    http: aiohttp.ClientSession
    url: str

    async def service(self) -> Json:
        """Whether it is open, and how long one waits."""
        async with self.http.get(f"{self.url}/api/service") as response:
            return dict(await response.json())

    async def open_conversation(self, entry: Json) -> Json:
        """Open a conversation; the same token gives the same one. Raise `Refused` for a no."""
        async with self.http.post(
            f"{self.url}/api/conversations", json=entry, headers={"Origin": self.url}
        ) as response:
            if response.status in (200, 201):
                return dict(await response.json())
            raise await _refusal(response)

    async def sign_in(self, username: str, password: str, code: str | None = None) -> str:
        """Return the session cookie as a header's value."""
        async with self.http.post(
            f"{self.url}/api/session",
            json={"username": username, "password": password, **({"code": code} if code else {})},
            headers={"Origin": self.url},
        ) as response:
            if response.status != 204:  # noqa: PLR2004 - the contract's answer
                raise await _refusal(response)
            return "; ".join(f"{key}={cookie.value}" for key, cookie in response.cookies.items())


class YoungClient:
    """A young person's page: one token, one conversation, one line."""

    def __init__(self, house: House, *, on_event: Callable[[Event], None] = lambda _: None) -> None:
        """Make the secret, as the page does; nothing is asked yet."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.place: Json = {}
        self.counterpart = ""
        """Whether whoever writes to them is `here` or `away`, as the house said last."""
        self._house, self._on_event = house, on_event
        self._line: Line | None = None
        self._talk: Talk | None = None

    @property
    def line(self) -> Line:
        """The line; only after `open`."""
        assert self._line is not None, "not opened"  # noqa: S101 - a caller's mistake
        return self._line

    @property
    def talk(self) -> Talk:
        """The conversation; only after `open`."""
        assert self._talk is not None, "not opened"  # noqa: S101 - a caller's mistake
        return self._talk

    async def open(self, **entry: object) -> str:
        """Open the conversation and stand in line; return its id."""
        opened = await self._house.open_conversation({"token": self.token, "lang": "da", **entry})
        conversation_id = str(opened["conversation_id"])
        door = Door(self._house.http, self._house.url, "/young", self._auth)
        self._line = Line(door, self._heard)
        self._talk = Talk(self._line, conversation_id, "young", on_event=self._on_event)
        await self._line.open()
        return conversation_id

    async def leave(self) -> None:
        """Leave the conversation."""
        await self.line.ask("conversation:leave", {"how": "leave"})

    async def feedback(self, **answers: object) -> None:
        """Say how it was."""
        await self.line.ask("feedback", answers)

    async def close(self) -> None:
        """Close the page."""
        if self._line is not None:
            await self._line.close()

    def _auth(self) -> Json:
        return {"token": self.token, "last_seq": self.talk.cursor.seq}

    def _heard(self, event: str, data: Any) -> None:  # noqa: ANN401 - JSON as it came
        match event:
            case "event":
                self.talk.hear(data)
            case "heads":
                self.talk.head(data["heads"].get(self.talk.conversation_id, 0))
            case "waiting_room":
                self.place = data
            case "presence":
                self.counterpart = str(data["state"])


class StaffClient:
    """A member of staff's console on one namespace: many conversations, one line."""

    def __init__(
        self,
        house: House,
        role: str,
        *,
        on_event: Callable[[Event], None] = lambda _: None,
        on_news: Callable[[str, Json], None] = lambda *_: None,
    ) -> None:
        """`role` names the namespace; `on_news` hears everything that is not in a log."""
        self.talks: dict[str, Talk] = {}
        self.news: dict[str, Json] = {}
        """The last of each kind of news: `desk`, `waiting_room`, `on_shift`, `board` ..."""
        self.me: Json = {}
        self._house, self._role = house, role
        self._on_event, self._on_news = on_event, on_news
        self._line: Line | None = None

    @property
    def line(self) -> Line:
        """The line; only after `open`."""
        assert self._line is not None, "not opened"  # noqa: S101 - a caller's mistake
        return self._line

    async def open(self, account: Account) -> None:
        """Sign in and connect."""
        cookie = await self._house.sign_in(account.username, account.password, account.code)
        headers = {"Cookie": cookie}
        async with self._house.http.get(f"{self._house.url}/api/me", headers=headers) as response:
            self.me = dict(await response.json())
        door = Door(self._house.http, self._house.url, f"/{self._role}", dict, headers)
        self._line = Line(door, self._heard)
        self._line.on_connect = self._follow_again
        await self._line.open()

    async def accept(self, conversation_id: str | None = None) -> Talk:
        """Take a conversation, or the next in line."""
        wish = {} if conversation_id is None else {"conversation_id": conversation_id}
        answer = await self.line.ask("conversation:accept", wish, at_ack=self._accepted)
        return self.talks[str(answer["conversation_id"])]

    async def follow(self, conversation_id: str) -> Talk:
        """Open a conversation to read what happens in it."""
        wish = {"conversation_id": conversation_id, "last_seq": 0}
        await self.line.ask(
            "conversation:open", wish, at_ack=partial(self._follow, conversation_id)
        )
        return self.talks[conversation_id]

    def forget(self, conversation_id: str) -> None:
        """Follow a conversation no more."""
        self.talks.pop(conversation_id, None)

    async def close(self) -> None:
        """Close the console."""
        if self._line is not None:
            await self._line.close()

    def _accepted(self, answer: Json) -> None:
        self._follow(str(answer["conversation_id"]), answer)

    def _follow(self, conversation_id: str, answer: Json) -> None:
        talk = self.talks.get(conversation_id) or Talk(
            self.line, conversation_id, self._role, on_event=self._on_event
        )
        self.talks[conversation_id] = talk
        for event in answer["events"]:
            talk.hear(event)
        talk.head(answer["last_seq"])

    def _follow_again(self) -> None:
        for talk in self.talks.values():
            talk.follow_again()

    def _heard(self, event: str, data: Any) -> None:  # noqa: ANN401 - JSON as it came
        match event:
            case "event" if (talk := self.talks.get(data["conversation_id"])) is not None:
                talk.hear(data)
            case "heads":
                for conversation_id, seq in data["heads"].items():
                    if (talk := self.talks.get(conversation_id)) is not None:
                        talk.head(seq)
            case "event":
                pass
            case _:
                self.news[event] = data
                self._on_news(event, data)


async def _refusal(response: aiohttp.ClientResponse) -> Refused:
    try:
        body: Mapping[str, Any] = await response.json()
    except (aiohttp.ClientError, ValueError):
        body = {}
    error = body.get("error", body) or {"code": f"http_{response.status}"}
    return Refused({"code": f"http_{response.status}", **error})
