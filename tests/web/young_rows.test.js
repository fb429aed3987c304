import assert from "node:assert/strict";
import test from "node:test";

import { rowsOf } from "../../chat/web/young/rows.js";

const at = (minute) => `2026-11-22T20:${String(minute).padStart(2, "0")}:00Z`;
const event = (seq, kind, from, minute, data) => ({
  conversation_id: "c", seq, prev: seq - 1, kind, at: at(minute), from, data,
});
const said = (seq, from, minute, text = `besked ${seq}`) => event(seq, "message", from, minute, { text });
const draft = (client_id, state) => ({ client_id, text: client_id, written_ms: Date.parse(at(9)), state, error: null });
const NOT_SEEN = { seq: 0, at: "" };
const kinds = (rows) => rows.map((row) => row.row);

test("messages of one sender within a few minutes stand under one heading", () => {
  const rows = rowsOf([said(1, "young", 1), said(2, "young", 2), said(3, "young", 20)], [], NOT_SEEN);

  assert.deepEqual(kinds(rows), ["day", "heading", "message", "message", "heading", "message", "state"]);
});

test("what the counsellor has seen is said at the last one seen, what is sent at the last one", () => {
  const rows = rowsOf([said(1, "young", 1), said(2, "young", 1), said(3, "young", 1)], [], { seq: 2, at: at(2) });

  assert.deepEqual(rows.filter((row) => row.row === "state").map((row) => row.state), ["seen", "sent"]);
  assert.equal(kinds(rows).indexOf("state"), 4);
});

test("each failed message has its own way on, waiting ones share a word", () => {
  const drafts = [draft("a", "failed"), draft("b", "failed"), draft("c", "waiting"), draft("d", "waiting")];

  const rows = rowsOf([], drafts, NOT_SEEN);

  assert.deepEqual(
    rows.filter((row) => row.row === "state").map((row) => [row.state, row.draft.client_id]),
    [["failed", "a"], ["failed", "b"], ["waiting", "d"]],
  );
});

test("a message stands under the name of whoever was there when it was written", () => {
  const rows = rowsOf([
    event(1, "assigned", "system", 1, { display_name: "Sofie" }),
    said(2, "counsellor", 1),
    event(3, "released", "system", 2, { reason: "gone" }),
    event(4, "assigned", "system", 3, { display_name: "Jonas" }),
    said(5, "counsellor", 3),
  ], [], NOT_SEEN);

  assert.deepEqual(rows.filter((row) => row.row === "heading").map((row) => row.name), ["Sofie", "Jonas"]);
  assert.deepEqual(
    rows.filter((row) => row.row === "house").map((row) => [row.say, row.name]),
    [["young.house.assigned", "Sofie"], ["young.house.released", "Sofie"], ["young.house.assigned", "Jonas"]],
  );
});

test("what was written at the door is the first message", () => {
  const rows = rowsOf([event(1, "opened", "young", 1, { lang: "da", opening: "jeg sover ikke" })], [], NOT_SEEN);

  assert.deepEqual(kinds(rows), ["day", "heading", "message", "state"]);
});

test("keys are never doubled, so no row is drawn in another's place", () => {
  const events = [said(1, "young", 1), said(2, "counsellor", 2), said(3, "young", 3), said(4, "young", 4)];

  const keys = rowsOf(events, [draft("a", "failed")], { seq: 3, at: at(5) }).map((row) => row.key);

  assert.equal(new Set(keys).size, keys.length);
});
