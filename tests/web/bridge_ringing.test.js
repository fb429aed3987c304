// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { newsBetween } from "../../chat/web/bridge/ringing.js";

const FREE = /** @type {any} */ ({ bridge_id: "b1", owner: null, ended_at: null });
const TAKEN = { ...FREE, bridge_id: "b2", owner: { staff_id: "bo", display_name: "Bo" } };
const CALL = { call_id: "k1" };

test("a call is news each time there is one more, and also to who has just opened the page", () => {
  assert.deepEqual(newsBetween({ calls: [], tasks: null }, { calls: [CALL], tasks: [FREE] }), ["call"]);
  assert.deepEqual(newsBetween({ calls: [CALL], tasks: [FREE] }, { calls: [CALL], tasks: [FREE] }), []);
  assert.deepEqual(newsBetween({ calls: [CALL], tasks: [FREE] }, { calls: [], tasks: [FREE] }), []);
});

test("a task is news while nobody has it, and not the first list there is", () => {
  assert.deepEqual(newsBetween({ calls: [], tasks: [] }, { calls: [], tasks: [FREE, TAKEN] }), ["task"]);
  assert.deepEqual(newsBetween({ calls: [], tasks: [] }, { calls: [], tasks: [TAKEN] }), []);
  assert.deepEqual(newsBetween({ calls: [], tasks: [FREE] }, { calls: [CALL], tasks: [{ ...FREE, bridge_id: "b3" }] }), ["call", "task"]);
});
