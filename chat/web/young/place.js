// @ts-check
/* One's place in line (plads i køen), in sentences: what the heading and the live region say alike. */

import { clock, minutes } from "../shared/time.js";
import { announce } from "./announcer.js";
import { houseNow } from "./house_clock.js";
import { language, say, state } from "./state.js";

/** @typedef {import("./state.js").Place} Place */

const SOON_S = 60 * 60;

/** @param {Place} place */
export function placeHeading({ position }) {
  if (position === null) return say("young.waiting.title.unknown");
  return position <= 1 ? say("young.waiting.title.next") : say("young.waiting.title", { position });
}

/** @param {{ wait_low_s: number | null, wait_high_s: number | null, held?: boolean, worse?: Place["worse"] }} wait nothing is promised past closing time */
export function waitSentence({ wait_low_s, wait_high_s, held, worse }) {
  if (held || worse === "closed" || wait_low_s === null || wait_high_s === null) return say("young.waiting.range.unknown");
  const [low, high] = [minutes(wait_low_s), minutes(wait_high_s)];
  if (high <= 1) return say("young.waiting.range.soon");
  if (low === high) return say("young.waiting.about", { count: high });
  return say("young.waiting.range", { low, high });
}

/**
 * Whether the one who waits will be reached before the door closes; nothing is promised of the unknown.
 *
 * @param {Place} place
 * @param {number} now_ms
 */
export function reachSentence({ closing_at, wait_high_s, worse, held }, now_ms) {
  if (closing_at === null) return "";
  const time = clock(closing_at, language.value);
  const left_s = (Date.parse(closing_at) - now_ms) / 1000;
  const reached = !held && worse !== "closing" && wait_high_s !== null && wait_high_s < left_s;
  return say(reached ? "young.waiting.reached" : "young.waiting.open_until", { time });
}

/** @param {Place} place */
export function placeSentence(place) {
  return `${placeHeading(place)}. ${waitSentence(place)}`;
}

/**
 * Why it got worse, in a bold sentence, and what happens next.
 *
 * @param {Place} place with `worse` set
 */
export function worseWords({ worse, position, closing_at }) {
  return {
    title: worse === "closing" ? closingWords(closing_at) : say(`young.worse.${worse}.title`),
    text: say(`young.worse.${worse}.text`, { position: position ?? "?" }),
  };
}

/** In minutes when they are few, else by the clock. @param {string | null} closing_at */
function closingWords(closing_at) {
  if (closing_at === null) return say("young.worse.closing.title.soon");
  const left_s = (Date.parse(closing_at) - houseNow()) / 1000;
  const key = left_s < SOON_S ? "young.worse.closing.title" : "young.worse.closing.title.at";
  return say(key, { count: minutes(left_s), time: clock(closing_at, language.value) });
}

/**
 * The house tells the place anew. Overtaken stays said until one has moved up again, however often
 * the house tells it.
 *
 * @param {Place} news
 */
export function arranged(news) {
  const before = state.place.value;
  const stillOvertaken =
    before.worse === "overtaken" && (news.position ?? 0) >= (before.position ?? 0);
  /** @type {Place} */
  const place = { ...news, worse: news.worse ?? (stillOvertaken ? "overtaken" : null) };
  state.place.value = place;
  if (place.held && !before.held) {
    announce(`${say("young.held.title")} ${say("young.held.text")}`);
  } else if (place.worse !== null && place.worse !== before.worse) {
    const { title, text } = worseWords(place);
    announce(`${title} ${text}`);
  } else if (place.position !== before.position || (before.held && !place.held)) {
    announce(placeSentence(place));
  }
}
