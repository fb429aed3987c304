// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, mock, test } from "node:test";

import { answered, onMissed } from "../../chat/web/staff/asking.js";
import { speak } from "../../chat/web/staff/words.js";

before(async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.fetch = /** @type {any} */ (async (/** @type {URL} */ url) => ({ ok: true, json: async () => JSON.parse(await readFile(url, "utf8")) }));
  globalThis.document = /** @type {any} */ ({ documentElement: {} });
  await speak("da", ["staff"]);
});

const YES = { ok: /** @type {const} */ (true) };
const NO = { ok: /** @type {const} */ (false), error: { code: "forbidden", message: "Det må du ikke." } };

/** @param {typeof YES | typeof NO} ack @param {boolean} isHere */
function told(ack, isHere) {
  /** @type {string[]} */
  const heard = [];
  onMissed((words) => heard.push(words));
  answered(ack, isHere, {
    done: (still) => heard.push(`done ${still}`), fault: (why) => heard.push(`form: ${why}`), what: "Sæt niveauet", words: ({ message }) => message,
  });
  return heard;
}

test("a no is told in its form, and where that is gone on the page, with what was pressed", () => {
  assert.deepEqual(told(NO, true), ["form: Det må du ikke."]);

  const [words, ...more] = told(NO, false);

  assert.match(String(words), /Sæt niveauet.*Det må du ikke/);
  assert.deepEqual(more, []);
});

test("a yes is done once, and says whether the form is there to be closed", () => {
  assert.deepEqual(told(YES, true), ["done true"]);
  assert.deepEqual(told(YES, false), ["done false"]);
});
