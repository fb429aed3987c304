// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { speak } from "../../chat/web/staff/words.js";
import { triggerWords } from "../../supervisor_console/web/escalation_strip.js";

before(async () => {
  globalThis.fetch = /** @type {any} */ (async (/** @type {URL} */ url) => ({ ok: true, json: async () => JSON.parse(await readFile(url, "utf8")) }));
  globalThis.document = /** @type {any} */ ({ documentElement: {} });
  await speak("da", ["level", "supervisor"]);
});

/** @param {string} trigger */
const said = (trigger) => triggerWords(/** @type {any} */ ({ trigger }));

test("a rule is named by its topic, or by what its family means", () => {
  assert.equal(said("suicide.now"), "Den unges ord om selvmordstanker");
  assert.equal(said("danger.violence_now"), "Den unges ord om fare lige nu");
});

test("what people raise says who did", () => {
  assert.equal(said("counsellor"), "Rådgiveren har hentet dig");
  assert.equal(said("felt_wrong"), "Den unge skriver, at noget føltes forkert");
});

test("a rule nobody has named yet is still said in words, never as a code", () => {
  assert.equal(said("brand_new.rule"), "Rejst af vurderingen");
});
