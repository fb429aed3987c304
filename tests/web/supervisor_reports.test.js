// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf, percent } from "../../supervisor_console/web/reports/sheet_panel.js";
import { linkOf } from "../../supervisor_console/web/reports/campaigns_panel.js";
import { denmarkToday, standsAlready, visitIn } from "../../supervisor_console/web/reports/visits_panel.js";

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

  assert.deepEqual(visitIn(form, "a"), { visit_id: "a", day: "2026-11-20", municipality: "0751", kind: "school", participants: 24, minutes: 90 });
});

test("a visit that stands already is known again by its numbers", () => {
  const visit = { visit_id: "a", day: "2026-11-20", municipality: "0751", kind: "school", participants: 24, minutes: 90 };

  assert.ok(standsAlready([{ ...visit, visit_id: "b", fixed: false }], visit));
  assert.ok(!standsAlready([{ ...visit, minutes: 60, fixed: false }], visit));
  assert.equal(denmarkToday(new Date("2026-11-22T23:30:00Z")), "2026-11-23");
});

test("a campaign's link brings its code along", () => {
  assert.equal(linkOf("https://chat.example", "plakat-1"), "https://chat.example/?campaign=plakat-1");
});
