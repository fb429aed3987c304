// @ts-check
/* The page's one clock: ticks once a second, notices when the page was asleep. */

import { elapsed } from "../shared/time.js";
import { html, signal } from "../vendor/preact.js";

/** Milliseconds of the house's time, as well as this page knows it. Read it in small parts only: each reader draws again every second. */
export const now = signal(Date.now());

let ahead = Number.POSITIVE_INFINITY;

/**
 * Learn how far this device's clock is from the house's, from something that was just said there. The
 * smallest difference seen is the nearest to the truth, as the way here only adds.
 *
 * @param {string} at when the house says it happened
 * @param {number} [here] this device's clock
 */
export function hearTime(at, here = Date.now()) {
  const difference = here - Date.parse(at);
  if (difference < ahead) ahead = difference;
}

/** A clock that is right within this needs no correction. */
const RIGHT_ENOUGH_MS = 2000;

/** @param {number} here this device's clock */
export function houseTime(here) {
  return Number.isFinite(ahead) && Math.abs(ahead) > RIGHT_ENOUGH_MS ? here - ahead : here;
}

/** @returns {number} milliseconds of the house's time, now: also between two ticks */
export function houseNow() {
  return houseTime(Date.now());
}

/** Between two ticks of a page that is awake there is about a second; browsers may stretch it to a minute in the background. */
const ASLEEP_MS = 90 * 1000;

/**
 * @param {(from: number) => void} woke told when the page was asleep: since when, house time
 * @returns {() => void} stops the clock
 */
export function startClock(woke) {
  let last = Date.now();
  const tick = () => {
    const here = Date.now();
    if (here - last > ASLEEP_MS) woke(houseTime(last));
    last = here;
    now.value = houseTime(here);
  };
  const timer = setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}

/**
 * How long since; draws itself again every second and nothing around it.
 *
 * @param {{ at: number }} props house time, milliseconds
 */
export function Since({ at }) {
  return html`<span class="figures">${elapsed((now.value - at) / 1000)}</span>`;
}
