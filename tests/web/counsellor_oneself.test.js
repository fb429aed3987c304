// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { hardWords } from "../../chat/web/counsellor/oneself.js";
import { speak } from "../../chat/web/staff/words.js";

before(async () => {
  globalThis.fetch = /** @type {any} */ (async (/** @type {URL} */ url) => ({ ok: true, json: async () => JSON.parse(await readFile(url, "utf8")) }));
  globalThis.document = /** @type {any} */ ({ documentElement: {} });
  await speak("da", ["desk", "staff"]);
});

/** @param {number} hardTalks @param {number} supervisors @returns {any} */
const desk = (hardTalks, supervisors) => ({
  shift: { value: { hard_talks: hardTalks, hard_talks_most: 2 } }, supervisors: { value: supervisors }, colleagues: { value: [] },
});

test("who has had enough hard talks is sent to a supervisor only where there is one", () => {
  assert.match(hardWords(desk(2, 1)), /tal med vagthavende, før du tager flere/);
  assert.match(hardWords(desk(2, 0)), /^Du har haft 2 svære samtaler.* hold en pause, og tal med en vagthavende, så snart der er en\.$/);
  assert.match(hardWords(desk(1, 0)), /^Hold en pause/);
});
