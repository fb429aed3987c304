// @ts-check
/* What a log says of the summary (resumé) to come back with: not a word of it stands there. Pure. */

/** @import { WireEvent } from "./wire.d.ts" */

/**
 * @typedef {object} Proposed the one that was proposed last
 * @property {number} seq what one answers to
 * @property {string} by who wrote it
 * @property {"" | "yes" | "change" | "no"} answer the young person's; empty: none yet
 */

/**
 * @param {readonly WireEvent[]} events in order
 * @returns {Proposed | null}
 */
export function summaryIn(events) {
  /** @type {Proposed | null} */
  let found = null;
  for (const { kind, seq, data } of events) {
    if (kind === "summary_proposed") found = { seq, by: data["by"], answer: "" };
    if (kind === "summary_answered" && found !== null && found.seq === data["seq"]) found = { ...found, answer: data["answer"] };
  }
  return found;
}
