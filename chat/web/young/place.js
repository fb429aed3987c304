// @ts-check
/* One's place in line (plads i køen), in sentences: what the heading and the live region say alike. */

import { clock, minutes } from "../shared/time.js";
import { language, say } from "./state.js";

/** @typedef {import("./state.js").Place} Place */

/** @param {Place} place */
export function placeHeading({ position }) {
  if (position === null) return say("young.waiting.title.unknown");
  return position <= 1 ? say("young.waiting.title.next") : say("young.waiting.title", { position });
}

/** @param {{ wait_low_s: number | null, wait_high_s: number | null }} wait */
export function waitSentence({ wait_low_s, wait_high_s }) {
  if (wait_low_s === null || wait_high_s === null) return say("young.waiting.range.unknown");
  const [low, high] = [minutes(wait_low_s), minutes(wait_high_s)];
  if (high <= 1) return say("young.waiting.range.soon");
  return low === high ? say("young.waiting.about", { count: high }) : say("young.waiting.range", { low, high });
}

/**
 * Whether the one who waits will be reached before the door closes; nothing is promised of the unknown.
 *
 * @param {Place} place
 * @param {number} now_ms
 */
export function reachSentence({ closing_at, wait_high_s, worse }, now_ms) {
  if (closing_at === null) return "";
  const time = clock(closing_at, language.value);
  const left_s = (Date.parse(closing_at) - now_ms) / 1000;
  const reached = worse !== "closing" && wait_high_s !== null && wait_high_s < left_s;
  return say(reached ? "young.waiting.reached" : "young.waiting.open_until", { time });
}

/** @param {Place} place */
export function placeSentence(place) {
  return `${placeHeading(place)}. ${waitSentence(place)}`;
}

/** @param {Place} place with `worse` set */
export function worseSentence({ worse, position, closing_at }) {
  const left_min = closing_at === null ? 15 : minutes((Date.parse(closing_at) - Date.now()) / 1000);
  return `${say(`young.worse.${worse}.title`, { count: left_min })} ${say(`young.worse.${worse}.text`, { position: position ?? "?" })}`;
}
