// @ts-check
import assert from "node:assert/strict";
import { mock, test } from "node:test";

globalThis.document = /** @type {any} */ (new EventTarget());
globalThis.window = /** @type {any} */ ({});
const { connectSound } = await import("../../supervisor_console/web/sound_control.js");

const soon = () => new Promise((done) => { setImmediate(done); });

/** An alarm that waits for a press, as browsers want it. */
function rig() {
  let on = false;
  const alarm = /** @type {any} */ ({ state: () => (on ? "on" : "waiting"), wake: async () => { on = true; }, mute: () => {}, setVolume: () => {} });
  return connectSound(alarm);
}

test("the bar does not change under a press: the alarm is told to be on once it is over", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sound = rig();

  document.dispatchEvent(new Event("pointerdown"));
  await soon();
  assert.equal(sound.state.value, "waiting");
  document.dispatchEvent(new Event("pointerup"));
  await soon();
  assert.equal(sound.state.value, "waiting", "the click is still on its way");
  mock.timers.tick(300);
  await soon();
  assert.equal(sound.state.value, "on");
  mock.timers.reset();
});

test("a key moves nothing, and wakes it at once", async () => {
  const sound = rig();

  document.dispatchEvent(new Event("keydown"));
  await soon();

  assert.equal(sound.state.value, "on");
});
