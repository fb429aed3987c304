"""What can be asked of the reports, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import PAGE, Operation
from supervisor_console.reports.bodies import ReportBody, ReportsBody

REFUSALS = {401: ErrorBody, 403: ErrorBody, 503: ErrorBody}
OPERATIONS = (
    Operation("get", "/supervisor/reports", "Reports and quality; leads to sign-in likewise",
              {200: PAGE, 303: None, 403: ErrorBody}, signed_in=True),
    Operation("get", "/api/reports", "Which reports there are, and how the service answers",
              {200: ReportsBody, **REFUSALS}, signed_in=True),
    Operation("get", "/api/reports/{half_year}/{place}",
              "A report as the house sees it; `place` is a municipality's code, or `country`",
              {200: ReportBody, 404: ErrorBody, **REFUSALS}, signed_in=True),
    Operation("get", "/api/reports/{half_year}/{place}/{form}",
              "The report to send, as `pdf`, `xlsx`, `csv` or `html`; written down in the audit",
              {200: "application/octet-stream", 404: ErrorBody, **REFUSALS}, signed_in=True),
)  # fmt: skip
