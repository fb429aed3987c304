import assert from "node:assert/strict";
import test from "node:test";

import { Desk } from "../../chat/web/counsellor/desk.js";

// What a browser has and the desk reads when a line goes.
globalThis.window ??= globalThis;
if (globalThis.navigator === undefined) globalThis.navigator = { onLine: true };

const ME = { staff_id: "sofie", display_name: "Sofie", roles: ["counsellor"] };
const settled = async () => { for (let n = 0; n < 5; n += 1) await new Promise(setImmediate); };
const message = (seq, text, more = {}) => ({
  conversation_id: "a", seq, prev: seq - 1, kind: "message", from: "young", at: new Date().toISOString(), data: { text }, ...more,
});
const rowOf = (id, more = {}) => ({ conversation_id: id, call_word: "Havtorn", state: "active", level: 1, last_seq: 0, seen: 0, seat: "active", ...more });
const deskOf = (...conversations) => ({ shift: { state: "on", capacity: 2, load: 1 }, conversations, offers: [] });

/** A desk on a line whose house holds one log, and answers as PROTOCOL says. */
function atWork() {
  const world = { asked: [], log: [], told: [], answers: {}, shown: [] };
  const page = (since, most = 200) => {
    const events = world.log.filter(({ seq }) => seq > since);
    const some = events.slice(0, most);
    return { ok: true, events: some, last_seq: some.at(-1)?.seq ?? since, more: events.length > some.length };
  };
  const house = {
    "conversation:open": ({ last_seq }) => page(last_seq, world.most),
    "conversation:accept": () => ({ ...page(0), conversation_id: "a" }),
    "events:since": ({ seq }) => page(seq, world.most),
    "message:send": ({ client_id, text }) => {
      const seq = world.log.length + 1;
      world.log.push(message(seq, text, { from: "counsellor", data: { text, client_id } }));
      return { ok: true, seq, prev: seq - 1, at: new Date().toISOString() };
    },
  };
  const connect = (options) => {
    world.on = options.on;
    world.status = options.onStatus;
    return {
      status: () => "connected",
      close: () => {},
      tell: (event, payload) => world.told.push([event, payload]),
      request: async (event, payload) => {
        world.asked.push([event, payload]);
        return (world.answers[event] ?? house[event] ?? (() => ({ ok: true })))(payload);
      },
    };
  };
  world.desk = new Desk(ME, (_, added, live) => world.shown.push([added.map(({ data }) => data.text), live]), connect);
  world.desk.open();
  world.status("connected");
  world.texts = () => world.desk.state.value.conversations.a.events.map(({ data }) => data.text);
  world.asks = (event) => world.asked.filter(([name]) => name === event).map(([, payload]) => payload);
  return world;
}

test("what lies on the desk is followed once, page after page, and is no news", async () => {
  const world = atWork();
  world.log.push(message(1, "et"), message(2, "to"), message(3, "tre"));
  world.most = 2;

  world.on.desk(deskOf(rowOf("a")));
  world.on.desk(deskOf(rowOf("a")));
  await settled();

  assert.deepEqual(world.texts(), ["et", "to", "tre"]);
  assert.equal(world.asks("conversation:open").length, 1);
  assert.deepEqual(world.asks("events:since"), [{ conversation_id: "a", seq: 2 }]);
  assert.ok(world.shown.every(([, live]) => !live));
  assert.equal(world.desk.state.value.conversations.a.loaded, true);
});

test("an event that does not follow is held back until the gap is filled", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.log.push(message(1, "et"), message(2, "to"));

  world.on.event(message(2, "to"));
  await settled();

  assert.deepEqual(world.texts(), ["et", "to"]);
  assert.deepEqual(world.asks("events:since"), [{ conversation_id: "a", seq: 0 }]);
});

test("a head that is further on is asked for", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.log.push(message(1, "et"));

  world.on.heads({ heads: { a: 1 } });
  await settled();

  assert.deepEqual(world.texts(), ["et"]);
});

test("one's own words come into the log with the answer, once, and leave the outbox", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();

  world.desk.of("a").outbox.add("hej");
  await settled();
  world.on.event(world.log[0]);
  await settled();

  assert.deepEqual(world.texts(), ["hej"]);
  assert.deepEqual(world.desk.state.value.conversations.a.unsent, []);
});

test("sent, and the line lost before the answer: the log is the answer, and it is not said twice", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.answers["message:send"] = () => ({ ok: false, error: { code: "timeout", message: "" } });
  const { client_id } = world.desk.of("a").outbox.add("hej");
  await settled();
  world.log.push(message(1, "hej", { from: "counsellor", data: { text: "hej", client_id } }));

  world.status("away");
  world.status("connected");
  world.on.desk(deskOf(rowOf("a")));
  await settled();

  assert.deepEqual(world.texts(), ["hej"]);
  assert.deepEqual(world.desk.state.value.conversations.a.unsent, []);
});

test("after a lost line each conversation is followed again, from where its log ends", async () => {
  const world = atWork();
  world.log.push(message(1, "et"));
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.log.push(message(2, "to"));

  world.status("away");
  world.status("connected");
  world.on.desk(deskOf(rowOf("a")));
  await settled();

  assert.deepEqual(world.asks("conversation:open").map(({ last_seq }) => last_seq), [0, 1]);
  assert.deepEqual(world.texts(), ["et", "to"]);
});

test("what was seen is told, and told again when the answer was lost", async () => {
  const world = atWork();
  world.log.push(message(1, "et"));
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.answers.seen = () => ({ ok: false, error: { code: "timeout", message: "" } });
  world.desk.seen("a", 1);
  world.desk.seen("a", 1);
  await settled();
  delete world.answers.seen;

  world.status("away");
  world.status("connected");
  world.on.desk(deskOf(rowOf("a")));
  await settled();

  assert.deepEqual(world.asks("seen").map(({ seq }) => seq), [1, 1]);
});

test("accepting shows the conversation before the desk is told of", async () => {
  const world = atWork();
  world.log.push(message(1, "hej"));

  const ack = await world.desk.accept(null);

  assert.equal(ack.conversation_id, "a");
  assert.deepEqual(world.texts(), ["hej"]);
  assert.deepEqual(world.asks("conversation:accept"), [{}]);
});

test("when the right to a conversation ends, what was being written is given back", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.desk.of("a").draft.value = "halvt skrevet";

  world.on.unfollowed({ conversation_id: "a", reason: "released" });

  assert.deepEqual(world.desk.state.value.order, []);
  assert.deepEqual(world.desk.state.value.notices.map(({ kind, text }) => [kind, text]), [["unfollowed", undefined], ["unsent", "halvt skrevet"]]);
  assert.equal(world.desk.hasUnsent(), false);
});

test("passed on to the waiting room, it goes without news; refused, it stays", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  world.answers["conversation:transfer"] = () => ({ ok: false, error: { code: "unavailable", message: "" } });
  await world.desk.transfer("a", "waiting_room", "");
  assert.equal(world.desk.state.value.conversations.a.leaving, false);
  delete world.answers["conversation:transfer"];

  await world.desk.transfer("a", "waiting_room", "");
  world.on.unfollowed({ conversation_id: "a", reason: "released" });

  assert.deepEqual(world.desk.state.value.notices, []);
  assert.deepEqual(world.asks("conversation:transfer").at(-1), { conversation_id: "a", to: "waiting_room", note: null });
});

test("a page that slept says once how much came, and counts nothing that came later", async () => {
  const world = atWork();
  world.on.desk(deskOf(rowOf("a")));
  await settled();
  const minutes = (n) => new Date(Date.now() - n * 60_000).toISOString();
  world.log.push(message(1, "et", { at: minutes(9) }), message(2, "to", { at: minutes(2) }));

  world.desk.woke(Date.now() - 10 * 60_000);
  await settled();
  world.log.push(message(3, "tre", { at: minutes(-1) }));
  world.on.heads({ heads: { a: 3 } });
  await settled();

  assert.deepEqual(world.desk.state.value.notices.map(({ kind, count }) => [kind, count]), [["woke", 2]]);
});

for (const when of ["before", "after"]) {
  test(`who comes to sit in knows with whom, though the desk is told ${when} the answer`, async () => {
    const world = atWork();
    const beside = rowOf("a", { seat: "companion", counsellor: "Mette", call_word: "Fuglsang" });
    world.on.desk({ ...deskOf(), asked_beside: [{ conversation_id: "a", call_word: "Fuglsang", by: "Mette", level: 1 }] });
    world.answers["conversation:join"] = () => {
      if (when === "before") world.on.desk(deskOf(beside));
      return { ok: true, events: [], last_seq: 0, more: false };
    };

    await world.desk.sittingIn.come("a");
    const { counsellor, callWord, seat } = world.desk.state.value.conversations.a;
    assert.deepEqual({ counsellor, callWord, seat }, { counsellor: "Mette", callWord: "Fuglsang", seat: "companion" });

    world.on.desk(deskOf(beside));
    assert.equal(world.desk.state.value.conversations.a.counsellor, "Mette");
    assert.deepEqual(world.desk.state.value.askedBeside, []);
  });
}
