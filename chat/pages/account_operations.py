"""What can be asked about one's own account, for `docs/openapi.yaml`."""

from chat.pages import account_bodies as own
from chat.pages import answer_bodies as answers
from chat.pages.openapi import ABSENT, REFUSED, SLOW, Operation

SHUT = {401: answers.ErrorBody, 403: answers.ErrorBody, 503: answers.ErrorBody}
NOTHING = {204: None, **REFUSED, **SHUT}
FRESH = "; `proof_required` unless it was just shown who asks"

OPERATIONS = (
    Operation("get", "/api/account", "One's own account: second factor, and where one is signed in",
              {200: own.AccountBody, **SHUT}, signed_in=True),
    Operation("post", "/api/factor", f"Draw a secret for a code app{FRESH}",
              {200: own.NewFactorBody, **REFUSED, **SHUT, 409: answers.ErrorBody},
              own.NothingBody, signed_in=True),
    Operation("post", "/api/factor/confirm", "Let it count, by a code of it",
              {200: own.RecoveryBody, **REFUSED, **SHUT, 409: answers.ErrorBody}, own.CodeBody,
              signed_in=True),
    Operation("post", "/api/factor/recovery", f"Ten new recovery codes{FRESH}",
              {200: own.RecoveryBody, **REFUSED, **SHUT, 409: answers.ErrorBody},
              own.NothingBody, signed_in=True),
    Operation("post", "/api/factor/remove",
              f"Take one's own factor away, where the policy says `optional`{FRESH}",
              {**NOTHING, **ABSENT}, own.NothingBody, signed_in=True),
    Operation("post", "/api/session/proof", "Show again who sits here: password, and code",
              {**NOTHING, **SLOW}, own.ProofBody, signed_in=True),
    Operation("post", "/api/session/unlock", "Open a covered screen: password or code",
              {**NOTHING, **SLOW}, own.UnlockBody, signed_in=True),
    Operation("post", "/api/session/lock", "Cover the screen; sockets stay and hear",
              NOTHING, own.NothingBody, signed_in=True),
    Operation("post", "/api/session/input", "Somebody is at the page",
              NOTHING, own.NothingBody, signed_in=True),
    Operation("post", "/api/sessions/{session_id}/end", "Sign out of one place",
              {**NOTHING, **ABSENT}, own.NothingBody, signed_in=True),
    Operation("post", "/api/sessions/end-others", "Sign out everywhere but here",
              NOTHING, own.NothingBody, signed_in=True),
    Operation("get", "/api/staff", "Whom a supervisor or an admin may help in",
              {200: own.ColleaguesBody, **SHUT}, signed_in=True),
    Operation("post", "/api/staff/{staff_id}/factor/remove",
              f"Take another's factor away; they are signed out{FRESH}",
              {**NOTHING, **ABSENT}, own.NothingBody, signed_in=True),
    Operation("post", "/api/staff/{staff_id}/sessions/end",
              f"Sign another out everywhere{FRESH}",
              {**NOTHING, **ABSENT}, own.NothingBody, signed_in=True),
    Operation("get", "/account", "My account; a second factor is set up here", {200: "text/html"}),
)  # fmt: skip
