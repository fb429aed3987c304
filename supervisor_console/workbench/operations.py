"""What can be asked of the workbench, as `docs/openapi.yaml` tells it."""

from chat.pages.answer_bodies import ErrorBody
from chat.pages.openapi import ABSENT, PAGE, REFUSED, Operation
from supervisor_console.workbench import bodies

_OURS = {401: ErrorBody, **REFUSED}
_DECIDED = {200: bodies.ProposalBody, **_OURS, **ABSENT, 409: ErrorBody}
_ONE = "/api/lexicon/proposals/{proposal_id}"

OPERATIONS = (
    Operation("get", "/supervisor/lexicon", "The lexicon workbench; leads to sign-in likewise",
              {200: PAGE, 303: None, 403: ErrorBody}, signed_in=True),
    Operation("get", "/api/lexicon", "The lexicon that runs, and every proposal",
              {200: bodies.LexiconBody, 401: ErrorBody, 403: ErrorBody, 503: ErrorBody},
              signed_in=True),
    Operation("post", "/api/lexicon/try", "How a sentence is read; it is not kept",
              {200: bodies.TriedBody, **_OURS}, bodies.TryBody, signed_in=True),
    Operation("post", "/api/lexicon/effect", "What an entry would change on the open set",
              {200: bodies.EffectBody, **_OURS}, bodies.ProposeBody, signed_in=True),
    Operation("post", "/api/lexicon/proposals", "Propose an entry",
              {201: bodies.ProposalBody, **_OURS, 409: ErrorBody}, bodies.ProposeBody,
              signed_in=True),
    Operation("post", f"{_ONE}/approve", "Let somebody else's proposal go live", _DECIDED,
              bodies.ApproveBody, signed_in=True),
    Operation("post", f"{_ONE}/reject", "Lay a proposal aside", _DECIDED, bodies.ReasonBody,
              signed_in=True),
    Operation("post", f"{_ONE}/withdraw", "Take a live entry out again", _DECIDED,
              bodies.ReasonBody, signed_in=True),
)  # fmt: skip
