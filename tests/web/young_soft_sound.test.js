import assert from "node:assert/strict";
import test from "node:test";

import { connectSoftSound } from "../../chat/web/young/soft_sound.js";

/** A sound that writes down what it would have played, on a clock one sets. */
function sounding(wanted) {
  const heard = [];
  const clock = { now_ms: 0 };
  const sound = connectSoftSound({
    wanted: () => wanted,
    tone: () => heard.push("tone"),
    buzz: () => heard.push("buzz"),
    now: () => clock.now_ms,
  });
  return { heard, clock, sound };
}

test("the page is silent until one asks for sound", () => {
  const { heard, sound } = sounding({ tone: false, buzz: false });

  sound.news();

  assert.deepEqual(heard, []);
});

test("one tone and one buzz a pause, however much is written", () => {
  const { heard, clock, sound } = sounding({ tone: true, buzz: true });

  for (const now_ms of [0, 20_000, 79_999, 80_000]) {
    clock.now_ms = now_ms;
    sound.news();
  }
  assert.deepEqual(heard, ["tone", "buzz"]);

  clock.now_ms = 140_000;
  sound.news();
  assert.deepEqual(heard, ["tone", "buzz", "tone", "buzz"]);
});
