import assert from "node:assert/strict";
import test from "node:test";

import { connectPause } from "../../chat/web/young/pause.js";
import { rowsOf } from "../../chat/web/young/rows.js";
import { state } from "../../chat/web/young/state.js";

const held = (client_id, code = "paused") => ({ client_id, text: client_id, written_ms: 0, state: "failed", error: { code, message: "" } });

function pausing(drafts) {
  const retried = [];
  const timers = [];
  const outbox = { drafts, retry: (id) => retried.push(id) };
  const pause = connectPause({ outbox: () => outbox, later: (work, delay_ms) => timers.push({ work, delay_ms }) });
  return { pause, retried, timers };
}
const inFiveMinutes = () => new Date(Date.now() + 300_000).toISOString();

test("when the pause is ended, what it held back is sent again, and nothing else", () => {
  const { pause, retried } = pausing([held("a"), held("b", "too_long"), held("c")]);

  pause.became(inFiveMinutes(), true);
  assert.notEqual(state.pausedUntil.value, null);
  assert.deepEqual(retried, []);
  pause.became(null, true);

  assert.equal(state.pausedUntil.value, null);
  assert.deepEqual(retried, ["a", "c"]);
});

test("it ends by itself, and not before its time", (t) => {
  const { pause, retried, timers } = pausing([held("a")]);
  pause.became(inFiveMinutes(), true);
  assert.ok(timers[0].delay_ms > 299_000);
  timers[0].work();
  assert.deepEqual(retried, []);

  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 310_000 });
  timers[1].work();

  assert.deepEqual(retried, ["a"]);
  assert.equal(state.pausedUntil.value, null);
});

test("a pause that was over before the page came is no pause", () => {
  const { pause } = pausing([]);

  pause.became("2020-01-01T00:00:00Z", false);

  assert.equal(state.pausedUntil.value, null);
});

test("what is held back is told as waiting for the pause, not as lost", () => {
  const rows = rowsOf([], [held("a"), held("b"), held("c", "too_long")], { seq: 0, at: "" });

  assert.deepEqual(rows.filter(({ row }) => row === "state").map(({ state: told }) => told), ["paused", "failed"]);
});
