// @ts-check
/* What a screen reader is told (oplæsning): two regions, there from the start, apart from the log itself. */

import { html, signal } from "../vendor/preact.js";

const polite = signal("");
const urgent = signal("");

/** At most one sentence in this time, so that nobody is talked over. */
const BETWEEN_MS = 5000;
/** A region that is emptied says the same words again when they come again. */
const CLEAR_MS = 10_000;

/** @type {string[]} */
const queue = [];
let speaking = false;

/**
 * Say something when the reader has time. Of what waits, the newest four are said: older news is no news.
 *
 * @param {string} sentence
 */
export function tell(sentence) {
  queue.push(sentence);
  if (queue.length > 4) queue.shift();
  if (!speaking) sayNext();
}

function sayNext() {
  const sentence = queue.shift();
  speaking = sentence !== undefined;
  polite.value = sentence ?? "";
  if (speaking) setTimeout(sayNext, BETWEEN_MS);
}

/**
 * Say something at once: level 4, a message that failed, being signed out.
 *
 * @param {string} sentence
 */
export function alarm(sentence) {
  urgent.value = sentence;
  setTimeout(() => { if (urgent.value === sentence) urgent.value = ""; }, CLEAR_MS);
}

/** Put this once on the page, outside anything that comes and goes. */
export function LiveRegions() {
  return html`<div class="visually-hidden" role="status">${polite.value}</div>
    <div class="visually-hidden" role="alert">${urgent.value}</div>`;
}
