// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf, percent } from "../../supervisor_console/web/reports/sheet_panel.js";
import { visitIn } from "../../supervisor_console/web/reports/visits_panel.js";

/** @param {number | null} share */
const row = (share) => ({ label: "x", number: null, share, before: null });

test("the longest bar fills its place, and a hidden number has none", () => {
  assert.deepEqual(barsOf([row(0.5), row(null), row(0.25)]), [100, 0, 50]);
  assert.deepEqual(barsOf([row(null), row(null)]), [0, 0]);
});

test("a share is a whole percent, and nothing where it is hidden", () => {
  assert.equal(percent(0.336), "34 %");
  assert.equal(percent(null), "");
});

test("a visit's hours are sent as minutes", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ day: "2026-11-20", municipality: "0751", kind: "school", participants: "24", hours: "1.5" })) form.set(name, value);

  assert.deepEqual(visitIn(form), { day: "2026-11-20", municipality: "0751", kind: "school", participants: 24, minutes: 90 });
});
