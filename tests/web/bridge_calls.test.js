// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Calls } from "../../chat/web/bridge/calls.js";

const ME = { staff_id: "ida", display_name: "Ida", roles: ["bridge_builder"] };
const CALL = {
  call_id: "k1", conversation_id: null, call_word: null, counsellor: null, level: 2, topics: [], age_band: null,
  municipality: null, asked_at: "2026-11-22T12:00:00+00:00", due_at: "2026-11-22T12:03:00+00:00", writes: false,
};
const MINE = { ...CALL, conversation_id: "c1", call_word: "Havtorn", counsellor: "Mette", due_at: null };
const SAID = { conversation_id: "c1", seq: 8, prev: 7, kind: "message", at: "2026-11-22T12:01:00+00:00", from: "young", data: { text: "hej" } };

/** @param {{ [event: string]: object }} [answers] */
function open(answers = {}) {
  /** @type {[string, object][]} */
  const asked = [];
  const calls = new Calls(ME, async (event, payload) => {
    asked.push([event, payload]);
    return /** @type {any} */ (answers[event] ?? { ok: true, events: [], last_seq: 0, more: false });
  });
  calls.lineBecame("connected");
  return { calls, asked };
}

const settled = () => new Promise((done) => { setTimeout(done); });

test("who has come reads on, and has nothing left of it when the right ends", async () => {
  const page = { ok: true, events: [{ ...SAID, seq: 7, prev: 5, kind: "called", from: "counsellor", data: { question: "?" } }], last_seq: 7, more: false };
  const { calls, asked } = open({ "conversation:open": page });

  calls.told([MINE], true);
  await settled();
  calls.heard(SAID);
  assert.deepEqual(calls.advising.value?.events.value.map(({ seq }) => seq), [7, 8]);
  assert.deepEqual(asked[0], ["conversation:open", { conversation_id: "c1", last_seq: 0 }]);

  calls.unfollowed("another");
  assert.notEqual(calls.advising.value, null);
  calls.unfollowed("c1");
  assert.equal(calls.advising.value, null);
  assert.equal(calls.ended.value, true);
});

test("a line that comes back follows again, and one's own words are whispered once", async () => {
  const { calls, asked } = open({ "whisper:send": { ok: true, seq: 9, prev: 0, at: SAID.at } });
  calls.told([MINE], true);
  await settled();

  calls.lineBecame("away");
  calls.lineBecame("connected");
  await settled();
  await calls.advising.value?.whisper("w1", "prøv");

  assert.equal(asked.filter(([event]) => event === "conversation:open").length, 2);
  assert.deepEqual(calls.advising.value?.events.value.map(({ data }) => data["text"]), ["prøv"]);
});

test("who comes second is told who came first", async () => {
  const { calls } = open({ "call:answer": { ok: false, error: { code: "taken", message: "", by: "Bo" } } });
  calls.told([CALL], true);

  assert.equal(calls.open.value.length, 1);
  assert.equal(await calls.answer("k1"), false);
  assert.notEqual(calls.fault.value, "");
  assert.equal(calls.advising.value, null);
});
