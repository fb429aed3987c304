// @ts-check
/* What is said to those who hear the page: the newest sentence, at most one per five seconds. */

import { state } from "./state.js";

const APART_MS = 5000;
/** A region that is emptied first says the same words a second time. */
const EMPTY_MS = 50;
let last_ms = -APART_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Say something about place, presence or sending; what still waits to be said gives way to it.
 *
 * @param {string} sentence
 */
export function announce(sentence) {
  clearTimeout(timer);
  const wait_ms = Math.max(0, last_ms + APART_MS - performance.now());
  timer = setTimeout(() => {
    last_ms = performance.now();
    sayIn(state.status, sentence);
  }, wait_ms);
}

/** @param {string} sentence */
export function alertNow(sentence) {
  sayIn(state.alert, sentence);
}

/** @param {string} sentence what the other side has just written, with the name before it */
export function heard(sentence) {
  sayIn(state.heard, sentence);
}

/**
 * @param {import("../vendor/preact.js").Signal<string>} region
 * @param {string} sentence
 */
function sayIn(region, sentence) {
  region.value = "";
  setTimeout(() => { region.value = sentence; }, EMPTY_MS);
}
