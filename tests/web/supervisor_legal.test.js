// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { doneIn, isAdult, recordedIn, runsOf } from "../../supervisor_console/web/legal_record.js";

/** @param {object} data @returns {any} */
const event = (data) => ({ conversation_id: "c", seq: 1, prev: 0, at: "2026-11-22T20:00:00Z", from: "supervisor", kind: "legal_duty", data: { by: "Karen", text: "", given: false, ...data } });

test("a step stands as it was last recorded, with who did it", () => {
  const recorded = recordedIn([
    event({ step: "worry", done: true, text: "første" }), event({ step: "worry", done: true, text: "andet" }),
    event({ step: "sent", done: true }), event({ step: "sent", done: false }),
    { ...event({ step: "x", done: true }), kind: "note" },
  ]);
  const part = /** @type {any} */ ({ steps: [{ id: "worry" }, { id: "sent" }, { id: "never" }] });

  assert.deepEqual([...recorded.keys()], ["worry", "sent"]);
  assert.deepEqual(recorded.get("worry"), { at: "2026-11-22T20:00:00Z", by: "Karen", done: true, text: "andet", given: false });
  assert.equal(doneIn(part, recorded), 1);
});

test("steps keep their order, and those to tick stand together", () => {
  const step = (/** @type {string} */ id, /** @type {any} */ write = null) => ({ id, text: id, write });
  const runs = runsOf([step("a"), step("b"), step("c", {}), step("d", {}), step("e")]);

  assert.deepEqual(runs.map((run) => run.map(({ id }) => id)), [["a", "b"], ["c"], ["d"], ["e"]]);
});

test("who has said nothing of their age may be a child", () => {
  assert.deepEqual(["15_17", "18_20", "over_25", "no_answer", null].map(isAdult), [false, true, true, false, false]);
});
