// @ts-check
/* How the door stands: open, busy, full, held, closed. The word says it; the mark only repeats it. */

import { clock, daysFrom, minutes, weekday } from "../shared/time.js";
import { html } from "../vendor/preact.js";
import { houseNow } from "./house_clock.js";
import { language, say } from "./state.js";

/** @typedef {import("../shared/wire.d.ts").Service} Service */

const LETS_IN = new Set(["open", "busy", "starting"]);

/**
 * What is not known yet does not bar the way: the house itself will say.
 *
 * @param {Service | null} service
 */
export function canEnter(service) {
  return service === null || LETS_IN.has(service.state);
}

/** @param {{ service: Service | null }} props */
export function Door({ service }) {
  if (service === null) return html`<p class="status soft">${say("young.door.asking")}</p>`;
  return html`
    <p class=${`status status--${service.state}`}>
      <span class="status__mark">
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <circle class="status__ring" cx="6" cy="6" r="5" />
          <path class="status__fill" d=${filled(service.state)} />
        </svg>
        ${say(`young.door.${service.state}`)}
      </span>${" "}
      <span>${sentence(service)}</span>
    </p>`;
}

/** @param {Service} service */
export function sentence(service) {
  const { state, closing_at, wait_low_s, wait_high_s } = service;
  if (state === "closed") return openingAgain(service.next_open, houseNow());
  if (state !== "open" && state !== "busy") return say(`young.door.${state}.text`);
  const time = closing_at === null ? "" : clock(closing_at, language.value);
  const until = time === "" ? "" : say("young.door.until", { time });
  if (state === "busy" && wait_high_s === null) return say("young.door.busy.text");
  return [until, waitWords(wait_low_s, wait_high_s)].filter(Boolean).join(" ");
}

/** @param {number | null} low_s @param {number | null} high_s */
function waitWords(low_s, high_s) {
  if (low_s === null || high_s === null) return "";
  if (minutes(high_s) <= 1) return say("young.door.no_wait");
  return say("young.door.wait", { low: minutes(low_s), high: minutes(high_s) });
}

/** @param {string | null} next_open @param {number} now_ms */
function openingAgain(next_open, now_ms) {
  if (next_open === null) return say("young.door.opens.unknown");
  const time = clock(next_open, language.value);
  const days = daysFrom(next_open, now_ms);
  const named = weekday(next_open, language.value);
  if (days === 0) return say("young.door.opens.today", { time });
  return say(days === 1 ? "young.door.opens.tomorrow" : "young.door.opens.later", { time, day: named });
}

/** Full circle, half, or none. @param {Service["state"]} state */
function filled(state) {
  if (state === "open") return "M6 1a5 5 0 0 1 0 10a5 5 0 0 1 0-10z";
  return state === "busy" ? "M6 1a5 5 0 0 1 0 10z" : "";
}
