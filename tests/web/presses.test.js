import assert from "node:assert/strict";
import test from "node:test";

import { isAgain, pageMoved, slid } from "../../chat/web/shared/presses.js";

test("the page has moved what stands elsewhere, or is gone", () => {
  const before = { left: 20, top: 300 };

  assert.equal(pageMoved(before, { left: 20, top: 300 }), false);
  assert.equal(pageMoved(before, { left: 20.4, top: 300.4 }), false);
  assert.equal(pageMoved(before, { left: 20, top: 383 }), true);
  assert.equal(pageMoved(before, { left: 19, top: 300 }), true);
  assert.equal(pageMoved(before, null), true);
});

test("a hand that shakes still presses; one that slides away has thought better of it", () => {
  const from = { clientX: 100, clientY: 100 };

  assert.equal(slid(from, { clientX: 106, clientY: 92 }), false);
  assert.equal(slid(from, { clientX: 111, clientY: 100 }), true);
});

test("what is drawn anew in its place is what was pressed; what only came there is not", () => {
  const drawn = (/** @type {string} */ textContent, /** @type {number} */ left, isConnected = true) =>
    /** @type {any} */ ({ textContent, isConnected, getBoundingClientRect: () => ({ left, top: 8 }) });
  const press = (/** @type {boolean} */ isConnected) => ({ on: drawn("Luk hurtigt", 220, isConnected), corner: { left: 220, top: 8 } });

  assert.equal(isAgain(press(false), drawn("Luk hurtigt", 220)), true);
  assert.equal(isAgain(press(false), drawn("Luk hurtigt", 205)), true);
  assert.equal(isAgain(press(false), drawn("Luk hurtigt", 120)), false);
  assert.equal(isAgain(press(false), drawn("Send", 220)), false);
  assert.equal(isAgain(press(true), drawn("Luk hurtigt", 220)), false);
  assert.equal(isAgain(press(false), null), false);
});
