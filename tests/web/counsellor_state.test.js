import assert from "node:assert/strict";
import test from "node:test";

import { heard, logged } from "../../chat/web/counsellor/hearing.js";
import { arrived, begin, changed, isHard, noticed, putAway, stillWaiting, without } from "../../chat/web/counsellor/state.js";

const ME = { staff_id: "sofie", display_name: "Sofie", roles: ["counsellor"] };
const NOON = Date.parse("2026-11-22T12:00:00Z");

const row = (id, more = {}) => ({
  conversation_id: id, call_word: "Havtorn", state: "active", level: 1, assessed: true, age_band: "15_17",
  municipality: "0101", last_seq: 0, seen: 0, young_present: true, seat: "active", ...more,
});
const deskWith = (...conversations) => ({ shift: { state: "on", capacity: 2, load: conversations.length }, conversations, offers: [] });
const on = (state, event, payload, at = NOON) => heard(state, event, payload, at);
const event = (seq, kind, from, data = {}, at = "2026-11-22T11:59:00Z") => ({ conversation_id: "a", seq, prev: seq - 1, kind, from, at, data });
const talking = () => on(begin(ME), "desk", deskWith(row("a"), row("b")));

test("a desk is told whole, and keeps its order when it is told again", () => {
  const first = talking();
  const again = on(first, "desk", deskWith(row("c"), row("b"), row("a")));

  assert.deepEqual(again.order, ["a", "b", "c"]);
  assert.equal(again.known, true);
});

test("a conversation that did not change stays the same object, so that it is not drawn again", () => {
  const first = talking();
  const again = on(first, "desk", deskWith(row("a", { level: 3 }), row("b")));

  assert.notEqual(again.conversations.a, first.conversations.a);
  assert.equal(again.conversations.b, first.conversations.b);
  assert.equal(changed(first, "a", { level: 1 }), first);
});

test("who was asked to sit in and says no is told of; who sits there, or was asked no more, is not", () => {
  const asked = { staff_id: "mia", display_name: null, until: "2026-11-22T12:01:00Z", writes: false };
  const asking = on(begin(ME), "desk", deskWith(row("a", { companion: asked })));
  const kinds = (state, companion) => on(state, "desk", deskWith(row("a", { companion }))).notices.map(({ kind }) => kind);

  assert.deepEqual(kinds(asking, null), ["said_no"]);
  assert.deepEqual(kinds(asking, { ...asked, display_name: "Mia" }), []);
  assert.deepEqual(kinds(changed(asking, "a", { companion: null }), null), []);
});

test("who sits in is told when that is over, unless they went themselves", () => {
  const sitting = on(begin(ME), "desk", deskWith(row("a", { seat: "companion", offered_to: "jonas" })));
  const over = (state) => on(state, "unfollowed", { conversation_id: "a", reason: "released" });

  assert.equal(sitting.conversations.a.offeredTo, null);
  assert.deepEqual(over(sitting).notices.map(({ kind }) => kind), ["no_longer_beside"]);
  assert.deepEqual(over(changed(sitting, "a", { leaving: true })).notices, []);
  assert.deepEqual(over(sitting).order, []);
});

test("a message changes its own conversation and no other", () => {
  const first = talking();
  const after = logged(first, "a", [event(1, "message", "young", { text: "hej" })]);

  assert.equal(after.conversations.b, first.conversations.b);
  assert.equal(after.conversations.a.youngWroteAt, "2026-11-22T11:59:00Z");
});

test("what is not on the desk changes nothing", () => {
  const first = talking();

  assert.equal(logged(first, "elsewhere", [event(1, "message", "young")]), first);
  assert.equal(on(first, "typing", { conversation_id: "elsewhere", from: "young", on: true }), first);
  assert.equal(on(first, "presence", { conversation_id: "elsewhere", from: "young", state: "away" }), first);
  assert.equal(on(first, "no_such_event", {}), first);
});

test("waiting runs on by itself from when the row was heard", () => {
  const waiting = [{ conversation_id: "w", call_word: "Rønne", level: 4, age_band: null, topics: [], waited_s: 90 }];
  const state = on(begin(ME), "waiting_room", { total: 1, waiting });

  assert.equal(state.waiting.rows[0].since, NOON - 90_000);
});

test("writing ends when the message has come, and when the young person goes away", () => {
  const typing = on(talking(), "typing", { conversation_id: "a", from: "young", on: true });

  assert.equal(typing.conversations.a.youngTyping, true);
  assert.equal(logged(typing, "a", [event(1, "message", "young")]).conversations.a.youngTyping, false);
  assert.equal(on(typing, "presence", { conversation_id: "a", from: "young", state: "away" }).conversations.a.youngTyping, false);
});

test("one's own typing and seeing in another tab is not the young person's", () => {
  const state = talking();

  assert.equal(on(state, "typing", { conversation_id: "a", from: "counsellor", on: true }), state);
  assert.equal(on(state, "seen", { conversation_id: "a", from: "counsellor", seq: 7 }), state);
  assert.equal(on(state, "seen", { conversation_id: "a", from: "young", seq: 7 }).conversations.a.youngSeen, 7);
});

test("seen never goes back", () => {
  const seven = on(talking(), "seen", { conversation_id: "a", from: "young", seq: 7 });

  assert.equal(on(seven, "seen", { conversation_id: "a", from: "young", seq: 3 }).conversations.a.youngSeen, 7);
});

test("a raised level in the log shows at once; the desk has the last word", () => {
  const raised = logged(talking(), "a", [event(1, "level", "system", { from: 1, to: 4 })]);

  assert.equal(raised.conversations.a.level, 4);
  assert.equal(on(raised, "desk", deskWith(row("a", { level: 2 }))).conversations.a.level, 2);
});

test("an escalation is called, seen and resolved, as the log says", () => {
  const called = [event(1, "escalated", "system", { escalation_id: "e", level: 3 })];
  const seen = [...called, event(2, "acknowledged", "supervisor", { escalation_id: "e", by: { display_name: "Karen" } })];
  const done = [...seen, event(3, "resolved", "supervisor", { escalation_id: "e", outcome: "stayed" })];

  const one = logged(talking(), "a", called);
  assert.equal(one.conversations.a.escalation.state, "raised");
  const two = logged(one, "a", seen);
  assert.deepEqual(two.conversations.a.escalation.acknowledged_by, { display_name: "Karen" });
  assert.equal(logged(two, "a", done).conversations.a.escalation, null);
});

test("an escalation that is heard before its log is shown, and gone when resolved", () => {
  const open = { escalation_id: "e", conversation_id: "a", level: 3, state: "raised" };
  const called = on(talking(), "escalation", open);

  assert.equal(called.conversations.a.escalation.escalation_id, "e");
  assert.equal(on(called, "escalation", { ...open, state: "resolved" }).conversations.a.escalation, null);
  assert.equal(on(called, "escalation", { ...open, escalation_id: "other", state: "resolved" }), called);
});

test("a closed conversation waits for its wrap-up", () => {
  const closed = logged(talking(), "a", [event(1, "closed", "young", { reason: "young_left" })]);

  assert.equal(closed.conversations.a.state, "closed");
  assert.equal(closed.conversations.a.seat, "wrap_up");
});

test("a right that ends is told, but not when one has finished oneself", () => {
  const lost = on(talking(), "unfollowed", { conversation_id: "a", reason: "released" });
  const wrapping = on(talking(), "desk", deskWith(row("a", { seat: "wrap_up", state: "closed" })));

  assert.deepEqual(lost.order, ["b"]);
  assert.equal(lost.notices[0].callWord, "Havtorn");
  assert.deepEqual(on(wrapping, "unfollowed", { conversation_id: "a", reason: "wrapped_up" }).notices, []);
});

test("an offer is there once, and a conversation that is accepted has its call word before the desk says so", () => {
  const offer = { offer_id: "o", conversation_id: "c", expires_at: "2026-11-22T12:00:30Z" };
  const twice = on(on(talking(), "offer", offer), "offer", { ...offer, call_word: "Lyng" });
  assert.equal(twice.offers.length, 1);
  assert.equal(twice.offers[0].call_word, "Lyng");

  const waiting = [{ conversation_id: "w", call_word: "Rønne", level: 4, age_band: "15_17", topics: [], waited_s: 9 }];
  const accepted = arrived(on(talking(), "waiting_room", { total: 1, waiting }), "w");
  assert.equal(accepted.conversations.w.callWord, "Rønne");
  assert.equal(accepted.conversations.w.level, 4);
  assert.equal(arrived(accepted, "w"), accepted);
});

test("whoever lies on the desk waits no more, though an older list of the waiting says so", () => {
  const waits = (id) => ({ conversation_id: id, call_word: "Rønne", level: 4, age_band: null, topics: [], waited_s: 9 });
  const state = on(talking(), "waiting_room", { total: 12, waiting: [waits("w"), waits("v")] });
  assert.equal(stillWaiting(state.waiting, state.order), state.waiting);

  const late = on(arrived(state, "w"), "waiting_room", { total: 12, waiting: [waits("w"), waits("v")] });
  const { total, rows } = stillWaiting(late.waiting, late.order);
  assert.equal(total, 11);
  assert.deepEqual(rows.map(({ conversation_id }) => conversation_id), ["v"]);
});

test("a colleague who says no, or nothing, is told of; one who says yes takes it away", () => {
  const asked = on(talking(), "desk", deskWith(row("a", { offered_to: "jonas" }), row("b")));
  assert.equal(asked.conversations.a.offeredTo, "jonas");

  const declined = on(asked, "desk", deskWith(row("a"), row("b")));
  assert.deepEqual(declined.notices.map(({ kind, callWord, staffId }) => [kind, callWord, staffId]), [["declined", "Havtorn", "jonas"]]);
  assert.deepEqual(on(asked, "desk", deskWith(row("b"))).notices, []);
});

test("a notice stays until it is put away", () => {
  const told = noticed(begin(ME), { kind: "fault", words: "nej" });

  assert.equal(told.notices.length, 1);
  assert.deepEqual(putAway(told, told.notices[0].id).notices, []);
});

test("a conversation leaves the desk whole", () => {
  const left = without(talking(), "a");

  assert.deepEqual(left.order, ["b"]);
  assert.equal(left.conversations.a, undefined);
});

test("a report of abuse and a danger are told apart, and each ends by itself", () => {
  const move = (seq, kind, trigger) => event(seq, kind, "counsellor", { escalation_id: `a.${trigger}`, trigger, level: 3, by: "Karen" });
  const both = logged(talking(), "a", [move(1, "escalated", "abuse"), move(2, "escalated", "counsellor"), move(3, "acknowledged", "abuse")]);

  assert.equal(both.conversations.a.reported.state, "acknowledged");
  assert.equal(both.conversations.a.escalation.state, "raised");
  const ended = logged(both, "a", [...both.conversations.a.events, move(4, "resolved", "counsellor")]);
  assert.equal(ended.conversations.a.escalation, null);
  assert.equal(ended.conversations.a.reported.state, "acknowledged");
});

test("a pause stands until its time, or until it is ended", () => {
  const paused = logged(talking(), "a", [event(1, "paused", "counsellor", { until: "2026-11-22T12:05:00Z" })]);

  assert.equal(paused.conversations.a.pausedUntil, "2026-11-22T12:05:00Z");
  assert.equal(logged(paused, "a", [...paused.conversations.a.events, event(2, "paused", "system", { until: null })]).conversations.a.pausedUntil, null);
});

test("a hard talk is one that was high, also where the level was lowered again; that is said in the wrap-up alone", () => {
  const desk = (/** @type {number} */ level) => heard(begin(ME), "desk", {
    shift: { state: "on", capacity: 2, load: 1 }, offers: [],
    conversations: [{ conversation_id: "a", call_word: "Havtorn", state: "closed", level, last_seq: 1, seen: 0, seat: "wrap_up" }],
  }, 0);
  const lowered = logged(desk(1), "a", [event(1, "level", "system", { to: 3 }), event(2, "level", "supervisor", { to: 1 })]);

  assert.deepEqual([desk(2), desk(3), lowered].map((state) => isHard(state.conversations.a)), [false, true, true]);
  assert.deepEqual(heard(desk(3), "unfollowed", { conversation_id: "a", reason: "wrapped_up" }, 0).notices, []);
});
