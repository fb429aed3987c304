import assert from "node:assert/strict";
import test from "node:test";

import { alertsBetween } from "../../chat/web/counsellor/alerts.js";
import { arrived, begin, changed, noticed } from "../../chat/web/counsellor/state.js";
import { stateOf } from "../../chat/web/staff/desktop_notices.js";

const ME = { staff_id: "sofie", display_name: "Sofie", roles: ["counsellor"] };
const event = (seq, kind, from) => ({ conversation_id: "a", seq, prev: seq - 1, kind, from, at: "2026-11-22T12:00:00Z", data: {} });
const read = changed(arrived(begin(ME), "a"), "a", { loaded: true, events: [event(1, "message", "young")] });
const kinds = (before, after) => alertsBetween(before, after).map(({ kind }) => kind);
const waiting = (...levels) => ({ known: true, total: levels.length, rows: levels.map((level, n) => ({ conversation_id: `w${n}`, level })) });

test("a word from the young person calls, one's own does not", () => {
  const grown = (from) => changed(read, "a", { events: [...read.conversations.a.events, event(2, "message", from)] });

  assert.deepEqual(kinds(read, grown("young")), ["wrote"]);
  assert.deepEqual(kinds(read, grown("counsellor")), []);
  assert.deepEqual(kinds(read, changed(read, "a", { events: [...read.conversations.a.events, event(2, "whisper", "supervisor")] })), ["whisper"]);
});

test("what is read of a log for the first time calls nobody", () => {
  const fresh = arrived(begin(ME), "a");

  assert.deepEqual(kinds(fresh, changed(fresh, "a", { events: [event(1, "message", "young")] })), []);
});

test("of those who came, the highest level is told; those who were there before are not new", () => {
  const before = { ...begin(ME), waiting: waiting(1) };

  assert.deepEqual(alertsBetween(before, { ...before, waiting: waiting(1, 2, 3) }), [{ kind: "queue", level: 3 }]);
  assert.deepEqual(kinds(before, { ...before, waiting: waiting(1) }), []);
  assert.deepEqual(kinds(begin(ME), { ...begin(ME), waiting: waiting(4) }), []);
});

test("danger comes before all else, and a tab that slept says so again when it slept again", () => {
  const worse = noticed(changed(read, "a", { level: 4 }), { kind: "woke", since: 0, count: 1 });
  const again = noticed({ ...worse, notices: [] }, { kind: "woke", since: 0, count: 2 });

  assert.deepEqual(kinds(read, worse), ["imminent", "asleep"]);
  assert.deepEqual(kinds(worse, again), ["asleep"]);
});

test("an offer calls once", () => {
  const offered = { ...read, offers: [{ offer_id: "a.3", conversation_id: "a" }] };

  assert.deepEqual(kinds(read, offered), ["offer"]);
  assert.deepEqual(kinds(offered, { ...offered, offers: [...offered.offers] }), []);
});

test("a notice needs both the browser's leave and one's own choice", () => {
  assert.equal(stateOf("granted", true), "on");
  assert.equal(stateOf("granted", false), "off");
  assert.equal(stateOf("default", true), "off");
  assert.equal(stateOf("denied", true), "blocked");
  assert.equal(stateOf("none", true), "none");
});
