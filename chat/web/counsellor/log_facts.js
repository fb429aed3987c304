// @ts-check
/* What a conversation's log says as a whole: who wrote last, and whether somebody was called. Pure. */

import { nameIn } from "../staff/log_rows.js";

/** @import { WireEvent } from "../shared/wire.d.ts" */
/** @import { Escalation } from "../staff/wire.js" */

/**
 * @param {readonly WireEvent[]} events in order
 */
export function readLog(events) {
  let youngWroteAt = /** @type {string | null} */ (null);
  let staffWroteAt = /** @type {string | null} */ (null);
  let escalation = /** @type {Escalation | null} */ (null);
  let everEscalated = false;
  let opened = /** @type {Record<string, any> | null} */ (null);
  for (const event of events) {
    const { kind, from, at, data } = event;
    if (kind === "opened") opened = data;
    if (kind === "message" && from === "young") youngWroteAt = at;
    if (kind === "message" && from !== "young") staffWroteAt = at;
    if (kind === "escalated") {
      everEscalated = true;
      escalation = {
        escalation_id: data["escalation_id"],
        conversation_id: event.conversation_id,
        level: data["level"],
        trigger: data["trigger"],
        state: "raised",
        raised_at: at,
        acknowledged_by: null,
      };
    }
    if (kind === "resolved") escalation = null;
    if (escalation === null) continue;
    if (kind === "paged" && escalation.state === "raised") escalation = { ...escalation, state: "paged" };
    if (kind === "reopened") escalation = { ...escalation, state: "raised", acknowledged_by: null };
    if (kind === "acknowledged") {
      escalation = {
        ...escalation,
        state: "acknowledged",
        acknowledged_at: at,
        acknowledged_by: { display_name: nameIn(data["by"]) },
      };
    }
  }
  return { youngWroteAt, staffWroteAt, escalation, everEscalated, opened };
}
