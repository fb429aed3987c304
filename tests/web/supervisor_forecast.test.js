// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { gridOf } from "../../supervisor_console/web/figures/forecast_table.js";

/** @param {string} begins @returns {any} */
const hour = (begins) => ({ begins, expected: 1, low: 0, high: 2, is_holiday: begins.startsWith("2026-12-25"), talks: 2, counsellors: 2 });

test("the week stands by Danish time: a column a day, a row an hour, closed hours empty", () => {
  const grid = gridOf(["2026-12-24T22:00:00Z", "2026-12-24T23:00:00Z", "2026-12-25T22:00:00Z"].map(hour));

  assert.deepEqual(grid.days.map(({ day, is_holiday }) => [day, is_holiday]), [["2026-12-24", false], ["2026-12-25", false]]);
  assert.deepEqual(grid.rows.map(({ hour: at, cells }) => [at, cells.map((one) => one?.begins.slice(8, 13) ?? null)]), [
    ["00", [null, "24T23"]],
    ["23", ["24T22", "25T22"]],
  ]);
});

test("the hour an autumn clock repeats stands once", () => {
  const grid = gridOf(["2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z"].map(hour));

  assert.deepEqual(grid.rows.map(({ hour: at, cells }) => [at, cells.length]), [["02", 1]]);
});
