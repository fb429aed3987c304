"""What can be asked of the forecast, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import Operation
from supervisor_console.forecast.bodies import ForecastBody

OPERATIONS = (
    Operation("get", "/api/forecast", "How many will come next week, and what staff it takes",
              {200: ForecastBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
)  # fmt: skip
