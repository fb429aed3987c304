// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { askAgain } from "../../supervisor_console/web/asked_again.js";
import { nextPage } from "../../supervisor_console/web/reports/complaints_panel.js";

/** @param {boolean} is_new */
const one = (is_new) => ({ complaint_id: "x", kind: "complaint", day: "2026-11-22", text: "", contact: "", is_open: true, is_new, level: 0, acute: false });

test("an alarm stands while nobody can say whether it was read", async () => {
  const answers = [{ unread: 2, calling: 1, paging: 1 }, null, { unread: 1, calling: 0, paging: 0 }];
  /** @type {number[]} */
  const heard = [];
  /** @type {() => void} */
  let again = () => {};
  await askAgain("/waiting", 10_000, ({ calling }) => heard.push(calling), { ask: async () => answers.shift() ?? null, every: (work) => { again = work; } });
  assert.deepEqual(heard, [1]);
  again();
  await Promise.resolve();
  assert.deepEqual(heard, [1]);
  again();
  await new Promise(setImmediate);
  assert.deepEqual(heard, [1, 0]);
});

test("what is unread is asked for from the top until there is no more, then the list page by page", () => {
  assert.equal(nextPage({ complaints: [one(true)], skipped: 0, total: 1, unread: 0 }), null);
  assert.equal(nextPage({ complaints: [one(true)], skipped: 0, total: 3, unread: 2 }), 0);
  assert.equal(nextPage({ complaints: [one(true)], skipped: 0, total: 3, unread: 0 }), 0);
  assert.equal(nextPage({ complaints: [one(false)], skipped: 0, total: 3, unread: 0 }), 1);
  assert.equal(nextPage({ complaints: [one(false)], skipped: 2, total: 3, unread: 0 }), null);
});
