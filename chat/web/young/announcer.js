// @ts-check
/* What is said to those who hear the page: the newest sentence, at most one per five seconds (UI.md). */

import { state } from "./state.js";

const APART_MS = 5000;
let last_ms = -APART_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} sentence about place, presence, sending; a newer one takes the place of one that waits */
export function announce(sentence) {
  clearTimeout(timer);
  const wait_ms = Math.max(0, last_ms + APART_MS - Date.now());
  timer = setTimeout(() => {
    last_ms = Date.now();
    state.status.value = sentence;
  }, wait_ms);
}

/** @param {string} sentence */
export function alertNow(sentence) {
  state.alert.value = sentence;
}

/** @param {string} sentence what the other side has just written, with the name before it */
export function heard(sentence) {
  state.heard.value = sentence;
}
