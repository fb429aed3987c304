"""The figures over HTTP: reckoned when asked for, from what is kept anyway."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from chat.domain.contact import week_of
from chat.domain.figures import Course, by_period, day_of, figures_of, tallied
from chat.domain.opening_hours import DENMARK
from chat.pages.members import MemberOf, member_who_may
from chat.staff.roles import Act
from chat.storage.conversations import Conversations
from chat.storage.escalations import Escalations
from chat.storage.judgements import Judgements
from supervisor_console.figures.bodies import (
    ClosedBody,
    FiguresBody,
    PeriodBody,
    RuleBody,
    TodayBody,
)
from triage.verdict import Level

LOOK_BACK = timedelta(weeks=8)
"""Retention ends most of it sooner (our own choice)."""
DAYS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class FiguresPages:
    """The supervisor's door to the figures."""

    member_of: MemberOf
    conversations: Conversations
    escalations: Escalations
    judgements: Judgements
    deadlines: Mapping[Level, timedelta]
    flagged_from: Level
    clock: Callable[[], datetime]

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [
            web.get("/api/figures", self.show),
            web.get("/api/figures/today", self.show_today),
        ]

    async def show_today(self, request: web.Request) -> web.Response:
        """Answer with today's: asked again and again by every board, so of one day alone."""
        await self._must_read(request)
        now = self.clock()
        since = now.astimezone(DENMARK).replace(hour=0, minute=0, second=0, microsecond=0)
        came = await self.conversations.came_since(since)
        figures = figures_of(await self.escalations.courses(since), now, self.deadlines)
        return TodayBody(
            opened=came.opened, met=came.met, escalations=PeriodBody.of(day_of(since), figures)
        ).answer()

    async def show(self, request: web.Request) -> web.Response:
        """Answer all of it at once: it is small."""
        await self._must_read(request)
        now = self.clock()
        since = now - LOOK_BACK
        courses = await self.escalations.courses(since)
        closed = await self.judgements.closed(since, self.flagged_from)
        return FiguresBody(
            days=self._periods(courses, day_of, now)[:DAYS_SHOWN],
            weeks=self._periods(courses, week_of, now),
            rules=[
                RuleBody(rule=one.rule, right=one.right, wrong=one.wrong)
                for one in tallied(await self.judgements.since(since))
            ],
            closed=ClosedBody(flagged=closed.flagged, unassessed=closed.unassessed),
        ).answer()

    def _periods(
        self, courses: list[Course], named: Callable[[datetime], str], now: datetime
    ) -> list[PeriodBody]:
        return [
            PeriodBody.of(name, figures_of(found, now, self.deadlines))
            for name, found in by_period(courses, named).items()
        ]

    async def _must_read(self, request: web.Request) -> None:
        await member_who_may(Act.READ_FIGURES, request, self.member_of)
