// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, mock, test } from "node:test";

import { speak } from "../../chat/web/staff/words.js";
import { connectToday, todayWords } from "../../supervisor_console/web/today.js";

before(async () => {
  globalThis.fetch = /** @type {any} */ (async (/** @type {URL} */ url) => ({ ok: true, json: async () => JSON.parse(await readFile(url, "utf8")) }));
  globalThis.document = /** @type {any} */ ({ documentElement: {} });
  await speak("da", ["supervisor"]);
});

const QUIET = { name: "2026-11-22", raised: 0, page: null, acknowledge: null, resolve: null, in_time: null };

test("a quiet day says who came, and no figure of what has not happened", () => {
  assert.equal(todayWords(null), "");
  assert.equal(todayWords({ opened: 1, met: 0, escalations: QUIET }), "I dag: 1 samtale, 0 mødt");
});

test("a day with escalations says how soon they were answered, and how often in time", () => {
  const acknowledge = { count: 2, median_s: 25, p95_s: 60, longest_s: 60 };

  assert.equal(todayWords({ opened: 14, met: 12, escalations: { ...QUIET, raised: 3, acknowledge, in_time: 2 / 3 } }),
    "I dag: 14 samtaler, 12 mødt · 3 eskaleringer · svar efter 0.25 · 67 % i tide");
});

test("the figures follow the rows they stand beside within seconds", async () => {
  mock.timers.enable({ apis: ["setInterval"] });
  const asked = mock.method(globalThis, "fetch", async () => ({ ok: true, json: async () => ({ opened: 1 }) }));
  const heard = [];

  await connectToday((today) => heard.push(today.opened));
  mock.timers.tick(30_000);

  assert.equal(asked.mock.callCount(), 4);
  assert.deepEqual(heard, [1]);
  mock.reset();
});
