"""What can be asked about visits, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import ABSENT, REFUSED, Operation
from supervisor_console.visits.bodies import RemoveVisitBody, VisitBody, VisitsBody

ANSWERS = {204: None, **REFUSED, 401: ErrorBody, 409: ErrorBody}
OPERATIONS = (
    Operation("get", "/api/visits", "Outreach and school visits, the latest",
              {200: VisitsBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
    Operation("post", "/api/visits", "Enter a visit: numbers, and nobody's name",
              ANSWERS, VisitBody, signed_in=True),
    Operation("post", "/api/visits/{visit_id}/remove", "Take out what was entered wrongly",
              {**ANSWERS, **ABSENT}, RemoveVisitBody, signed_in=True),
)  # fmt: skip
