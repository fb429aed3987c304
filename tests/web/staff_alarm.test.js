// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { makeAlarm, titleOf } from "../../chat/web/staff/alarm.js";

/** Tones that write down what they play, and a clock one turns by hand. */
function rig({ awake = true } = {}) {
  /** @type {(readonly number[])[]} */
  const played = [];
  /** @type {(() => void) | null} */
  let work = null;
  const tones = {
    awake: () => awake,
    wake: async () => { awake = true; },
    play: (/** @type {readonly number[]} */ hertz) => { played.push(hertz); },
  };
  const alarm = makeAlarm(tones, { every: (again) => { work = again; return 1; }, stop: () => { work = null; } });
  return { alarm, played, tenSeconds: () => work?.() };
}

test("it rings at once, and again every ten seconds, until somebody has answered", () => {
  const { alarm, played, tenSeconds } = rig();

  alarm.ring(true);
  tenSeconds();
  alarm.ring(false);
  tenSeconds();

  assert.equal(played.length, 2);
});

test("the two tones rise", () => {
  const { alarm, played } = rig();

  alarm.test();

  const [low, high] = played[0] ?? [];
  assert.ok(low !== undefined && high !== undefined && low < high);
});

test("a second escalation does not hurry the first", () => {
  const { alarm, played } = rig();

  alarm.ring(true);
  alarm.ring(true);

  assert.equal(played.length, 1);
});

test("muted it is silent but goes on counting, so that it sounds as soon as it may", () => {
  const { alarm, played, tenSeconds } = rig();
  alarm.mute(true);
  alarm.ring(true);
  assert.equal(alarm.state(), "off");

  alarm.mute(false);
  tenSeconds();

  assert.equal(played.length, 1);
});

test("before the first press on the page it waits, and says so", async () => {
  const { alarm, played } = rig({ awake: false });
  alarm.ring(true);
  assert.equal(alarm.state(), "waiting");
  assert.equal(played.length, 0);

  await alarm.wake();

  assert.equal(alarm.state(), "on");
});

test("the title begins with how many call, or with a mark when nobody can know", () => {
  assert.equal(titleOf({ calling: 2, lost: false, title: "Brobygger" }), "(2) Brobygger");
  assert.equal(titleOf({ calling: 0, lost: false, title: "Brobygger" }), "Brobygger");
  assert.equal(titleOf({ calling: 2, lost: true, title: "Brobygger" }), "(!) Brobygger");
});
