"""Canned replies (svarforslag) over HTTP: what a counsellor may begin a message from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from aiohttp import web

from chat.pages.answer_bodies import AnswerBody
from chat.pages.members import MemberOf, member_who_may
from chat.staff.roles import Act

Shelf = Literal["contact", "story", "goal", "ways", "goodbye", "safety", "boundaries"]
PHASES: Final[tuple[Shelf, ...]] = ("contact", "story", "goal", "ways", "goodbye")
"""The five-phase model: Sindahl, Chat Counselling for Children and Youth (2011), ch. 5."""
SHELVES: Final[tuple[Shelf, ...]] = (*PHASES, "safety", "boundaries")


class Reply(AnswerBody):
    """One text in Danish and in English, without a number that is not checked.

    `{display_name}` in it is the counsellor's; `[...]` is a gap that they fill.
    """

    id: str
    shelf: Shelf
    topics: list[str]
    text: str
    text_en: str


class RepliesBody(AnswerBody):
    """All of them, shelf by shelf, in the order people put them in."""

    replies: list[Reply]


@dataclass(frozen=True, slots=True)
class ReplyPages:
    """Shows the replies to whoever may write to the young."""

    member_of: MemberOf
    replies: Callable[[], Sequence[Reply]]

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [web.get("/api/replies", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """Answer with all replies."""
        await member_who_may(Act.WRITE_MESSAGE, request, self.member_of, own=True)
        return RepliesBody(replies=list(self.replies())).answer()
