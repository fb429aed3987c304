import assert from "node:assert/strict";
import test from "node:test";

import { filled } from "../../chat/web/young/padding.js";

const WRITTEN = ["a", "hej", "ø".repeat(60), "😢".repeat(40), 'han sagde "hej"\n', "æ".repeat(300)];
const packet = (text) => `2/young,12${JSON.stringify(["message:send", { client_id: "x", text }])}`;

test("what is said goes out in few lengths, however much it is, and is the same", () => {
  for (const text of WRITTEN) {
    const sent = filled(packet(text));
    assert.equal(Buffer.byteLength(`4${sent}`) % 256, 0, text);
    assert.equal(sent.trimEnd(), packet(text));
  }
  assert.equal(new Set(WRITTEN.slice(0, 2).map((text) => filled(packet(text)).length)).size, 1);
});

test("what is no event is sent as it is", () => {
  for (const other of ['0/young,{"token":"x"}', "1/young,"]) assert.equal(filled(other), other);
});
