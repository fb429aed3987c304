import assert from "node:assert/strict";
import test from "node:test";

import { CatchUp } from "../../chat/web/shared/catch_up.js";
import { ConversationLog } from "../../chat/web/shared/conversation_log.js";

const said = (seq, prev, text = `besked ${seq}`) => ({
  conversation_id: "c", seq, prev, kind: "message", at: "2026-11-22T01:00:00Z", from: "counsellor", data: { text },
});
const seqs = (log) => log.events.map((event) => event.seq);

test("events in order are shown as they come, also where staff-only ones lie between", () => {
  const log = new ConversationLog();

  log.apply(said(1, 0));
  log.apply(said(4, 1));

  assert.deepEqual(seqs(log), [1, 4]);
  assert.equal(log.gap, false);
});

test("a message that comes too early waits for the one before it", () => {
  const log = new ConversationLog();
  log.apply(said(1, 0));

  assert.equal(log.apply(said(3, 2)), "held");
  assert.equal(log.gap, true);
  assert.deepEqual(seqs(log), [1]);

  assert.equal(log.apply(said(2, 1)), "shown");
  assert.deepEqual(seqs(log), [1, 2, 3]);
  assert.equal(log.gap, false);
});

test("the same message twice is shown once", () => {
  const log = new ConversationLog();
  log.apply(said(1, 0));

  assert.equal(log.apply(said(1, 0)), "known");
  assert.deepEqual(seqs(log), [1]);
  assert.equal(log.conflicts, 0);
});

test("two texts under one number are an alarm, and the first stands", () => {
  const log = new ConversationLog();
  log.apply(said(1, 0, "hej"));

  assert.equal(log.apply(said(1, 0, "noget andet")), "conflict");
  assert.equal(log.conflicts, 1);
  assert.equal(log.events[0].data.text, "hej");
});

test("heads beyond the log are a gap, heads within it are not", () => {
  const log = new ConversationLog();
  log.apply(said(2, 0));

  log.reaches(2);
  assert.equal(log.gap, false);

  log.reaches(5);
  assert.equal(log.gap, true);
});

test("a page joins what was held, whatever came meanwhile", () => {
  const log = new ConversationLog();
  log.apply(said(1, 0));
  log.apply(said(6, 5));

  const more = log.applyPage({ events: [said(2, 1), said(5, 2)], last_seq: 5, more: false }, 1);

  assert.equal(more, false);
  assert.deepEqual(seqs(log), [1, 2, 5, 6]);
  assert.equal(log.gap, false);
});

test("a page that lags behind what is shown changes nothing", () => {
  const log = new ConversationLog();
  log.applyPage({ events: [said(1, 0), said(2, 1), said(3, 2)], last_seq: 3, more: false }, 0);

  log.applyPage({ events: [said(1, 0), said(2, 1)], last_seq: 2, more: false }, 0);

  assert.deepEqual(seqs(log), [1, 2, 3]);
});

test("any order of arrival, with repetitions, ends in the same log", () => {
  for (let round = 0; round < 200; round += 1) {
    const log = new ConversationLog();
    const events = Array.from({ length: 12 }, (_, index) => said(index + 1, index));
    const shuffled = [...events, ...events].sort(() => Math.random() - 0.5);

    shuffled.forEach((event) => log.apply(event));

    assert.deepEqual(seqs(log), events.map((event) => event.seq));
    assert.equal(log.gap, false);
  }
});

test("catching up asks page after page, and once at a time", async () => {
  const store = Array.from({ length: 450 }, (_, index) => said(index + 1, index));
  const log = new ConversationLog();
  const asked = [];
  const ask = async (seq) => {
    asked.push(seq);
    const events = store.filter((event) => event.seq > seq).slice(0, 200);
    return { ok: true, events, last_seq: 450, more: events.at(-1)?.seq !== 450 };
  };
  const catchUp = new CatchUp(log, ask, () => {});
  log.reaches(450);

  await Promise.all([catchUp.pull(), catchUp.pull()]);

  assert.deepEqual(asked, [0, 200, 400]);
  assert.equal(log.lastUnbroken, 450);
});

test("catching up tries again by itself when the line failed", async () => {
  const log = new ConversationLog();
  log.reaches(1);
  const answers = [
    { ok: false, error: { code: "timeout", message: "" } },
    { ok: true, events: [said(1, 0)], last_seq: 1, more: false },
  ];
  const works = [];
  const catchUp = new CatchUp(log, async () => answers.shift(), () => {}, (work) => works.push(work));

  await catchUp.pull();
  assert.equal(works.length, 1);
  works[0]();
  await new Promise(setImmediate);

  assert.deepEqual(seqs(log), [1]);
});

test("what came by another way while it was asked for is not shown a second time", async () => {
  const log = new ConversationLog();
  log.reaches(2);
  const shown = [];
  const page = { events: [said(1, 0), said(2, 1)], last_seq: 2, more: false };
  const ask = async () => {
    log.applyPage(page, 0);
    return { ok: true, ...page };
  };

  await new CatchUp(log, ask, (from) => shown.push(from)).pull();

  assert.deepEqual(seqs(log), [1, 2]);
  assert.deepEqual(shown, []);
});
