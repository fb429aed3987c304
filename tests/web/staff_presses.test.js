import assert from "node:assert/strict";
import test from "node:test";

import { pageMoved, slid } from "../../chat/web/staff/presses.js";

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
