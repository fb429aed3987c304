// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { isUnassessed, numbersFor, planIn, ticked } from "../../chat/web/staff/care.js";
import { courseIn } from "../../chat/web/staff/escalation_course.js";

/** @param {string} kind @param {object} [data] @returns {any} */
const event = (kind, data = {}) => ({ conversation_id: "c", seq: 1, prev: 0, at: "2026-11-22T20:00:00Z", from: "system", kind, data });

test("a tick that was taken back is not ticked", () => {
  const step = (/** @type {string} */ name, /** @type {boolean} */ done) => event("emergency_step", { step: name, done, by: "Karen" });

  assert.deepEqual([...ticked([step("a", true), step("b", true), step("a", false)]).keys()], ["b"]);
});

test("whoever was flagged once is to be asked before closing, and asked once", () => {
  const raised = event("level", { from: 0, to: 3 });

  assert.equal(isUnassessed([], 1), false);
  assert.equal(isUnassessed([], 2), true);
  assert.equal(isUnassessed([raised], 0), true);
  assert.equal(isUnassessed([raised, event("assessment")], 3), false);
});

test("the plan is as it was last written", () => {
  assert.equal(planIn([]), null);
  assert.equal(planIn([event("safety_plan", { company: "a" }), event("safety_plan", { company: "b" })])?.["company"], "b");
});

test("numbers of the young person's region come first, and none is claimed where none is known", () => {
  const east = { name: "1813", phone: "1813", hours: null, regions: ["1084"] };
  const card = /** @type {any} */ ({ numbers: [east], regions: { "0101": "1084", "0851": "1081" } });

  assert.deepEqual(numbersFor(card, "0101"), { here: [east], elsewhere: [] });
  assert.deepEqual(numbersFor(card, "0851"), { here: [], elsewhere: [east] });
  assert.deepEqual(numbersFor(card, null), { here: [], elsewhere: [east] });
});

test("the course of an escalation begins with what raised it", () => {
  const kinds = ["opened", "message", "level", "escalated", "message", "paged", "acknowledged", "note", "resolved"];

  const told = courseIn(kinds.map((kind) => event(kind))).map(({ kind }) => kind);

  assert.deepEqual(told, ["level", "escalated", "paged", "acknowledged", "resolved"]);
});
