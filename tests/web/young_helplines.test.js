// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { sentence } from "../../chat/web/young/helplines.js";

test("hours are a sentence of their own, however they were written", () => {
  assert.deepEqual(["alle dage 16-23", "Kl. 11-05.", "øvrige: nej"].map(sentence), ["Alle dage 16-23.", "Kl. 11-05.", "Øvrige: nej."]);
});
