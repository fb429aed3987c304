// @ts-check
/* Handing over (overlevering), pure: what runs when a supervisor leaves, and who is there to see to it. */

import { inOrder } from "./rows.js";

/** @import { TimedRow } from "./rows.js" */
/** @import { OnShift, Watch } from "./watch.js" */

/**
 * @typedef {object} InCare
 * @property {TimedRow} row
 * @property {"pen" | "beside" | null} inside how one has come in oneself: as who writes, or beside
 * @property {boolean} escalated one has its escalation oneself
 */

/**
 * Every running conversation, and what is over with an escalation still open; the worst first. Drills
 * are nobody's.
 *
 * @param {Iterable<TimedRow>} rows
 * @param {string} me staff id
 * @returns {InCare[]}
 */
export function inCare(rows, me) {
  return inOrder(rows)
    .filter(({ state, escalation }) => (state === "active" || escalation !== null) && !escalation?.drill)
    .map((row) => ({
      row,
      inside: row.state === "closed" || row.beside?.staff_id !== me ? null : row.beside.writes ? "pen" : "beside",
      escalated: row.escalation?.acknowledged_by?.staff_id === me,
    }));
}

/** The other supervisors who are here, by name. @param {OnShift} onShift @param {string} me @returns {string[]} */
export function whoStays({ staff }, me) {
  return staff
    .filter((one) => one.role === "supervisor" && one.here !== false && one.staff_id !== me)
    .map(({ display_name }) => display_name);
}

/** What one has not gone through yet. @param {Watch} watch @returns {InCare[]} */
export function notYet(watch) {
  return inCare(watch.board.value.rows.values(), watch.me.staff_id)
    .filter(({ row }) => !watch.handedOver.value.has(row.conversation_id));
}

/**
 * Leave at once where nothing runs; else be led through it first. Who is off duty already has
 * nothing to hand over.
 *
 * @param {Watch} watch
 * @param {"duty" | "sign_out"} how
 * @param {() => void} go
 */
export function leave(watch, how, go) {
  if (watch.onDuty.value && notYet(watch).length > 0) watch.leaving.value = how;
  else go();
}
