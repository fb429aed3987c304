// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { mayBeAsked, standing } from "../../supervisor_console/web/sit_in.js";

const NOW = Date.parse("2026-11-22T20:00:00Z");

/** @param {string} id @param {string[]} roles @param {object} [more] @returns {any} */
const one = (id, roles, more = {}) => ({ staff_id: id, display_name: id, role: "counsellor", roles, here: true, state: "on", ...more });

test("whoever is at a desk and not in it may be asked, and those in training stand first", () => {
  const staff = [
    one("sofie", ["counsellor"]), one("jonas", ["counsellor"]), one("away", ["trainee"], { here: false }),
    one("karen", ["supervisor"], { role: "supervisor" }), one("nora", ["trainee"]), one("me", ["counsellor", "supervisor"]),
  ];
  const row = /** @type {any} */ ({ counsellor: { staff_id: "sofie" }, beside: null });

  assert.deepEqual(mayBeAsked({ staff, supervisors: 1 }, row, "me").map(({ staff_id: id }) => id), ["nora", "jonas"]);
});

test("an answer has its time, and who sits there has come", () => {
  const asked = { staff_id: "nora", display_name: null, until: "2026-11-22T20:00:30Z", writes: false };

  assert.deepEqual(standing(null, NOW), { is: "nobody", seconds: 0 });
  assert.deepEqual(standing(asked, NOW), { is: "asked", seconds: 30 });
  assert.deepEqual(standing(asked, NOW + 30_000), { is: "late", seconds: 0 });
  assert.deepEqual(standing({ ...asked, display_name: "Nora" }, NOW + 60_000), { is: "here", seconds: 0 });
});
