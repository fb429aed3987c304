// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { groupsOf } from "../../chat/web/bridge/task_list.js";
import { pageFor } from "../../chat/web/staff/session.js";

const NOW = Date.parse("2026-11-22T20:00:00Z");

/** @param {string} id @param {string} due_at @param {object | null} [owner] @returns {any} */
const task = (id, due_at, owner = null) => ({ bridge_id: id, due_at, owner });

test("what is past its time comes first, whoever has it; then what nobody has; last what has ended", () => {
  const me = { staff_id: "ida", display_name: "Ida" };
  const groups = groupsOf([task("a", "2026-11-22T19:00:00Z", me), task("b", "2026-11-22T21:00:00Z", me), task("c", "2026-11-22T22:00:00Z"), { ...task("d", "2026-11-22T18:00:00Z", me), ended_at: "2026-11-22T18:30:00Z" }], NOW);

  assert.deepEqual(Object.entries(groups).map(([name, of]) => [name, of.map(({ bridge_id }) => bridge_id)]), [["late", ["a"]], ["free", ["c"]], ["held", ["b"]], ["ended", ["d"]]]);
});

test("a bridge-builder signs in to the tasks, and to no console of others", () => {
  assert.equal(pageFor(["bridge_builder"], null), "/bridge");
  assert.equal(pageFor(["bridge_builder"], "/supervisor"), "/bridge");
  assert.equal(pageFor(["counsellor", "bridge_builder"], "/bridge"), "/bridge");
  assert.equal(pageFor(["counsellor", "bridge_builder"], null), "/counsellor");
});
