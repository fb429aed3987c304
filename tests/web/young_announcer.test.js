// @ts-check
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { announce } from "../../chat/web/young/announcer.js";
import { state } from "../../chat/web/young/state.js";

/** @param {number} ms and what begins in it comes to its end */
function pass(ms) {
  mock.timers.tick(ms);
  mock.timers.tick(100);
}

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.reset());

test("a device whose clock is set back an hour is told what happens all the same", () => {
  const clock = mock.method(Date, "now", () => 7_200_000);
  announce("Du er nummer 2.");
  pass(0);
  assert.equal(state.status.value, "Du er nummer 2.");

  clock.mock.mockImplementation(() => 3_600_000);
  announce("Mette er kommet.");
  pass(5_100);

  assert.equal(state.status.value, "Mette er kommet.");
});
