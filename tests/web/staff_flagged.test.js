// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { reasonsFor } from "../../chat/web/staff/flagged.js";

/** @param {string} rule @param {number} start @param {number} end */
const span = (rule, start, end) => ({ rule, start, end, topic: "suicide", why: "" });

/** @param {import("../../chat/web/shared/wire.d.ts").Span[]} spans */
const rules = (spans) => spans.map(({ rule }) => rule);

test("words tell all that was found in them, also what lies within a graver mark", () => {
  const mark = span("suicide.now", 5, 30);

  assert.deepEqual(rules(reasonsFor([mark], [span("suicide.intent", 5, 20), span("sign.means", 29, 40)])), ["suicide.now", "suicide.intent", "sign.means"]);
});

test("what was found beside a mark is not told with it", () => {
  assert.deepEqual(rules(reasonsFor([span("suicide.now", 5, 30)], [span("loss.alone", 0, 5), span("loss.friend", 30, 40)])), ["suicide.now"]);
});
