// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";

import { speak } from "../../chat/web/staff/words.js";
import { inCare, leave, notYet, whoStays } from "../../supervisor_console/web/handing_over.js";
import { warningsOf } from "../../supervisor_console/web/warnings.js";
import { Watch } from "../../supervisor_console/web/watch.js";

const ME = { staff_id: "karen", display_name: "Karen", roles: ["supervisor"] };
const SOUND = /** @type {any} */ ({ state: { value: "on" } });

before(async () => {
  globalThis.fetch = /** @type {any} */ (async (/** @type {URL} */ url) => ({ ok: true, json: async () => JSON.parse(await readFile(url, "utf8")) }));
  globalThis.document = /** @type {any} */ ({ documentElement: {} });
  await speak("da", ["level", "supervisor"]);
});

/** @param {string} id @param {object} [what] */
function row(id, what = {}) {
  return /** @type {any} */ ({
    conversation_id: id, call_word: id, state: "active", level: 0, assessed: true, waited_s: null, young_wrote_at: null,
    opened_at: "2026-11-22T20:00:00Z", counsellor: { staff_id: "sofie", display_name: "Sofie" }, beside: null, escalation: null, late: false, ...what,
  });
}

/** @param {any[]} rows */
function watching(rows) {
  /** @type {string[]} */
  const asked = [];
  const watch = new Watch({ me: ME, request: async (event) => { asked.push(event); return { ok: true }; } });
  watch.lineIs("connected");
  asked.length = 0;
  /** @type {any} */ (watch.frames["board"])({ version: 1, rows });
  return { watch, asked };
}

/** @param {string} by @param {object} [more] */
const taken = (by, more = {}) => ({ escalation_id: "e", state: "acknowledged", acknowledged_by: { staff_id: by }, ...more });

test("one is led through what runs and what is escalated, the worst first, and not through drills", () => {
  const rows = [
    row("calm"), row("waits", { state: "waiting", waited_s: 60 }), row("worst", { level: 4, escalation: taken("karen") }),
    row("over", { state: "closed", level: 3, escalation: taken("amina") }), row("drill", { level: 4, state: "opened", escalation: taken("karen", { drill: "drill" }) }),
  ];

  const care = inCare(watching(rows).watch.board.value.rows.values(), "karen");

  assert.deepEqual(care.map(({ row: { call_word }, escalated }) => [call_word, escalated]), [["worst", true], ["over", false], ["calm", false]]);
});

test("where one has the pen, or has come in, is said", () => {
  const inside = (/** @type {object | null} */ beside) => inCare([row("a", { beside })], "karen")[0]?.inside;

  assert.equal(inside({ staff_id: "karen", display_name: "Karen", writes: true }), "pen");
  assert.equal(inside({ staff_id: "karen", display_name: "Karen", writes: false }), "beside");
  assert.equal(inside({ staff_id: "amina", display_name: "Amina", writes: true }), null);
});

test("only another supervisor who is here can take over", () => {
  const staff = [
    { staff_id: "karen", display_name: "Karen", roles: ["supervisor"], role: "supervisor", here: true },
    { staff_id: "amina", display_name: "Amina", roles: ["supervisor"], role: "supervisor", here: true },
    { staff_id: "bo", display_name: "Bo", roles: ["supervisor"], role: "supervisor", here: false },
    { staff_id: "sofie", display_name: "Sofie", roles: ["counsellor", "supervisor"], role: "counsellor", here: true },
  ];

  assert.deepEqual(whoStays({ staff, supervisors: 2 }, "karen"), ["Amina"]);
});

test("with nobody talking one leaves at once; else all is gone through first, and then forgotten", async () => {
  let left = 0;
  const go = () => { left += 1; };
  leave(watching([]).watch, "duty", go);
  assert.equal(left, 1);

  const { watch, asked } = watching([row("a"), row("b", { level: 2 })]);
  leave(watch, "duty", go);
  assert.deepEqual([left, watch.leaving.value, notYet(watch).map(({ row: one }) => one.call_word)], [1, "duty", ["b", "a"]]);
  watch.handedOver.value = new Set(["b"]);
  assert.deepEqual(notYet(watch).map(({ row: one }) => one.call_word), ["a"]);
  await watch.goOnDuty(false);
  assert.deepEqual([asked, watch.leaving.value, watch.handedOver.value.size], [["shift:end"], null, 0]);
});

test("near closing time, and after it, what still runs is said, and the way through it", () => {
  const { watch } = watching([row("a")]);
  const said = (/** @type {any} */ door) => {
    watch.onShift.value = { staff: [], supervisors: 1, door };
    return warningsOf(watch, SOUND).find(({ kind }) => kind === "closing");
  };

  assert.equal(said({ is_open: true, closing_at: null }), undefined);
  assert.match(said({ is_open: true, closing_at: "2026-11-23T01:00:00Z" })?.what ?? "", /^Vi lukker kl\. \d\d\.\d\d\.$/);
  const after = said({ is_open: false, closing_at: null });
  assert.equal(after?.next, "1 samtale er i gang. Den må gerne gå videre.");
  after?.way?.act();
  assert.equal(watch.leaving.value, "duty");
});
