// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { periodWords, shareWords, spreadWords } from "../../supervisor_console/web/figures/figures_page.js";
import { barsOf, underBar } from "../../supervisor_console/web/figures/times_chart.js";

/** @param {string} name @param {number | null} median_s @returns {any} */
const period = (name, median_s) => ({
  name, raised: 1, page: null, resolve: null, in_time: null,
  acknowledge: median_s === null ? null : { count: 1, median_s, p95_s: median_s * 2, longest_s: median_s * 2 },
});

test("bars stand from the oldest on, and the tallest line is as high as the chart", () => {
  const bars = barsOf([period("2026-11-22", 60), period("2026-11-21", null), period("2026-11-20", 30)]);

  assert.deepEqual(bars.map(({ name, bar, line }) => [name, bar, line]), [["2026-11-20", 30, 60], ["2026-11-22", 60, 120]]);
});

test("what was not measured is told apart from nothing", () => {
  assert.equal(spreadWords(null), "–");
  assert.equal(spreadWords({ count: 1, median_s: 0, p95_s: 61, longest_s: 125 }), "0.00 / 1.01 / 2.05");
  assert.equal(shareWords(null), "–");
  assert.equal(shareWords(0), "0 %");
});

test("a day and a week are said as one says them, the day first", () => {
  assert.match(periodWords("2026-11-22"), /^søndag 22\. november$/);
  assert.deepEqual(["2026-11-02", "2026-W07"].map(underBar), ["2.11", "07"]);
});
