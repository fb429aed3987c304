import assert from "node:assert/strict";
import test from "node:test";

import { accept, faultsIn, look } from "../../chat/web/invitation/acceptance.js";
import { pageFor } from "../../chat/web/staff/session.js";
import { signIn } from "../../chat/web/staff/sign_in_answer.js";

const answering = (status, body, headers = {}) => async () =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers });

test("signing in says what the house said", async () => {
  const given = { username: "sofie", password: "x" };

  assert.deepEqual(await signIn(given, answering(204)), { ok: true });
  assert.deepEqual(await signIn(given, answering(401, { ok: false, error: { code: "code_required" } })), { ok: false, code: "code_required", retry_after_s: null });
  assert.deepEqual(await signIn(given, answering(429, { ok: false, error: { code: "slow_down", retry_after_s: 7 } })), { ok: false, code: "slow_down", retry_after_s: 7 });
  assert.deepEqual(await signIn(given, answering(429, {}, { "Retry-After": "9" })), { ok: false, code: "slow_down", retry_after_s: 9 });
  assert.deepEqual(await signIn(given, answering(502, {})), { ok: false, code: "unavailable", retry_after_s: null });
  assert.deepEqual(await signIn(given, async () => { throw new TypeError("no line"); }), { ok: false, code: "timeout", retry_after_s: null });
});

test("one goes to one's own page, and only to a page of ours", () => {
  assert.equal(pageFor(["counsellor"], null), "/counsellor");
  assert.equal(pageFor(["supervisor"], null), "/supervisor");
  assert.equal(pageFor(["counsellor", "supervisor"], "/counsellor"), "/counsellor");
  assert.equal(pageFor(["counsellor"], "/supervisor"), "/counsellor");
  assert.equal(pageFor(["supervisor"], "/supervisor/lexicon"), "/supervisor/lexicon");
  assert.equal(pageFor(["counsellor"], "/supervisor/lexicon"), "/counsellor");
  assert.equal(pageFor(["counsellor"], "https://elsewhere.example"), "/counsellor");
  assert.equal(pageFor(["counsellor"], "//elsewhere.example"), "/counsellor");
});

test("a password is long, not one's name, and written twice alike", () => {
  const good = "en hel sætning om tirsdag";

  assert.deepEqual(faultsIn("sofie", good, good), {});
  assert.ok(faultsIn("sofie", "for kort", "for kort").password);
  assert.ok(faultsIn("sofie", "sofie og hendes hund", "sofie og hendes hund").password);
  assert.ok(faultsIn("sofie", good, "noget andet").again);
});

test("an invitation is looked up and accepted, or refused with its code", async () => {
  assert.deepEqual(await look("c", answering(200, { username: "sofie", display_name: "Sofie" })), { ok: true, invited: { username: "sofie", display_name: "Sofie" } });
  assert.equal((await accept("c", "p", answering(204))).ok, true);
  assert.equal((await accept("c", "p", answering(404, { ok: false, error: { code: "not_found", message: "" } }))).code, "not_found");
});
