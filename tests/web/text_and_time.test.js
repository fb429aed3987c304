import assert from "node:assert/strict";
import test from "node:test";

import { cleaned, codePoints, pieces, utf16Offset } from "../../chat/web/shared/text.js";
import { clock, daysFrom, elapsed, weekday } from "../../chat/web/shared/time.js";
import { Words } from "../../chat/web/shared/catalogue.js";

const span = (start, end) => ({ start, end, rule: "r", topic: "suicide", why: "" });

test("a text is counted in code points, as the house does", () => {
  assert.equal(codePoints("hej 👋🏽"), 6);
  assert.equal(utf16Offset("👋 hej", 2), 3);
});

test("a text is sent whole, composed and without control characters", () => {
  assert.equal(cleaned("  a\u030a\r\nb\u0000\ud800 "), "å\nb\ufffd");
});

test("flagged words behind an emoji are still the right words", () => {
  const cut = pieces("😢 jeg vil ikke leve", [span(6, 20)]);

  assert.deepEqual(cut.map((piece) => piece.text), ["😢 jeg ", "vil ikke leve"]);
  assert.equal(cut[1].spans.length, 1);
});

test("pieces are the text again, however wrong the spans", () => {
  const text = "hej 👋 med dig";
  for (const spans of [[span(-3, 2)], [span(4, 400)], [span(5, 3)], [span(2, 8), span(4, 6), span(4, 6)]]) {
    assert.equal(pieces(text, spans).map((piece) => piece.text).join(""), text);
  }
});

test("times are Danish wherever the device is", () => {
  assert.equal(clock("2026-11-22T22:52:00Z", "da"), "23.52");
  assert.equal(clock("2026-07-22T22:52:00Z", "en"), "00:52");
  assert.equal(weekday("2026-11-22T23:30:00Z", "da"), "mandag");
  assert.equal(daysFrom("2026-11-22T23:30:00Z", "2026-11-22T12:00:00Z"), 1);
  assert.equal(elapsed(3909), "1.05.09");
});

test("the catalogue fills places in and chooses the plural", () => {
  const words = new Words("da", { a: "Der går nok {low}–{high} minutter.", b: { one: "1 ny", other: "{count} nye" } });

  assert.equal(words.say("a", { low: 5, high: 10 }), "Der går nok 5–10 minutter.");
  assert.equal(words.say("b", { count: 1 }), "1 ny");
  assert.equal(words.say("b", { count: 3 }), "3 nye");
  assert.equal(words.say("toString"), "toString");
});
