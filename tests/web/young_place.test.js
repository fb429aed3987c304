import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { Words } from "../../chat/web/shared/catalogue.js";
import { arranged, waitSentence } from "../../chat/web/young/place.js";
import { state } from "../../chat/web/young/state.js";

const PLACE = {
  position: 2, wait_low_s: 600, wait_high_s: 900, closing_at: null, worse: null, held: false,
};

test("who waits is told once that nobody can be met, and again where they stand", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  state.words.value = new Words("da", {
    "young.waiting.title": "Du er nummer {position}",
    "young.waiting.range": "{low}-{high} minutter.",
    "young.held.title": "Ingen kan komme til.", "young.held.text": "Din plads bliver holdt.",
  });
  const said = [];
  const stop = state.status.subscribe((sentence) => { if (sentence) said.push(sentence); });

  for (const held of [false, true, true, false]) {
    arranged({ ...PLACE, held });
    mock.timers.tick(6000);
    mock.timers.tick(100); // what a timer of that tick has set
  }

  assert.deepEqual(said, [
    "Du er nummer 2. 10-15 minutter.",
    "Ingen kan komme til. Din plads bliver holdt.",
    "Du er nummer 2. 10-15 minutter.",
  ]);
  stop();
  mock.timers.reset();
});

test("when the door has closed while one waits, that is said, and it stays said", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 2_000_000 });
  state.words.value = new Words("da", {
    "young.worse.closing.title": "Vi lukker om {count} minutter.", "young.worse.closing.text": "Vi når dig måske ikke.",
    "young.worse.closed.title": "Vi har lukket for i dag.", "young.worse.closed.text": "Her er nogen, der har åbent.",
  });
  state.status.value = "";
  const said = [];
  const stop = state.status.subscribe((sentence) => { if (sentence) said.push(sentence); });
  const closing_at = new Date(2_000_000 + 5 * 60_000).toISOString();

  for (const news of [{ worse: "closing", closing_at }, { worse: "closed" }, { worse: "closed" }]) {
    arranged({ ...PLACE, ...news });
    mock.timers.tick(6000);
    mock.timers.tick(100);
  }

  assert.deepEqual(said, ["Vi lukker om 5 minutter. Vi når dig måske ikke.", "Vi har lukket for i dag. Her er nogen, der har åbent."]);
  assert.equal(state.place.value.worse, "closed");
  assert.equal(waitSentence(state.place.value), "young.waiting.range.unknown");
  stop();
  mock.timers.reset();
});
