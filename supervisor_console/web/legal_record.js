// @ts-check
/* How the legal duties (pligter) of a conversation stand, read out of its log. */

/** @import { WireEvent } from "../../chat/web/shared/wire.d.ts" */

/** @typedef {{ at: string, by: string, done: boolean, text: string, given: boolean }} Recorded the last that was recorded of a step */
/** @typedef {{ name: string, wording: "quote" | "paraphrase", text: string, source: string, seen: string | null, link: string }} Law */
/** @typedef {{ label: string, hint: string, heading: string | null, identity: boolean }} Field */
/** @typedef {{ id: string, text: string, write: Field | null }} Step */
/** @typedef {{ id: string, title: string, lead: string, laws: Law[], steps: Step[] }} Part */
/** @typedef {{ reviewed: string | null, parts: Part[] }} Texts in Danish; a draft for as long as `reviewed` is null */

/**
 * @param {readonly WireEvent[]} events in order
 * @returns {ReadonlyMap<string, Recorded>} by step
 */
export function recordedIn(events) {
  /** @type {Map<string, Recorded>} */
  const steps = new Map();
  for (const { kind, data, at } of events) {
    if (kind !== "legal_duty") continue;
    steps.set(String(data["step"]), {
      at, by: String(data["by"] ?? ""), done: data["done"] === true, text: String(data["text"] ?? ""), given: data["given"] === true,
    });
  }
  return steps;
}

/**
 * The steps in their order, those to tick that follow each other together.
 *
 * @param {readonly Step[]} steps
 * @returns {Step[][]} each with steps to tick, or with one to write in
 */
export function runsOf(steps) {
  /** @type {Step[][]} */
  const runs = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (step.write === null && last?.[0]?.write === null) last.push(step);
    else runs.push([step]);
  }
  return runs;
}

/**
 * @param {Part} part
 * @param {ReadonlyMap<string, Recorded>} recorded
 * @returns {number} how many of its steps stand as done
 */
export function doneIn(part, recorded) {
  return part.steps.filter(({ id }) => recorded.get(id)?.done === true).length;
}

/** Whether somebody has said that they are 18 or more; who has said nothing may be a child. @param {string | null} age a band */
export function isAdult(age) {
  return age === "18_20" || age === "21_25" || age === "over_25";
}
