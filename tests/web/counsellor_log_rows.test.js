import assert from "node:assert/strict";
import test from "node:test";

import { nameIn, rowsOf } from "../../chat/web/staff/log_rows.js";

const READER = { staffId: "sofie", callWord: "Havtorn" };

let seq = 0;
const at = (seconds) => new Date(Date.UTC(2026, 10, 22, 12, 0, seconds)).toISOString();
const log = (...lines) => {
  seq = 0;
  return lines.map(([kind, from, data, seconds = 0]) => ({ conversation_id: "a", seq: (seq += 1), prev: seq - 1, kind, from, at: at(seconds), data }));
};
const taken = (name, id) => ["assigned", "system", { display_name: name, staff_id: id }];
const told = (rows) => rows.map((row) => (row.kind === "heading" ? `# ${row.author.who} ${row.author.name}` : row.kind === "message" ? row.event.data.text : row.kind));

test("messages stand in groups by sender", () => {
  const rows = rowsOf(log(
    taken("Sofie", "sofie"),
    ["message", "young", { text: "hej" }], ["message", "young", { text: "er du der" }],
    ["message", "counsellor", { text: "ja" }],
  ), READER, 0);

  assert.deepEqual(told(rows), ["line", "# young Havtorn", "hej", "er du der", "# own Sofie", "ja"]);
});

test("a pause begins a new group, and so does a line of the house", () => {
  const rows = rowsOf(log(
    ["message", "young", { text: "en" }], ["message", "young", { text: "to" }, 301],
    ["level", "system", { from: 0, to: 2 }], ["message", "young", { text: "tre" }, 302],
  ), READER, 0);

  assert.deepEqual(told(rows), ["# young Havtorn", "en", "# young Havtorn", "to", "line", "# young Havtorn", "tre"]);
});

test("who holds the talk comes once, and writes again after whoever had the pen", () => {
  const rows = rowsOf(log(
    taken("Sofie", "sofie"), ["assigned", "system", { display_name: "Karen", staff_id: "karen", role: "supervisor" }], taken("Sofie", "sofie"),
    ["released", "system", { reason: "x" }], taken("Sofie", "sofie"),
  ), READER, 0);

  assert.deepEqual(rows.map(({ again }) => again), [false, false, true, false, false]);
});

test("what a colleague wrote before one came is the colleague's", () => {
  const rows = rowsOf(log(
    taken("Jonas", "jonas"), ["message", "counsellor", { text: "fra Jonas" }],
    taken("Sofie", "sofie"), ["message", "counsellor", { text: "fra mig" }],
  ), READER, 99);

  assert.deepEqual(told(rows), ["line", "# staff Jonas", "fra Jonas", "line", "# own Sofie", "fra mig"]);
  assert.equal(rows.find(({ kind, event }) => kind === "message" && event.data.text === "fra Jonas").told, null);
});

test("the state stands once under the last seen and once under the last sent", () => {
  const rows = rowsOf(log(
    taken("Sofie", "sofie"),
    ["message", "counsellor", { text: "en" }], ["message", "counsellor", { text: "to" }],
    ["message", "counsellor", { text: "tre" }], ["message", "counsellor", { text: "fire" }],
  ), READER, 3).filter(({ kind }) => kind === "message");

  assert.deepEqual(rows.map((row) => row.told), [null, "seen", null, "sent"]);
});

test("notes, whispers and judgements are not in the talk", () => {
  const rows = rowsOf(log(
    ["message", "young", { text: "hej" }],
    ["note", "counsellor", { text: "n" }], ["whisper", "supervisor", { text: "w" }],
    ["judged", "counsellor", { seq: 1, correct: false, by: { display_name: "Sofie" } }],
    ["message", "young", { text: "mere" }],
  ), READER, 0);

  assert.deepEqual(told(rows), ["# young Havtorn", "hej", "mere"]);
  assert.deepEqual(rows[1].judged, { correct: false, by: "Sofie" });
});

test("a message keeps its place on the page when the house has it: its key is its client id", () => {
  const [, row] = rowsOf(log(["message", "counsellor", { text: "hej", client_id: "c-1", own: true }]), READER, 0);

  assert.equal(row.key, "mc-1");
  assert.equal(row.author.who, "own");
});

test("a person is a name, or an object that holds one, or nobody", () => {
  assert.equal(nameIn("Karen"), "Karen");
  assert.equal(nameIn({ staff_id: "k", display_name: "Karen" }), "Karen");
  assert.equal(nameIn(null), "");
});
