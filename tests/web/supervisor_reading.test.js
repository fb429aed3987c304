// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { Reading } from "../../supervisor_console/web/reading.js";

/** @typedef {import("../../chat/web/shared/wire.d.ts").WireEvent} WireEvent */

/** @param {number} seq @returns {WireEvent} */
function message(seq) {
  return {
    conversation_id: "c", seq, prev: seq - 1, kind: "message", at: "2026-11-22T00:00:00Z", from: "young",
    data: { text: `nr. ${seq}` },
  };
}

/**
 * A house that holds a log and answers from it, `page` events at a time.
 *
 * @param {WireEvent[]} log
 */
function house(log, { page = 200 } = {}) {
  /** @type {{ event: string, payload: any }[]} */
  const asked = [];
  const state = { up: true };
  return {
    asked,
    state,
    /** @param {string} event @param {any} payload @returns {Promise<any>} */
    async request(event, payload) {
      asked.push({ event, payload });
      if (!state.up) return { ok: false, error: { code: "timeout", message: "" } };
      const since = payload.seq ?? payload.last_seq;
      const after = log.filter(({ seq }) => seq > since);
      return { ok: true, events: after.slice(0, page), last_seq: log.length, more: after.length > page };
    },
  };
}

/** @param {Reading} reading */
const shown = (reading) => reading.events.value.map(({ seq }) => seq);
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("opening shows the whole log, page by page", async () => {
  const log = [1, 2, 3, 4, 5].map(message);
  const { request, asked } = house(log, { page: 2 });
  const reading = new Reading("c", request);

  await reading.follow();

  assert.deepEqual(shown(reading), [1, 2, 3, 4, 5]);
  assert.deepEqual(asked.map(({ event }) => event), ["conversation:open", "events:since", "events:since"]);
  assert.equal(reading.loading.value, false);
});

test("what comes is shown at once; a gap is asked for, and nothing after it is shown before", async () => {
  const log = [message(1)];
  const { request } = house(log);
  const reading = new Reading("c", request);
  await reading.follow();
  reading.hear(message(2));
  assert.deepEqual(shown(reading), [1, 2]);

  log.push(message(2), message(3), message(4));
  reading.hear(message(4));
  assert.deepEqual(shown(reading), [1, 2]);

  await settled();
  assert.deepEqual(shown(reading), [1, 2, 3, 4]);
});

test("a head beyond what is known is asked for: the last message is not lost", async () => {
  const log = [message(1)];
  const { request } = house(log);
  const reading = new Reading("c", request);
  await reading.follow();

  log.push(message(2));
  reading.reaches(2);
  await settled();

  assert.deepEqual(shown(reading), [1, 2]);
});

test("after a lost line it follows again from where it was, and shows nothing twice", async () => {
  const log = [message(1), message(2)];
  const { request, asked, state } = house(log);
  const reading = new Reading("c", request);
  await reading.follow();

  state.up = false;
  await reading.follow();
  assert.equal(reading.problem.value, "");
  state.up = true;
  log.push(message(3));
  await reading.follow();

  assert.deepEqual(shown(reading), [1, 2, 3]);
  assert.deepEqual(asked.at(-1), { event: "conversation:open", payload: { conversation_id: "c", last_seq: 2 } });
});

test("a gap the house cannot fill is asked for once, not for ever", async () => {
  const { request, asked } = house([message(1)]);
  const reading = new Reading("c", request);
  await reading.follow();

  reading.reaches(9);
  await settled();

  assert.equal(asked.length, 2);
});

test("a refusal is told in the house's words", async () => {
  const reading = new Reading("c", async () => ({ ok: false, error: { code: "not_assigned", message: "Samtalen er ikke din." } }));

  await reading.follow();

  assert.equal(reading.problem.value, "Samtalen er ikke din.");
});

test("who writes is shown until they have written", () => {
  const reading = new Reading("c", house([]).request);

  reading.typed("young", true);
  assert.equal(reading.typing.value.has("young"), true);
  reading.hear(message(1));

  assert.equal(reading.typing.value.size, 0);
  reading.close();
});
