// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  alsoOnBoard, calls, inOrder, longest, next, onlyThose, withEscalation,
} from "../../supervisor_console/web/escalations.js";
import { isWhole } from "../../supervisor_console/web/out_of_sight.js";

/** @typedef {import("../../supervisor_console/web/escalations.js").Escalation} Escalation */

/**
 * @param {string} id
 * @param {Partial<Escalation>} [what]
 * @returns {Escalation}
 */
function escalation(id, what = {}) {
  return {
    escalation_id: id, conversation_id: `c-${id}`, call_word: id, level: 3, state: "raised", trigger: "verdict",
    step: 0, seq: 1, told_seq: 1, raised_at: "2026-11-22T00:00:00Z", due_at: null, acknowledged_at: null, acknowledged_by: null,
    outcome: null, ...what,
  };
}

/** @param {Escalation[]} all */
const held = (...all) => new Map(all.map((one) => [one.escalation_id, one]));

test("those that call stand first, the worst first, then the oldest", () => {
  const open = held(
    escalation("taken", { level: 4, state: "acknowledged" }),
    escalation("late", { raised_at: "2026-11-22T00:05:00Z" }),
    escalation("early"),
    escalation("worst", { level: 4, raised_at: "2026-11-22T00:06:00Z" }),
  );

  assert.deepEqual(inOrder(open).map((one) => one.escalation_id), ["worst", "early", "late", "taken"]);
  assert.equal(next(open)?.escalation_id, "worst");
});

test("who has called longest is known, however grave the others are, and whoever has been taken", () => {
  const open = held(
    escalation("taken", { state: "acknowledged", raised_at: "2026-11-21T23:00:00Z" }),
    escalation("worst", { level: 4, raised_at: "2026-11-22T00:06:00Z" }),
    escalation("early"),
  );

  assert.equal(longest(open)?.escalation_id, "early");
  assert.equal(longest(new Map()), null);
});

test("a card is whole within its list, and not under the one that keeps itself in sight", () => {
  const list = { top: 100, bottom: 300 };

  assert.ok(isWhole({ top: 100, bottom: 180.5 }, list));
  assert.ok(!isWhole({ top: 90, bottom: 170 }, list));
  assert.ok(!isWhole({ top: 230, bottom: 310 }, list));
  assert.ok(isWhole({ top: 100, bottom: 210 }, list, { top: 210, bottom: 300 }));
  assert.ok(!isWhole({ top: 180, bottom: 260 }, list, { top: 210, bottom: 300 }));
});

test("with all of them taken there is none to take", () => {
  assert.equal(next(held(escalation("a", { state: "acknowledged" }))), null);
  assert.equal(calls(escalation("a", { state: "paged" })), true);
});

test("a resolved one leaves", () => {
  const open = held(escalation("a"), escalation("b"));

  assert.deepEqual([...withEscalation(open, escalation("a", { state: "resolved" })).keys()], ["b"]);
});

test("one that opens again calls again", () => {
  const open = held(escalation("a", { state: "acknowledged", seq: 2 }));

  assert.equal(next(withEscalation(open, escalation("a", { seq: 3 })))?.escalation_id, "a");
});

test("a frame that was overtaken on its way changes nothing", () => {
  const open = held(escalation("a", { state: "acknowledged", seq: 5 }));

  assert.equal(withEscalation(open, escalation("a", { state: "paged", seq: 4 })), open);
});

test("the board adds what no frame told, and takes nothing away", () => {
  const open = held(escalation("told"));

  const after = alsoOnBoard(open, [escalation("untold"), null, escalation("over", { state: "resolved" })]);

  assert.deepEqual([...after.keys()], ["told", "untold"]);
});

test("a board that was overtaken turns nothing back", () => {
  const open = held(escalation("a", { state: "acknowledged", seq: 5 }));

  assert.equal(alsoOnBoard(open, [escalation("a", { seq: 4 })]).get("a")?.state, "acknowledged");
  assert.equal(alsoOnBoard(open, [escalation("a", { state: "paged", seq: 6 })]).get("a")?.state, "paged");
});

test("a board that says nothing new is no news, so that nothing is drawn again for it", () => {
  const open = held(escalation("a", { seq: 5 }));

  assert.equal(alsoOnBoard(open, [escalation("a", { seq: 5 }), null]), open);
});

test("after the line came back only those told again are open", () => {
  assert.deepEqual([...onlyThose(held(escalation("a"), escalation("b")), new Set(["b"])).keys()], ["b"]);
});
