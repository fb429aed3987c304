"""What can be asked of the letter, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import ABSENT, PAGE, Operation
from supervisor_console.legal_duties.bodies import LetterBody

_REFUSED = {400: ErrorBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody, **ABSENT}
_ONE = "/api/legal-duties/{conversation_id}/letter"

OPERATIONS = (
    Operation("get", "/supervisor/letter", "The letter to the municipality, to print",
              {200: PAGE, 303: None, 403: ErrorBody}, signed_in=True),
    Operation("get", _ONE, "The letter as recorded; who read it is written down",
              {200: LetterBody, **_REFUSED}, signed_in=True),
    Operation("get", f"{_ONE}.pdf", "The same as PDF", {200: "application/pdf", **_REFUSED},
              signed_in=True),
)  # fmt: skip
