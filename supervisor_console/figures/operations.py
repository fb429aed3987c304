"""What can be asked of the figures, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import PAGE, Operation
from supervisor_console.figures.bodies import FiguresBody, TodayBody

OPERATIONS = (
    Operation("get", "/supervisor/figures", "The figures; leads to sign-in likewise",
              {200: PAGE, 303: None, 403: ErrorBody}, signed_in=True),
    Operation("get", "/api/figures", "Figures on escalations and flags, per day and week",
              {200: FiguresBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
    Operation("get", "/api/figures/today", "Today: how many came, and how soon danger was answered",
              {200: TodayBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
)  # fmt: skip
