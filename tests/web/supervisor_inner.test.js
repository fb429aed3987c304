// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { isFull, isIn, mayTake, waysIn, writes } from "../../supervisor_console/web/inner.js";
import { rowsOf } from "../../chat/web/young/rows.js";

/** @param {object} what @returns {any} */
const row = (what) => ({ state: "active", beside: null, ...what });
const karen = (/** @type {boolean} */ writing) => ({ staff_id: "karen", display_name: "Karen", writes: writing });

test("a conversation is handed on to who can take it: room first, and nobody in training", () => {
  /** @param {string} id @param {number} load @param {object} [more] @returns {any} */
  const one = (id, load, more = {}) => ({ staff_id: id, role: "counsellor", roles: ["counsellor"], state: "on", load, capacity: 2, ...more });
  const staff = [
    one("full", 2), one("sofie", 1), one("jonas", 0), one("nora", 0, { roles: ["trainee"], capacity: 0 }), one("paused", 0, { state: "paused" }),
    one("karen", 0, { role: "supervisor", roles: ["supervisor"] }),
  ];

  assert.deepEqual(mayTake(staff, "sofie").map((each) => [each.staff_id, isFull(each)]), [["jonas", false], ["full", true]]);
});

test("what a supervisor may do follows from who is in and who writes", () => {
  assert.deepEqual(waysIn(row({}), "karen"), ["join", "take_over"]);
  assert.deepEqual(waysIn(row({ state: "waiting" }), "karen"), ["take_over"]);
  assert.deepEqual(waysIn(row({ beside: karen(false) }), "karen"), ["take_over", "step_out"]);
  assert.deepEqual(waysIn(row({ beside: karen(true) }), "karen"), ["step_out"]);
  assert.deepEqual(waysIn(row({ beside: karen(true) }), "amina"), []);
  assert.deepEqual(waysIn(row({ state: "closed" }), "karen"), []);
});

test("the pen is mine only in a conversation that goes on", () => {
  assert.equal(writes(row({ beside: karen(true) }), "karen"), true);
  assert.equal(writes(row({ beside: karen(true) }), "amina"), false);
  assert.equal(writes(row({ beside: karen(true), state: "closed" }), "karen"), false);
  assert.equal(writes(null, "karen"), false);
});

test("help is found by a supervisor who has come in, with the pen or without", () => {
  assert.equal(isIn(row({ beside: karen(false) }), "karen"), true);
  assert.equal(isIn(row({ beside: karen(true) }), "karen"), true);
  assert.equal(isIn(row({ beside: karen(true) }), "amina"), false);
  assert.equal(isIn(row({}), "karen"), false);
  assert.equal(isIn(row({ beside: karen(false), state: "closed" }), "karen"), false);
});

test("the young person is told who writes now, and that somebody known is back", () => {
  const at = "2026-11-22T20:00:00Z";
  const assigned = (/** @type {number} */ seq, /** @type {string} */ name, /** @type {string} */ role) =>
    ({ conversation_id: "c", seq, prev: seq - 1, kind: "assigned", at, from: "system", data: { display_name: name, role } });
  const events = [assigned(1, "Sofie", "counsellor"), assigned(2, "Karen", "supervisor"), assigned(3, "Sofie", "counsellor")];

  const said = rowsOf(/** @type {any} */ (events), [], { seq: 0, at: "" });

  assert.deepEqual(said.map((one) => "say" in one && [one.say, one.name]), [
    ["young.house.assigned", "Sofie"], ["young.house.taken_over", "Karen"], ["young.house.back", "Sofie"],
  ]);
});
