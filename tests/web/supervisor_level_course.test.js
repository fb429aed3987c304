// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { courseOf } from "../../supervisor_console/web/board_row.js";

/** @param {number[]} levels */
const moves = (...levels) => levels.map((to) => ({ at: "2026-11-22T20:00:00Z", to }));

test("a course begins at none, and says where it was cut", () => {
  assert.deepEqual(courseOf(moves(2, 3)), { levels: [0, 2, 3], cut: false });
  assert.deepEqual(courseOf(moves(1, 2, 3, 4)), { levels: [1, 2, 3, 4], cut: true });
  assert.deepEqual(courseOf(moves(1, 2, 1, 2, 1, 2, 1, 2)), { levels: [1, 2, 1, 2], cut: true });
});
