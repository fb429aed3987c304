"""What can be asked of the directory, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import ABSENT, PAGE, REFUSED, Operation
from supervisor_console.directory import bodies

_DONE = {200: bodies.EditedBody, **REFUSED, **ABSENT, 401: ErrorBody, 409: ErrorBody}
_SERVICE, _EDIT = "/api/directory/{service_id}", "/api/directory/edits/{edit_id}"

OPERATIONS = (
    Operation("get", "/supervisor/directory", "The directory, to keep it true",
              {200: PAGE, 303: None, 403: ErrorBody}, signed_in=True),
    Operation("get", "/api/directory", "Every service as it stands, and its edits",
              {200: bodies.DirectoryBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
    Operation("post", "/api/directory/new", "Propose a service or centre that is not there",
              _DONE, bodies.NewEntryBody, signed_in=True),
    Operation("post", f"{_SERVICE}/edit", "Change an entry; what the young see more of waits",
              _DONE, bodies.EditBody, signed_in=True),
    Operation("post", f"{_SERVICE}/check", "Somebody has looked today", _DONE, bodies.SeenBody,
              signed_in=True),
    Operation("post", f"{_SERVICE}/retire", "Take a service out, at once", _DONE, bodies.SeenBody,
              signed_in=True),
    Operation("post", f"{_EDIT}/approve", "Let somebody else's edit go live", _DONE,
              bodies.AgreeBody, signed_in=True),
    Operation("post", f"{_EDIT}/reject", "Lay an edit aside", _DONE, bodies.GivenReasonBody,
              signed_in=True),
    Operation("post", f"{_EDIT}/withdraw", "Go back to what stood before", _DONE,
              bodies.GivenReasonBody, signed_in=True),
)  # fmt: skip
