import assert from "node:assert/strict";
import test from "node:test";

import { emptyRecord, MAIN_REASONS, missing, onTheWire, topicsToOffer, withMain, withTopic } from "../../chat/web/counsellor/wrap_up_record.js";

test("at most three topics beside the main reason, and never the main reason twice", () => {
  const three = ["family", "sleep", "job"].reduce(withTopic, withMain(emptyRecord(), "suicide"));

  assert.equal(withTopic(three, "grief"), three);
  assert.equal(withTopic(three, "suicide"), three);
  assert.deepEqual(withTopic(three, "sleep").topics, ["family", "job"]);
  assert.deepEqual(withMain(three, "family").topics, ["sleep", "job"]);
});

test("a wrap-up lacks its main reason first, then how it ended", () => {
  assert.equal(missing(emptyRecord()), "main");
  assert.equal(missing(withMain(emptyRecord(), "family")), "outcome");
  assert.equal(missing({ ...withMain(emptyRecord(), "family"), outcome: "helped" }), null);
});

test("nobody to follow up is null on the wire, not an empty text", () => {
  const record = { main: "family", topics: ["sleep"], outcome: "helped", followUp: "  ", wellbeing: null };

  assert.deepEqual(onTheWire(record), { main: "family", topics: ["sleep"], outcome: "helped", follow_up: null, wellbeing: null });
  assert.equal(onTheWire({ ...record, followUp: " ring til skolen " }).follow_up, "ring til skolen");
});

test("what triage heard is offered first, and each topic once", () => {
  const offered = topicsToOffer(["sleep", "unheard_of", "family"], "family");

  assert.equal(offered[0], "sleep");
  assert.equal(offered.includes("family"), false);
  assert.equal(new Set(offered).size, offered.length);
  assert.equal(new Set(MAIN_REASONS).size, MAIN_REASONS.length);
});
