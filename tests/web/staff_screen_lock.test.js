import assert from "node:assert/strict";
import test from "node:test";

import { Idle, TELL_EVERY_MS } from "../../chat/web/staff/idle.js";
import { neutral } from "../../chat/web/staff/page_title.js";

const MINUTE = 60_000;

test("an untouched page is idle when its time is over, and a touch begins it anew", () => {
  const idle = new Idle(15 * MINUTE, 0);

  assert.equal(idle.isOver(15 * MINUTE - 1), false);
  assert.equal(idle.isOver(15 * MINUTE), true);
  idle.touch(10 * MINUTE);
  assert.equal(idle.isOver(15 * MINUTE), false);
  assert.equal(idle.isOver(25 * MINUTE), true);
});

test("an older touch, told by another tab, takes nothing back", () => {
  const idle = new Idle(15 * MINUTE, 10 * MINUTE);

  idle.touch(MINUTE);

  assert.equal(idle.isOver(24 * MINUTE), false);
});

test("the house hears of a touch at once, then once a minute at most, and of the last one too", () => {
  const idle = new Idle(15 * MINUTE, 1000);

  assert.equal(idle.isNews(1000), true);
  assert.equal(idle.isNews(2000), false);
  idle.touch(3000);
  assert.equal(idle.isNews(3000), false);
  assert.equal(idle.isNews(1000 + TELL_EVERY_MS), true);
  assert.equal(idle.isNews(1000 + 3 * TELL_EVERY_MS), false);
});

test("a covered page's title says how many call, and nothing of what the page is", () => {
  assert.equal(neutral("(3) Brobygger · vagthavende"), "(3) Brobygger");
  assert.equal(neutral("(!) Brobygger · vagthavende"), "(!) Brobygger");
  assert.equal(neutral("Tal og mål (i dag)"), "Brobygger");
});
