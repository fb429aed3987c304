"""The forecast over HTTP: reckoned when asked for."""

from dataclasses import dataclass

from aiohttp import web

from chat.domain.forecast import TooLittleKnown
from chat.pages.members import MemberOf, member_who_may
from chat.staff.roles import Act
from supervisor_console.forecast.bodies import ForecastBody
from supervisor_console.forecast.forecasting import Forecasting


@dataclass(frozen=True, slots=True)
class ForecastPages:
    """The supervisor's door to the forecast."""

    member_of: MemberOf
    forecasting: Forecasting

    def routes(self) -> list[web.RouteDef]:
        """Return what can be asked."""
        return [web.get("/api/forecast", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """Answer with the week from tomorrow on; where too little is known, without its hours."""
        await member_who_may(Act.READ_FIGURES, request, self.member_of)
        try:
            body = ForecastBody.of(await self.forecasting.of())
        except TooLittleKnown as known:
            body = ForecastBody(weeks=known.weeks, contacts=known.contacts)
        return body.answer()
