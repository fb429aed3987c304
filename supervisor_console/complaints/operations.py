"""What can be asked about complaints, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import ABSENT, PAGE, REFUSED, SLOW, Operation
from supervisor_console.complaints.bodies import (
    CloseBody,
    ComplaintBody,
    ComplaintsBody,
    WaitingBody,
)

FULL = {409: ErrorBody}
OPERATIONS = (
    Operation("get", "/complaint", "Where anybody can complain, praise or suggest", {200: PAGE}),
    Operation("post", "/api/complaints", "Complain, with or without a way to be answered",
              {204: None, **REFUSED, **SLOW, **FULL}, ComplaintBody),
    Operation("get", "/api/complaints/waiting", "How many complaints nobody has read",
              {200: WaitingBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
    Operation("get", "/api/complaints",
              "Complaints after the first `skip`, for supervisors; reading is audited",
              {200: ComplaintsBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
    Operation("post", "/api/complaints/{complaint_id}/close", "Say that one has been seen to",
              {204: None, **REFUSED, **ABSENT, 401: ErrorBody}, CloseBody, signed_in=True),
)  # fmt: skip
