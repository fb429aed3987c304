// @ts-check
/* Complaints that nobody has read (ulæste klager): their number and never a word of them. */

import { askAgain } from "./asked_again.js";

/** @typedef {{ unread: number, calling: number, paging: number }} Waiting `calling`: flagged by triage; `paging`: those on duty are called, too */

/** Soon enough to be beside the ladder's first step of 45 s. Our own choice. */
export const ASK_EVERY_MS = 10_000;

/** @type {Waiting} */
export const NONE_WAITING = { unread: 0, calling: 0, paging: 0 };

/** @param {(found: Waiting) => void} hear */
export function connectComplaints(hear) {
  return askAgain("/api/complaints/waiting", ASK_EVERY_MS, hear);
}
