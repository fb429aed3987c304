// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { acknowledge, acknowledgeNext } from "../../supervisor_console/web/acts.js";
import { Watch } from "../../supervisor_console/web/watch.js";

/** @typedef {import("../../supervisor_console/web/escalations.js").Escalation} Escalation */

const ME = { staff_id: "karen", display_name: "Karen", roles: ["supervisor"] };

/**
 * @param {string} id
 * @param {Partial<Escalation>} [what]
 * @returns {Escalation}
 */
function escalation(id, what = {}) {
  return {
    escalation_id: id, conversation_id: `c-${id}`, call_word: id, level: 3, state: "raised", trigger: "acute", step: 0,
    raised_at: "2026-11-22T00:00:00Z", due_at: null, acknowledged_at: null, acknowledged_by: null, outcome: null, ...what,
  };
}

/** @param {Record<string, any>} [answers] by event; anything else is done */
function rig(answers = {}) {
  /** @type {string[]} */
  const asked = [];
  const watch = new Watch({
    me: ME,
    request: async (event) => {
      asked.push(event);
      return answers[event] ?? { ok: true };
    },
  });
  /** @param {string} name @param {any} payload */
  const hear = (name, payload) => /** @type {(payload: any) => void} */ (watch.frames[name])(payload);
  return { watch, asked, hear };
}

/** @param {Watch} watch */
const open = (watch) => watch.escalations.inOrder.value.map((one) => `${one.escalation_id} ${one.state}`);

test("connecting begins the shift, unless one has gone off duty", async () => {
  const { watch, asked } = rig();
  watch.lineIs("connected");
  await watch.goOnDuty(false);
  watch.lineIs("away");
  watch.lineIs("connected");

  assert.deepEqual(asked, ["shift:start", "shift:end"]);
});

test("presence is told only while the line is up and one is on duty", () => {
  const { watch, asked } = rig();
  watch.confirm();
  watch.lineIs("connected");
  watch.confirm();

  assert.deepEqual(asked, ["shift:start", "shift:confirm"]);
});

test("off duty in another tab is off duty here", async () => {
  const { watch } = rig({ "shift:confirm": { ok: false, error: { code: "off_shift", message: "" } } });
  watch.lineIs("connected");

  await watch.confirm();

  assert.equal(watch.onDuty.value, false);
});

test("the key takes the worst that calls", async () => {
  const { watch, asked, hear } = rig();
  hear("escalation", escalation("high"));
  hear("escalation", escalation("imminent", { level: 4 }));

  acknowledgeNext(watch);
  await Promise.resolve();

  assert.deepEqual(asked, ["escalation:acknowledge"]);
  assert.deepEqual(open(watch), ["high raised", "imminent acknowledged"]);
});

test("who comes second sees who has it, before the frame that says so", async () => {
  const error = { code: "already_acknowledged", message: "", by: "Amina" };
  const { watch, hear } = rig({ "escalation:acknowledge": { ok: false, error } });
  const one = escalation("a");
  hear("escalation", one);

  await acknowledge(watch, one);

  assert.deepEqual(open(watch), ["a acknowledged"]);
  assert.equal(watch.escalations.inOrder.value[0]?.acknowledged_by?.display_name, "Amina");
  assert.equal(watch.late.value.has("a"), true);
});

test("an acknowledgement that does not come through says so, and the escalation still calls", async () => {
  const error = { code: "timeout", message: "Der kom ikke svar i tide." };
  const { watch, hear } = rig({ "escalation:acknowledge": { ok: false, error } });
  const one = escalation("a");
  hear("escalation", one);

  await acknowledge(watch, one);

  assert.equal(watch.escalations.calling.value.length, 1);
  assert.equal(watch.trouble.value, "Der kom ikke svar i tide.");
  assert.equal(watch.taking.value.size, 0);
});

test("what ended while the line was away leaves; what is open stays, told by frame or by board", () => {
  const { watch, hear } = rig();
  for (const id of ["over", "told", "boarded"]) hear("escalation", escalation(id));

  watch.lineIs("connected");
  hear("escalation", escalation("told"));
  hear("board", { version: 1, rows: [{ conversation_id: "c-boarded", waited_s: null, escalation: escalation("boarded") }] });
  assert.equal(watch.escalations.inOrder.value.length, 3);
  hear("board", { version: 2, rows: [{ conversation_id: "c-boarded", waited_s: null, escalation: escalation("boarded") }] });

  assert.deepEqual(open(watch).sort(), ["boarded raised", "told raised"]);
});

test("a board that was read just before an escalation ended does not bring it back", () => {
  const { watch, hear } = rig();
  hear("escalation", escalation("a"));
  hear("escalation", escalation("a", { state: "resolved" }));

  hear("board:changed", { version: 1, rows: [{ conversation_id: "c-a", waited_s: null, escalation: escalation("a") }], gone: [] });

  assert.deepEqual(open(watch), []);
});

test("the page is true only when the board has come over the line that is up", () => {
  const { watch, hear } = rig();
  assert.equal(watch.isTrue.value, false);

  watch.lineIs("connected");
  hear("board", { version: 1, rows: [] });
  assert.equal(watch.isTrue.value, true);

  watch.lineIs("away");
  assert.equal(watch.isTrue.value, false);
});
