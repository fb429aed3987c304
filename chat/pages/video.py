"""Coming into a video talk: a link is used up here, and leads on to the room."""

from dataclasses import dataclass
from typing import Protocol

from aiohttp import web
from pydantic import Field

from chat.networks import Networks
from chat.pages.answer_bodies import VideoRoomBody
from chat.pages.bodies import Body, Code, read_body
from chat.pages.opening_limit import OpeningLimit


class UseLink(Protocol):
    """Uses a link up."""

    async def __call__(self, token: str) -> str:
        """Return where it leads; raise `Refused` (`unauthorized`)."""
        ...


class VideoBody(Body):
    """`POST /api/video`: a link's secret, which the page has behind its `#`: nobody logs that."""

    token: Code = Field(repr=False)


@dataclass(frozen=True, slots=True)
class VideoPages:
    """The way in: without a cookie, for whoever has a link. Looking at a link does not use it."""

    networks: Networks
    limit: OpeningLimit
    """On links that lead nowhere, by network."""
    use: UseLink

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [web.post("/api/video", self.come_in)]

    async def come_in(self, request: web.Request) -> web.Response:
        """Answer with the room's address, this once."""
        body = await read_body(request, VideoBody)
        taken = await self.limit.take(f"video {self.networks.name_of(request)}")
        address = await self.use(body.token)
        await self.limit.give_back(taken)
        return VideoRoomBody(address=address).answer()
