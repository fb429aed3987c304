import assert from "node:assert/strict";
import test from "node:test";

import { announcementOf, changesToTell } from "../../chat/web/counsellor/announcements.js";
import { lastOfTheirs, lastWhisper, late, LATE_AFTER_MS, newcomers, titleCount, unread, writtenBetween } from "../../chat/web/counsellor/attention.js";
import { currentIn, shownSide } from "../../chat/web/counsellor/view.js";

const NOON = Date.parse("2026-11-22T12:00:00Z");
const iso = (ms) => new Date(ms).toISOString();
const message = (seq, from, at = NOON) => ({ conversation_id: "a", seq, prev: seq - 1, kind: "message", from, at: iso(at), data: { text: `nr. ${seq}` } });
const conversation = (more) => ({ id: "a", callWord: "Havtorn", state: "active", seat: "active", events: [], seen: 0, youngWroteAt: null, staffWroteAt: null, loaded: true, ...more });

test("unread are the young person's own messages after what was on screen", () => {
  const events = [message(1, "young"), message(2, "counsellor"), message(3, "young"), message(4, "young")];

  assert.equal(unread(conversation({ events, seen: 1 })), 2);
  assert.equal(unread(conversation({ events, seen: 4 })), 0);
  assert.equal(lastOfTheirs(events), 4);
  assert.equal(lastOfTheirs([message(1, "counsellor")]), 0);
});

test("an answer is late when the young person wrote last and has waited", () => {
  const wrote = iso(NOON - LATE_AFTER_MS - 1);

  assert.equal(late(conversation({ youngWroteAt: wrote }), NOON), true);
  assert.equal(late(conversation({ youngWroteAt: wrote, staffWroteAt: iso(NOON - 1000) }), NOON), false);
  assert.equal(late(conversation({ youngWroteAt: wrote, staffWroteAt: iso(NOON - 10 * LATE_AFTER_MS) }), NOON), true);
  assert.equal(late(conversation({ youngWroteAt: wrote, state: "closed" }), NOON), false);
  assert.equal(late(conversation({}), NOON), false);
});

test("the title counts conversations with something unread, and offers", () => {
  const state = {
    askedBeside: [], offers: [{ offer_id: "o" }],
    order: ["a", "b"],
    conversations: { a: conversation({ events: [message(1, "young"), message(2, "young")] }), b: conversation({ id: "b" }) },
  };

  assert.equal(titleCount(state), 2);
});

test("newcomers are those who were not in line before; the first sight of the line is nobody new", () => {
  const line = (known, ...ids) => ({ waiting: { known, total: ids.length, rows: ids.map((id) => ({ conversation_id: id, level: 2 })) } });

  assert.deepEqual(newcomers(line(false), line(true, "a")), []);
  assert.deepEqual(newcomers(line(true, "a"), line(true, "a", "b")), [2]);
});

test("written while the tab slept is counted from when it fell asleep to when it woke", () => {
  const times = [["young", -1000], ["young", 1000], ["counsellor", 2000], ["young", 70_000]];
  const events = times.map(([from, after], n) => message(n + 1, from, NOON + after));

  assert.equal(writtenBetween(events, NOON, NOON + 60_000), 1);
});

test("a new message is read aloud once; history is not; a catch-up is a count", () => {
  const one = [message(5, "young")];

  assert.deepEqual(announcementOf(conversation(), one, true), { key: "staff.told.message", values: { name: "Havtorn", text: "nr. 5" } });
  assert.equal(announcementOf(conversation({ loaded: false }), one, false), null);
  assert.equal(announcementOf(conversation({ loaded: true }), [message(5, "young"), message(6, "young")], false).values.count, 2);
  assert.equal(announcementOf(conversation(), [message(5, "counsellor")], true), null);
});

test("two that go on stand side by side where there is room; a wrap-up or a third makes tabs", () => {
  const desk = (...seats) => ({ order: seats.map((_, n) => `${n}`), conversations: Object.fromEntries(seats.map((seat, n) => [`${n}`, conversation({ id: `${n}`, seat })])) });

  assert.equal(shownSide(desk("active", "active"), "wide"), true);
  assert.equal(shownSide(desk("active", "active"), "middle"), false);
  assert.equal(shownSide(desk("active", "wrap_up"), "wide"), false);
  assert.equal(shownSide(desk("active", "active", "active"), "wide"), false);
});

test("the focus stays where it is for as long as that is on the desk", () => {
  const state = { order: ["a", "b"], conversations: { a: conversation(), b: conversation({ id: "b" }) } };

  assert.equal(currentIn(state, "b"), "b");
  assert.equal(currentIn(state, "gone"), "a");
  assert.equal(currentIn({ order: [], conversations: {} }, "gone"), null);
});

test("danger and a failed message are told at once; presence and offers when there is time", () => {
  const desk = (conversation, offers = [], askedBeside = []) => ({ offers, askedBeside, conversations: conversation === null ? {} : { a: conversation } });
  const calm = { ...conversation(), level: 1, unsent: [], youngPresent: true };
  const told = (before, after) => changesToTell(before, after).map(({ key, urgent }) => [key, urgent]);

  assert.deepEqual(told(desk(calm), desk(calm)), []);
  assert.deepEqual(told(desk(calm), desk({ ...calm, level: 4 })), [["staff.told.imminent", true]]);
  assert.deepEqual(told(desk(null), desk({ ...calm, level: 4 })), [["staff.told.imminent", true]]);
  assert.deepEqual(told(desk(calm), desk({ ...calm, unsent: [{ state: "failed" }] })), [["staff.told.failed", true]]);
  assert.deepEqual(told(desk(calm), desk({ ...calm, youngPresent: false })), [["staff.told.away", false]]);
  assert.deepEqual(told(desk(calm), desk(calm, [{ offer_id: "o", call_word: "Lyng" }])), [["staff.told.offer", false]]);
  const asked = { conversation_id: "b", call_word: "Lyng", by: "Sofie" };
  assert.deepEqual(told(desk(calm), desk(calm, [], [asked])), [["desk.companion.told_ask", false]]);
  assert.deepEqual(told(desk(calm, [], [asked]), desk(calm, [], [asked])), []);
});

test("the newest whisper is the one that waits to be read", () => {
  const whisper = (seq) => ({ ...message(seq, "supervisor"), kind: "whisper" });

  assert.equal(lastWhisper([whisper(1), message(2, "young"), whisper(3), message(4, "young")]).seq, 3);
  assert.equal(lastWhisper([message(1, "young")]), null);
  const of = (seq, by) => ({ ...message(seq, "counsellor"), kind: "whisper", data: { by } });
  assert.equal(lastWhisper([of(1, "Mia"), of(2, "Sofie")], "Sofie").seq, 1);
});
