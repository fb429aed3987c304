// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NO_ROWS, changedBoard, inOrder, isUnread, keepPlaces, sameOrder, wholeBoard,
} from "../../supervisor_console/web/rows.js";

const NOW = Date.parse("2026-11-22T00:10:00Z");

/**
 * @param {string} name
 * @param {Partial<import("../../supervisor_console/web/rows.js").Row>} [what]
 * @returns {import("../../supervisor_console/web/rows.js").Row}
 */
function row(name, what = {}) {
  return {
    conversation_id: name, call_word: name, state: "active", level: 0, assessed: true, age_band: null,
    municipality: null, topics: [], counsellor: { staff_id: "s", display_name: "Sofie" },
    opened_at: "2026-11-22T00:00:00Z", waited_s: null, young_wrote_at: null, staff_wrote_at: null,
    young_present: true, late: false, escalation: null, last_seq: 1, ...what,
  };
}

/** @param {import("../../supervisor_console/web/rows.js").Row[]} rows */
const names = (rows) => inOrder(wholeBoard({ version: 1, rows }, NOW).rows.values()).map((one) => one.call_word);

test("the highest level stands first, however long the others wait", () => {
  const rows = [row("Blåhat", { state: "waiting", waited_s: 5400 }), row("Rønne", { level: 4 })];

  assert.deepEqual(names(rows), ["Rønne", "Blåhat"]);
});

test("within a level those kept waiting come first, the longest first", () => {
  const rows = [
    row("Havtorn", { opened_at: "2026-11-21T23:00:00Z" }),
    row("Strandeng", { state: "waiting", waited_s: 60 }),
    row("Mosegrund", { late: true, young_wrote_at: "2026-11-22T00:05:00Z" }),
    row("Blåhat", { state: "waiting", waited_s: 690 }),
  ];

  assert.deepEqual(names(rows), ["Blåhat", "Mosegrund", "Strandeng", "Havtorn"]);
});

test("what nobody has read stands between elevated and watch, unless something worse is known", () => {
  const rows = [
    row("Watch", { level: 1 }),
    row("Unread", { level: 2, assessed: false }),
    row("Elevated", { level: 2 }),
    row("High", { level: 3, assessed: false }),
  ];

  assert.deepEqual(names(rows), ["High", "Elevated", "Unread", "Watch"]);
  assert.equal(isUnread({ level: 2, assessed: false }), true);
  assert.equal(isUnread({ level: 3, assessed: false }), false);
});

test("a change puts in new rows, replaces known ones and takes the gone away", () => {
  const board = wholeBoard({ version: 4, rows: [row("A"), row("B")] }, NOW);

  const after = changedBoard(board, { version: 5, rows: [row("A", { level: 3 }), row("C")], gone: ["B"] }, NOW);

  assert.deepEqual([...after.rows.keys()], ["A", "C"]);
  assert.equal(after.rows.get("A")?.level, 3);
  assert.equal(after.version, 5);
});

test("a change older than the board changes nothing", () => {
  const board = wholeBoard({ version: 4, rows: [row("A")] }, NOW);

  assert.equal(changedBoard(board, { version: 4, rows: [], gone: ["A"] }, NOW), board);
});

test("the time waited goes on counting between the frames", () => {
  const board = wholeBoard({ version: 0, rows: [row("A", { state: "waiting", waited_s: 72 })] }, NOW);

  assert.equal(board.rows.get("A")?.waiting_since, NOW - 72_000);
  assert.equal(NO_ROWS.rows.size, 0);
});

test("while somebody points at the table each row keeps its place and new ones come last", () => {
  assert.deepEqual(keepPlaces(["a", "b", "c"], ["d", "c", "a"]), ["a", "c", "d"]);
  assert.equal(sameOrder(["a", "c", "d"], ["d", "c", "a"]), false);
  assert.equal(sameOrder(["a"], ["a"]), true);
});
