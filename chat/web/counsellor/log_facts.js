// @ts-check
/* What a conversation's log says as a whole: who wrote last, whether somebody was called, and whether it is paused. Pure. */

import { nameIn } from "../staff/log_rows.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Escalation } from "../staff/wire.js" */

const MOVES = new Set(["escalated", "paged", "acknowledged", "reopened", "resolved"]);
/** The trigger of a report to the supervisors: it says nothing of danger (`chat/domain/pausing.py`). */
const ABUSE = "abuse";

/**
 * @param {readonly WireEvent[]} events in order
 */
export function readLog(events) {
  let youngWroteAt = /** @type {string | null} */ (null);
  let staffWroteAt = /** @type {string | null} */ (null);
  let escalation = /** @type {Escalation | null} */ (null);
  let reported = /** @type {Escalation | null} */ (null);
  let everEscalated = false;
  let pausedUntil = /** @type {string | null} */ (null);
  let opened = /** @type {Record<string, any> | null} */ (null);
  for (const event of events) {
    const { kind, from, at, data } = event;
    if (kind === "opened") opened = data;
    if (kind === "message" && from === "young") youngWroteAt = at;
    if (kind === "message" && from !== "young") staffWroteAt = at;
    if (kind === "paused") pausedUntil = data["until"];
    if (MOVES.has(kind)) {
      if (data["trigger"] === ABUSE) reported = moved(reported, event);
      else {
        everEscalated ||= kind === "escalated";
        escalation = moved(escalation, event);
      }
    }
  }
  return { youngWroteAt, staffWroteAt, escalation, everEscalated, reported, pausedUntil, opened };
}

/**
 * @param {Escalation | null} escalation as it stood
 * @param {WireEvent} event one of its moves
 * @returns {Escalation | null} as it stands after it
 */
function moved(escalation, { kind, at, data, conversation_id }) {
  if (kind === "escalated") {
    const { escalation_id, level, trigger } = data;
    return { escalation_id, conversation_id, level, trigger, state: "raised", raised_at: at, acknowledged_by: null };
  }
  if (kind === "resolved") return null;
  if (escalation === null) return null;
  if (kind === "paged" && escalation.state === "raised") return { ...escalation, state: "paged" };
  if (kind === "reopened") return { ...escalation, state: "raised", acknowledged_by: null };
  if (kind !== "acknowledged") return escalation;
  return { ...escalation, state: "acknowledged", acknowledged_at: at, acknowledged_by: { display_name: nameIn(data["by"]) } };
}
