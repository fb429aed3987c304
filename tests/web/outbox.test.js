import assert from "node:assert/strict";
import test from "node:test";

import { Outbox } from "../../chat/web/shared/outbox.js";

const settled = () => new Promise(setImmediate);

/** An outbox whose house answers by `answers`, and whose clock only moves when told to. */
function outboxWith(answers) {
  const world = { sent: [], done: [], works: [], now_ms: 0, house_ms: 0, ids: 0 };
  world.outbox = new Outbox({
    send: async (message) => {
      world.sent.push(message);
      return answers.shift() ?? { ok: true, seq: world.sent.length, prev: world.sent.length - 1, at: "" };
    },
    onSent: (draft, ack) => world.done.push([draft.text, ack.seq]),
    onChange: () => {},
    clock: () => world.house_ms,
    later: (work, delay_ms) => world.works.push({ work, due_ms: world.now_ms + delay_ms }),
    now: () => world.now_ms,
    newId: () => `id-${(world.ids += 1)}`,
    random: () => 0,
  });
  world.pass = async (delay_ms) => {
    world.now_ms += delay_ms;
    const due = world.works.filter((one) => one.due_ms <= world.now_ms);
    world.works = world.works.filter((one) => !due.includes(one));
    due.forEach((one) => one.work());
    await settled();
  };
  return world;
}
const refused = (code, more = {}) => ({ ok: false, error: { code, message: code, ...more } });

test("without a line nothing is sent and nothing is lost; with one it goes in order", async () => {
  const world = outboxWith([]);
  ["hej", "er du der", "??"].forEach((text) => world.outbox.add(text));
  await settled();
  assert.equal(world.sent.length, 0);

  world.outbox.line(true);
  await settled();

  assert.deepEqual(world.done.map(([text]) => text), ["hej", "er du der", "??"]);
  assert.deepEqual(world.outbox.drafts, []);
});

test("what waits is written by the house's clock, and waits by one that nobody sets back", async (step) => {
  const wrong = step.mock.method(Date, "now", () => 7_200_000);
  let due = () => {};
  const answers = [refused("unavailable"), { ok: true, seq: 1, prev: 0, at: "" }];
  const outbox = new Outbox({
    send: async () => answers.shift(), onSent: () => {}, onChange: () => {}, clock: () => 1000, random: () => 0,
    later: (work) => { due = work; },
  });
  const passed = step.mock.method(performance, "now", () => 0);
  outbox.line(true);
  outbox.add("hej");
  await settled();
  assert.equal(outbox.drafts[0].written_ms, 1000);

  wrong.mock.mockImplementation(() => 3_600_000);
  passed.mock.mockImplementation(() => 60_000);
  due();
  await settled();

  assert.deepEqual(outbox.drafts, []);
});

test("only one is on its way at a time", async () => {
  const gates = [];
  let underway = 0;
  let most = 0;
  const outbox = new Outbox({
    send: () => new Promise((give) => {
      underway += 1;
      most = Math.max(most, underway);
      gates.push(() => { underway -= 1; give({ ok: true, seq: 1, prev: 0, at: "" }); });
    }),
    onSent: () => {},
    onChange: () => {},
    clock: () => 0,
  });
  outbox.line(true);
  outbox.add("en");
  outbox.add("to");

  await settled();
  gates.shift()();
  await settled();
  gates.shift()();
  await settled();

  assert.equal(most, 1);
  assert.deepEqual(outbox.drafts, []);
});

test("a store that is away is asked again, later and later, with the same id", async () => {
  const world = outboxWith([refused("unavailable"), refused("timeout")]);
  world.outbox.line(true);
  world.outbox.add("hej");
  await settled();
  assert.equal(world.outbox.drafts[0].state, "waiting");

  await world.pass(400);
  assert.equal(world.sent.length, 1);
  await world.pass(101);
  assert.equal(world.sent.length, 2);
  await world.pass(900);
  assert.equal(world.sent.length, 2);
  await world.pass(102);

  assert.deepEqual(new Set(world.sent.map((message) => message.client_id)), new Set(["id-1"]));
  assert.deepEqual(world.done, [["hej", 3]]);
});

test("slow down waits as long as it is asked to", async () => {
  const world = outboxWith([refused("slow_down", { retry_after_s: 7 })]);
  world.outbox.line(true);
  world.outbox.add("hej");
  await settled();

  await world.pass(6900);
  assert.equal(world.sent.length, 1);
  await world.pass(101);
  assert.deepEqual(world.done, [["hej", 2]]);
});

test("what the house will not take fails with its words, and the next one still goes", async () => {
  const world = outboxWith([refused("too_long")]);
  world.outbox.line(true);
  world.outbox.add("for lang");
  world.outbox.add("kort");
  await settled();

  assert.deepEqual(world.outbox.drafts.map((draft) => [draft.state, draft.error.message]), [["failed", "too_long"]]);
  assert.deepEqual(world.done.map(([text]) => text), ["kort"]);
});

test("what failed is sent again when the person asks for it", async () => {
  const world = outboxWith([refused("forbidden")]);
  world.outbox.line(true);
  const draft = world.outbox.add("hej");
  await settled();

  world.outbox.retry(draft.client_id);
  await settled();

  assert.deepEqual(world.sent.map((message) => message.client_id), ["id-1", "id-1"]);
  assert.deepEqual(world.done.map(([text]) => text), ["hej"]);
});

test("what the log turns out to hold already is dropped", async () => {
  const world = outboxWith([]);
  const draft = world.outbox.add("hej");

  world.outbox.drop(draft.client_id);
  world.outbox.line(true);
  await settled();

  assert.deepEqual(world.sent, []);
});
