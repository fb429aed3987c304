// @ts-check
/* What looks after somebody (omsorg), on both consoles: the helpline's own texts, and what the log says of them. */

import { signal } from "../vendor/preact.js";

/** @import { Ack, WireEvent } from "../shared/wire.d.ts" */

/** @typedef {(event: string, payload: object) => Promise<Ack>} Ask never rejects */
/** @typedef {{ id: string, ask: string, hint: string | null, level: number }} Question */
/** @typedef {{ id: string, text: string }} Step */
/** @typedef {{ name: string, phone: string, hours: string | null, regions: string[] }} Number112 whom to ring in a region */
/**
 * @typedef {object} CareTexts in Danish; a draft for as long as `reviewed` is null
 * @property {{ reviewed: string | null, questions: Question[] }} questions
 * @property {{
 *   reviewed: string | null,
 *   call: { say: string, steps: Step[], no_number: string },
 *   say: { now: string, gone: string, steps: Step[] },
 *   identify: { steps: Step[], law: string, kept: string },
 *   numbers: Number112[],
 *   regions: Record<string, string>,
 * }} card
 */
/** @typedef {"yes" | "no" | "unanswered"} Answer */

/** In the order one goes through it; the server's `PlanField`. */
export const PLAN_FIELDS = /** @type {const} */ ([
  "warning_signs", "own_ways", "company", "people_to_ask", "professionals", "safe_surroundings",
]);

/** From here on a conversation is to be assessed before it is closed. */
const FLAGGED_FROM = 2;

/** The texts, once they are here: the same for every conversation. */
export const careTexts = signal(/** @type {CareTexts | null} */ (null));

/** Fetch the texts, unless they are here. @param {Ask} ask @returns {Promise<Ack | null>} the refusal, if there was one */
export async function fetchCareTexts(ask) {
  if (careTexts.value !== null) return null;
  const ack = await ask("care:texts", {});
  if (!ack.ok) return ack;
  careTexts.value = /** @type {CareTexts} */ (/** @type {unknown} */ (ack));
  return null;
}

/**
 * When each step of the emergency card was ticked; one that was taken back is not among them.
 *
 * @param {readonly WireEvent[]} events
 * @returns {ReadonlyMap<string, { at: string, by: string }>}
 */
export function ticked(events) {
  /** @type {Map<string, { at: string, by: string }>} */
  const steps = new Map();
  for (const { kind, data, at } of events) {
    if (kind !== "emergency_step") continue;
    if (data["done"]) steps.set(data["step"], { at, by: String(data["by"] ?? "") });
    else steps.delete(data["step"]);
  }
  return steps;
}

/**
 * The safety plan as it stands; null while there is none.
 *
 * @param {readonly WireEvent[]} events
 * @returns {Record<string, string> | null}
 */
export function planIn(events) {
  return events.findLast(({ kind }) => kind === "safety_plan")?.data ?? null;
}

/**
 * Whether somebody was flagged and nobody has gone through the questions: then one is asked before closing.
 *
 * @param {readonly WireEvent[]} events
 * @param {number} level as it is now
 */
export function isUnassessed(events, level) {
  const flagged = level >= FLAGGED_FROM || events.some(({ kind, data }) => kind === "level" && data["to"] >= FLAGGED_FROM);
  return flagged && !events.some(({ kind }) => kind === "assessment");
}

/**
 * Whom to ring for somebody from here: numbers of their region first; all of them where the region is unknown.
 *
 * @param {CareTexts["card"]} card
 * @param {string | null} municipality code
 * @returns {{ here: Number112[], elsewhere: Number112[] }}
 */
export function numbersFor({ numbers, regions }, municipality) {
  const region = municipality === null ? undefined : regions[municipality];
  const here = numbers.filter((one) => one.regions.length === 0 || (region !== undefined && one.regions.includes(region)));
  return { here, elsewhere: numbers.filter((one) => !here.includes(one)) };
}
