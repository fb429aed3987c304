import assert from "node:assert/strict";
import test from "node:test";

import { Blocks } from "../../chat/web/young/blocks.js";
import { rowsOf } from "../../chat/web/young/rows.js";

const at = (minute) => new Date(Date.UTC(2026, 10, 22, 20, minute)).toISOString();
const event = (seq, kind, from, data) => ({ conversation_id: "c", seq, prev: seq - 1, kind, at: at(seq * 7), from, data });
const said = (seq) => event(seq, "message", seq % 3 ? "young" : "counsellor", { text: `besked ${seq}` });
const draft = { client_id: "a", text: "kladde", written_ms: 0, state: "waiting", error: null };
const NOT_SEEN = { seq: 0, at: "" };
const TALK = [
  event(1, "opened", "young", { lang: "da" }),
  event(2, "assigned", "system", { display_name: "Sofie" }),
  ...Array.from({ length: 108 }, (_, index) => said(index + 3)),
  event(111, "assigned", "system", { display_name: "Sofie" }),
  event(112, "feedback", "young", {}),
];

/** Every step of a talk: it grows, is seen, is written in, and another one takes its place. */
const STEPS = [
  ...TALK.map((_, index) => [TALK.slice(0, index + 1), [], NOT_SEEN]),
  [TALK, [], { seq: 40, at: at(300) }],
  [TALK, [draft], { seq: 40, at: at(300) }],
  [TALK, [draft], { seq: 109, at: at(800) }],
  [TALK.map((one) => structuredClone({ ...one, data: { ...one.data, display_name: "Jonas" } })), [], NOT_SEEN],
  [[], [draft], NOT_SEEN],
];

test("whatever is remembered, the blocks say what the whole log says", () => {
  const blocks = new Blocks();

  for (const [events, drafts, seen] of STEPS) {
    assert.deepEqual(blocks.of(events, drafts, seen).flatMap(({ rows }) => rows), rowsOf(events, drafts, seen));
  }
});

test("a new message leaves every block but the last as it is, and what is seen only its own", () => {
  const blocks = new Blocks();
  const before = blocks.of(TALK.slice(0, 109), [], { seq: 40, at: at(300) });

  const after = blocks.of(TALK.slice(0, 110), [], { seq: 40, at: at(300) });
  const seen = blocks.of(TALK.slice(0, 110), [], { seq: 103, at: at(800) });

  assert.deepEqual(after.map((block, place) => block === before[place]), [true, true, true, true, false]);
  assert.deepEqual(seen.map((block, place) => block === after[place]), [true, false, true, true, false]);
});
