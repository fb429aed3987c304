// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { ACTIVE_WITHIN_MS, connectPresence, presenceOf } from "../../supervisor_console/web/presence.js";

/** A page with a visibility and a clock one turns by hand. */
function rig() {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  let now = 0;
  let confirmed = 0;
  /** @type {string[]} */
  const said = [];
  const presence = connectPresence({
    page: /** @type {any} */ (page),
    clock: () => now,
    confirm: () => { confirmed += 1; },
    changed: (is) => said.push(is),
  });
  const pass = (/** @type {number} */ ms) => {
    for (const end = now + ms; now < end;) { now += 1000; presence.look(); }
  };
  return { page, presence, said, pass, confirmed: () => confirmed };
}

test("the house is told at once, and then every twenty seconds", () => {
  const { pass, confirmed } = rig();
  assert.equal(confirmed(), 1);

  pass(60_000);

  assert.equal(confirmed(), 4);
});

test("a hidden page tells nothing, and tells at once when it shows again", () => {
  const { page, pass, confirmed, said } = rig();
  page.visibilityState = "hidden";
  pass(60_000);
  assert.equal(confirmed(), 1);

  page.visibilityState = "visible";
  page.dispatchEvent(new Event("visibilitychange"));

  assert.equal(confirmed(), 2);
  assert.deepEqual(said, ["here", "hidden", "here"]);
});

test("an empty chair is asked first, then counts no more, until a key is pressed", () => {
  const { page, pass, confirmed, said } = rig();
  pass(ACTIVE_WITHIN_MS + 60_000);
  assert.deepEqual(said, ["here", "asked", "asleep"]);
  const before = confirmed();

  page.dispatchEvent(new Event("keydown"));

  assert.equal(confirmed(), before + 1);
  assert.equal(said.at(-1), "here");
});

test("a page nobody sees is nobody's presence, however lively", () => {
  assert.equal(presenceOf({ visible: false, quietMs: 0 }), "hidden");
});

test("stopped, it listens no more", () => {
  const { page, presence, said } = rig();

  presence.stop();
  page.visibilityState = "hidden";
  page.dispatchEvent(new Event("visibilitychange"));

  assert.deepEqual(said, ["here"]);
});
