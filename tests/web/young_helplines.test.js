// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { sentence, someOpen } from "../../chat/web/young/helplines.js";

test("hours are a sentence of their own, however they were written", () => {
  assert.deepEqual(["alle dage 16-23", "Kl. 11-05.", "øvrige: nej"].map(sentence), ["Alle dage 16-23.", "Kl. 11-05.", "Øvrige: nej."]);
});

test("nobody is called open whose hours are not known, nor because 112 is", () => {
  const line = (/** @type {string} */ phone, /** @type {boolean | null} */ open_now, /** @type {any[]} */ ...whom) =>
    /** @type {any} */ ({ name: phone, about: "", phone, open_now, whom: whom.length ? whom : undefined });
  const emergency = line("112", true);

  assert.equal(someOpen([emergency, line("70 201 201", null)]), false);
  assert.equal(someOpen([emergency, line("1888", true, "relative")]), false);
  assert.equal(someOpen([emergency, line("1888", true, "young")]), true);
});
