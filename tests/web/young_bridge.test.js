// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";

import { bridgesIn, goneWords, lineOf } from "../../chat/web/young/bridge.js";
import { happens, textOf } from "../../chat/web/young/bridge_card.js";
import { wrongIn } from "../../chat/web/young/bridge_share.js";

const CARD = { service_id: "a", name: "Ungehuset", kind: "helpline", phone: "11 22 33 44", sms: null, chat: null, web: "a.dk", hours: null, open: null, changes_at: null };

/** @param {number} seq @param {string} kind @param {object} data @param {string} [from] @returns {any} */
const event = (seq, kind, data, from = "system") => ({ seq, kind, from, data: { bridge_id: "b", ...data } });
const offered = event(1, "bridge_offered", { service: CARD, lane: "hand_over", asked: ["phone"], status: "offered", message_to_young: null }, "counsellor");
const said = event(2, "bridge_answered", { status: "accepted", shared: ["phone"] }, "young");
const taken = event(3, "bridge_updated", { status: "received", by: "Ida" }, "bridge");

test("a bridge stands as the last event of it says, and knows who helps", () => {
  const [bridge] = bridgesIn([offered, said, taken, event(4, "message", { text: "hej" }, "young")]);

  assert.deepEqual([bridge?.status, bridge?.helper, bridge?.shared], ["received", "Ida", ["phone"]]);
});

test("taken back, nothing is shared any more; of one nobody offered nothing is known", () => {
  const [bridge] = bridgesIn([offered, said, taken, event(4, "bridge_withdrawn", { status: "withdrawn" }, "young")]);

  assert.deepEqual([bridge?.status, bridge?.shared], ["withdrawn", []]);
  // Taken between what one read and the press: the answer says so, whatever stood on the page before.
  const [raced] = bridgesIn([offered, said, event(3, "bridge_withdrawn", { status: "withdrawn", seen_by: "Ida" }, "young")]);
  assert.equal(raced?.seenBy, "Ida");
  assert.match(goneWords(/** @type {any} */ (raced)), /gone\.read|Ida/);
  assert.notEqual(goneWords(/** @type {any} */ (raced)), goneWords(/** @type {any} */ (bridge)));
  assert.deepEqual(bridgesIn([said]), []);
});

test("of what went to a service's own system it is said that they are asked to delete it; of nothing else", () => {
  const direct = { ...offered, data: { ...offered.data, direct: true } };
  const back = event(4, "bridge_withdrawn", { status: "withdrawn" }, "young");
  const words = (/** @type {any[]} */ events) => goneWords(/** @type {any} */ (bridgesIn(events)[0]));

  assert.match(words([direct, said, back]), /gone\.delivered|slette det hos dem/);
  for (const events of [[offered, said, back], [direct, back], [direct, event(2, "bridge_answered", { status: "declined", shared: [] }, "young")]]) {
    assert.doesNotMatch(words(events), /gone\.delivered|slette det hos dem/);
  }
});

test("one that is let go waits for another, and who had it is not forgotten", () => {
  const free = event(4, "bridge_updated", { status: "sent", by: "Ida" });
  const [bridge] = bridgesIn([offered, said, taken, free]);

  assert.deepEqual([bridge?.status, bridge?.helper], ["sent", "Ida"]);
  assert.notEqual(lineOf(free, /** @type {any} */ (bridge)), lineOf(event(2, "bridge_updated", { status: "sent", by: "" }), /** @type {any} */ (bridge)));
});

test("what cannot be sent is said before it is", () => {
  assert.equal(wrongIn({}), "reach");
  assert.equal(wrongIn({ name: "Liv" }), "reach");
  assert.equal(wrongIn({ name: " ", phone: "20304050" }), "empty");
  for (const short of ["2030", "12 34 56", "20 30 40 5", "+45 20 30", "20 30 40 50 60", "        "]) assert.notEqual(wrongIn({ phone: short }), null, short);
  assert.equal(wrongIn({ phone: "12 34 56" }), "phone");
  assert.equal(wrongIn({ phone: " 20 30 4050 " }), null);
  assert.equal(wrongIn({ email: "liv" }), "email");
  assert.equal(wrongIn({ phone: "+45 20 30 40 50", email: "liv@eksempel.dk" }), null);
});

test("what is copied and printed names the service and no address of ours", () => {
  assert.equal(textOf(/** @type {any} */ (CARD)), "Ungehuset\n11 22 33 44\na.dk");
  assert.equal(textOf(/** @type {any} */ ({ ...CARD, address: "Opfundet Gade 1" })), "Ungehuset\nOpfundet Gade 1\n11 22 33 44\na.dk");
});

test("what happens is said by what kind of place it is", () => {
  assert.equal(happens(/** @type {any} */ (CARD)), "talk");
  assert.equal(happens(/** @type {any} */ ({ ...CARD, phone: null })), "chat");
  assert.equal(happens(/** @type {any} */ ({ ...CARD, kind: "community" })), "together");
  assert.equal(happens(/** @type {any} */ ({ ...CARD, kind: "emergency" })), "emergency");
  assert.equal(happens(/** @type {any} */ ({ ...CARD, kind: "youth_centre" })), "place");
  assert.equal(happens(/** @type {any} */ ({ ...CARD, kind: "youth_centre", address: "Opfundet Gade 1" })), "centre");
});
