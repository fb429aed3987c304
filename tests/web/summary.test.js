// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { summaryIn } from "../../chat/web/shared/summary_log.js";
import { rowsOf } from "../../chat/web/young/rows.js";

/** @param {number} seq @param {string} kind @param {object} data @returns {any} */
const event = (seq, kind, data) => ({ conversation_id: "c", seq, prev: seq - 1, kind, at: "2026-11-22T12:00:00Z", from: "counsellor", data });

test("the last summary stands, with the answer to it and to no other", () => {
  const first = [event(1, "summary_proposed", { by: "Mette" }), event(2, "summary_answered", { seq: 1, answer: "change" })];
  assert.equal(summaryIn([]), null);
  assert.deepEqual(summaryIn(first), { seq: 1, by: "Mette", answer: "change" });

  const second = [...first, event(3, "summary_proposed", { by: "Mette" }), event(4, "summary_answered", { seq: 1, answer: "yes" })];

  assert.deepEqual(summaryIn(second), { seq: 3, by: "Mette", answer: "" });
  assert.deepEqual(rowsOf(second, [], { seq: 0, at: "" }).map(({ key }) => key), ["summary-1", "summary-3"]);
});
